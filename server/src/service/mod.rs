//! The use cases, and the ports of `app` that lead to them. Floors, low to high; each uses only
//! those before it:
//!
//! 1. `error`: what a use case answers when it does not do as asked; `audit`: who looked, who did.
//! 2. `record`: a student's record, reports, the end of access.
//! 3. `credentials`: passwords, second steps, links, what happens to an account.
//! 4. `visit`: who is at the desk, and what they may do.
//! 5. `files`: what people hand in; `copies`: a copy of one's record; `login`: from a password or a link to a session that has passed every step.
//! 6. `sign_up`, `reviews`, 7. `student` and `messages`, 8. `cases`, 9. `account`, 10. `console`: what
//!    people do once they are there.
//! 11. `officials`, `front`: schools' people from the command line, and the first page.

pub mod account;
pub mod audit;
pub mod batches;
pub mod cases;
pub mod console;
pub mod copies;
pub mod credentials;
pub mod error;
pub mod files;
pub mod front;
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
