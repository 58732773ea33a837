//! The school's side.

mod acts;
mod calendars;
mod reach;
