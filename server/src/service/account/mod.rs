//! One's own account: its security page, changes of credentials, closing, and a download of all stored data.

mod closing;
mod email;
mod factors;
mod freeze;
mod my_data;
mod open_online;
mod page;
mod port;
mod questions;
mod seen;
mod sessions;

pub use closing::close_due;
pub use my_data::my_data;
