//! Files in and out.

pub mod alerts;
mod authorizations;
mod by_student;
pub mod cells;
mod claims;
mod csv_file;
mod employer_fields;
mod employers;
mod encoding;
pub mod export;
pub mod import;
pub mod input;
mod known_authorizations;
mod known_employers;
mod names;
mod parted;
mod plan;
pub mod reader;
pub mod report;
pub mod reports;
pub mod sevis_list;
mod sevis_rows;
mod sheet;
mod student_row;
mod students;
pub mod table;
pub mod upload;

pub use report::Summary;
