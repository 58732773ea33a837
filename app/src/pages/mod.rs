//! One page a file: its data, its markup.

pub mod console;
pub mod help_team;
pub mod online;
pub mod plan;
pub mod public;
pub mod student;
