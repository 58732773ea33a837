//! The school's side.

mod acts;
mod alerts;
mod amended;
mod both_sides;
mod calendars;
mod decided;
mod digests;
mod identity;
mod merged;
mod moves;
mod numbers;
mod principal;
mod reach;
pub mod review_first;
mod review_model;
pub mod reviews;
mod spreadsheets;
mod together;
mod uploads;
