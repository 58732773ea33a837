//! The school's side.

mod acts;
mod alert_lists;
mod alerts;
mod alerts_acts;
mod alerts_again;
mod amended;
mod both_sides;
mod calendar_rows;
pub mod calendars;
mod decided;
mod digests;
mod identity;
mod letters_of_files;
mod merged;
mod moves;
mod numbers;
mod one_person;
mod principal;
mod reach;
pub mod review_first;
mod review_model;
pub mod reviews;
mod sevis_lists;
mod sevis_lists_refused;
mod spreadsheets;
mod together;
mod uploads;
