//! Files in and out.

pub mod authorizations;
pub mod employers;
pub mod export;
pub mod import;
pub mod rows;
pub mod students;
