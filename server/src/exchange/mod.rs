//! Files in and out.

mod authorizations;
pub mod cells;
mod claims;
mod employers;
pub mod export;
pub mod import;
mod plan;
pub mod reader;
pub mod report;
mod said;
mod students;

pub use report::Summary;
