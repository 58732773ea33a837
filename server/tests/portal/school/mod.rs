//! The school's side.

mod acts;
mod alerts;
mod amended;
mod both_sides;
mod calendars;
mod decided;
mod identity;
mod merged;
mod moves;
mod reach;
mod spreadsheets;
mod uploads;
