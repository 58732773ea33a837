//! Who set a record's present value, and when, from the history.

use super::super::error::{ServiceError, read_json};
use super::both_sides::Said;
use crate::clock::{Zone, instant};
use crate::store::entity::history;
use domain::history::{Change, Snapshot};

/// Where file and record differ, in words.
pub struct Spoken {
    /// What differs: its label, or several.
    pub what: String,
    /// The file's word; empty for none.
    pub file: String,
    /// When the file said so first; empty where that was not kept.
    pub file_at: String,
    /// The record's; empty for none.
    pub own: String,
    /// Who said the record's, and when; empty where the history does not have it.
    pub own_by: String,
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

impl Spoken {
    /// Compares the record with what it would be by the file's word; `lines` are the record's history,
    /// newest first.
    pub fn new(
        (now, by_file): (&Snapshot, &Snapshot),
        (said, field): (&Said, &str),
        lines: &[history::Model],
        zone: &Zone,
    ) -> Result<Self, ServiceError> {
        let differ = now.changes_to(by_file);
        let mut own_by = String::new();
        for line in lines {
            let changes: Vec<Change> = read_json("changes", &line.changes)?;
            let is_it = |change: &Change| {
                differ.iter().any(|one| one.field == change.field && one.old == change.new)
            };
            if changes.iter().any(is_it) {
                let (doer, at) = (line.doer.words(), zone.words(instant(line.at)));
                own_by = match line.doer_name.as_str() {
                    "" => format!("{doer}, {at}"),
                    name => format!("{doer} ({name}), {at}"),
                };
                break;
            }
        }
        Ok(Self {
            what: joined(differ.iter().map(|one| &*one.field)),
            file: joined(differ.iter().map(|one| one.new.as_str())),
            file_at: said.at.get(field).map(|at| zone.words(instant(*at))).unwrap_or_default(),
            own: joined(differ.iter().map(|one| one.old.as_str())),
            own_by,
        })
    }
}
