//! What an accepted employer form changes in the stored employer, and how many days late it comes.

use super::Employer;
use crate::history::{Change, Event, Snapshot};
use crate::window::days_late;
use time::Date;

/// What an accepted employer form amounts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Added or changed.
    pub event: Event,
    /// The fields that changed.
    pub changes: Vec<Change>,
    /// Days by which the start comes late; none where it stays as it was reported before.
    pub start_late: Option<i64>,
    /// Days by which the report comes late, of a start or of an end.
    pub days_late: i64,
}

/// Compares an employer with what was stored of it; none where nothing changes. A changed start date
/// is as late as a new one, and an end that is reported first counts from the end, on whichever page it is told; other edits are
/// reports of today (8 CFR 214.2(f)(12)(i)).
pub fn decide(before: Option<&Employer>, after: &Employer, today: Date) -> Option<Decision> {
    let old = before.map_or_else(Snapshot::new, Employer::snapshot);
    let changes = old.changes_to(&after.snapshot());
    if changes.is_empty() {
        return None;
    }
    let started = before.is_none_or(|before| before.start != after.start);
    let event = match before {
        Some(_) => Event::EmployerChanged,
        None => Event::EmployerAdded,
    };
    let start_late = started.then(|| after.days_late(today));
    // A last day that was behind already is only corrected.
    let open = |before: &&Employer| before.end.is_none_or(|end| end >= today);
    let ended = before.filter(|before| before.end != after.end).filter(open).and(after.end);
    let end_late = ended.map(|end| days_late(end, today));
    Some(Decision { event, changes, start_late, days_late: start_late.max(end_late).unwrap_or(0) })
}
