//! What an official may do, for their own school only.

mod alerts;
mod amend;
mod approve;
mod audit;
mod both_sides;
mod digest;
mod email;
mod numbers;
mod overview;
mod port;
mod record;
mod reset;
mod students;
mod validations;

pub use alerts::{all as all_alerts, freshen_all as freshen_alerts};
pub use digest::{due as digests_due, send as send_digest};
pub use email::{Temporary, follow_email_change};
