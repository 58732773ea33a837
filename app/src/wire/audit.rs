//! Who looked, who did.

use serde::{Deserialize, Serialize};

/// Which acts are wanted: by this official, about this student, or all of the school's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditOf {
    /// The official's account; empty for all.
    pub official: String,
    /// The student; empty for all.
    pub student: String,
    /// The page, from 1.
    pub page: u32,
}

/// The audit of a school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditView {
    /// What was asked for.
    pub of: AuditOf,
    /// The official's name, where acts of one are wanted.
    pub official: Option<String>,
    /// The student's name, where acts about one are wanted.
    pub student: Option<String>,
    /// How many acts there are.
    pub total: u64,
    /// How many pages.
    pub pages: u32,
    /// The acts, newest first.
    pub rows: Vec<AuditRow>,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// When, in the school's time zone.
    pub at: String,
    /// Account of whoever did it; empty for the command line.
    pub official: String,
    /// Name of whoever did it.
    pub who: String,
    /// What.
    pub what: String,
    /// The students it is about: identity and name.
    pub whom: Vec<(String, String)>,
    /// What stood before, where something was changed.
    pub before: String,
    /// What stands since.
    pub after: String,
}

/// Who saw the own record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenView {
    /// The page, from 1.
    pub page: u32,
    /// How many pages.
    pub pages: u32,
    /// The acts, newest first.
    pub rows: Vec<SeenRow>,
}

/// One act, as the person it is about reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenRow {
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
}
