//! The school's side.

mod acts;
mod both_sides;
mod calendars;
mod moves;
mod reach;
