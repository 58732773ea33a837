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
mod push;
mod receipt;
mod reminders;
mod validation;

pub use daily::send_daily;
pub use inbox::reach;
pub use pages::employment_of;
pub use reminders::remind;
