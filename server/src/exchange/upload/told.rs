//! The result of checking or importing an upload, as it is stored.

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

impl Told {
    /// Keeps as many lines as are kept, and counts the others.
    pub fn take(&mut self, lines: Vec<String>) {
        self.more = lines.len().saturating_sub(LINES) as u64;
        self.lines = lines;
        self.lines.truncate(LINES);
    }
}
