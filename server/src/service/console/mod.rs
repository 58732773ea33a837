//! What an official may do, for their own school only.

pub mod account_states;
mod alerts;
mod amend;
mod approve;
mod audit;
mod both_sides;
mod email;
mod overview;
mod port;
mod record;
mod reset;
mod students;

pub use email::{Temporary, follow_email_change};
