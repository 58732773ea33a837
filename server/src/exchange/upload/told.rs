//! What an upload was told.

use serde::{Deserialize, Serialize};

/// Lines that are kept of what an import tells.
pub const LINES: usize = 300;

/// What was told of an upload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// Faults and notes.
    pub lines: Vec<String>,
    /// More lines than are kept.
    pub more: u64,
    /// What was or would be done, in words.
    pub summary: Vec<String>,
    /// Why nothing was done.
    pub refusal: String,
}
