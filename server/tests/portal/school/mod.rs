//! The school's side.

mod acts;
mod reach;
