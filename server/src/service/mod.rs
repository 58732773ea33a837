//! The use cases, and the implementations of `app`'s ports. Each folder uses only those before it; ARCHITECTURE.md
//! has the list that `scripts/house.mjs` checks:
//!
//! 1. `error`: why a use case refuses or fails; `aside`: long reading of files; `audit`: who looked at what, who did what;
//!    `keys`: whether the secret file is the database's.
//! 2. `record`: a student's record and reports.
//! 3. `credentials`: passwords, second steps, links, security events, the end of access.
//! 4. `visit`: who sends the request, and what they may do.
//! 5. `files`: files that people hand in; `copies`: a copy of one's record; `login`: from a password or a link to a
//!    session that has passed every step.
//! 6. `sign_up`, `reviews`, `plans`, `student` and `messages`, `cases`, `account`, `batches`, `console`: what people do
//!    once they are logged in.
//! 7. `officials`, `school`: schools and those who work for them, from the command line and in the console; `front`: what
//!    stands around every page.

pub mod account;
pub mod aside;
pub mod audit;
pub mod batches;
pub mod cases;
pub mod console;
pub mod copies;
pub mod credentials;
pub mod error;
pub mod files;
pub mod front;
pub mod keys;
pub mod login;
pub mod messages;
pub mod officials;
pub mod plans;
pub mod record;
pub mod reviews;
pub mod school;
pub mod sign_up;
pub mod student;
pub mod visit;

pub use error::{ServiceError, fault};
pub use visit::Desk;
