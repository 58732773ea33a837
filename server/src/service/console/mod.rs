//! What an official may do, for their own school only.

pub mod account_states;
mod alerts;
mod alerts_file;
mod amend;
mod approve;
mod audit;
mod both_sides;
mod digest;
mod email;
mod overview;
mod port;
mod record;
mod reset;
mod students;

pub use alerts_file::alerts_file;
pub use digest::{due as digests_due, send as send_digest};
pub use email::{Temporary, follow_email_change};
