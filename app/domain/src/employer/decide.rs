//! What an accepted employer form changes in the stored employer, and how many days late it comes.

use super::Employer;
use crate::history::{Change, Event, Snapshot};
use time::Date;

/// What an accepted employer form amounts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Added or changed.
    pub event: Event,
    /// The fields that changed.
    pub changes: Vec<Change>,
    /// Days by which it comes late; none where the start date stays as it was reported before.
    pub days_late: Option<i64>,
}

/// Compares an employer with what was stored of it; none where nothing changes. A changed start date
/// is as late as a new one; other edits are reports of today (8 CFR 214.2(f)(12)(i)).
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
    Some(Decision { event, changes, days_late: started.then(|| after.days_late(today)) })
}
