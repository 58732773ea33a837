//! What a student may do, on their own record.

mod attest;
mod daily;
pub mod deadlines;
mod employers;
mod home;
mod inbox;
mod job_ended;
mod pages;
mod port;
mod profile;
mod receipt;
mod reminders;
mod validation;

pub use daily::send_daily;
pub use pages::employment_of;
pub use reminders::remind;
