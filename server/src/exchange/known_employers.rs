//! Which employer on record a row of the employers file is about.

use crate::store::entity::employer;
use crate::store::imports::Found;
use domain::FaultCode;
use std::collections::HashSet;

/// What an employer is known by as long as nothing of it is corrected (SEVIS S1161).
pub type Key = (String, String, domain::Date);

/// The key of a row.
pub fn key(row: &employer::Model) -> Key {
    (row.authorization_id.clone(), row.name.trim().to_lowercase(), row.start_date)
}

/// The employers of the students of a chunk, as they are on record by now; deleted ones too.
pub struct Known {
    /// The rows.
    pub rows: Vec<Found<employer::Model>>,
    /// Named by a row of this chunk by their own name and start.
    pub named: HashSet<Key>,
}

impl Known {
    /// The record that a row is about: the one with the school's key; else the one with its name and
    /// start; else one of the same name that it shares days with, whose start it corrects.
    pub fn of(&self, row: &employer::Model) -> Result<Option<usize>, FaultCode> {
        let keyed = |found: &Found<employer::Model>| {
            let known = &found.row;
            known.student_id == row.student_id
                && !row.school_key.is_empty()
                && known.school_key == row.school_key
        };
        if let Some(at) = self.position(keyed) {
            return Ok(Some(at));
        }
        let other_key = |known: &employer::Model| {
            let (known, named) = (&known.school_key, &row.school_key);
            !known.is_empty() && !named.is_empty() && known != named
        };
        if let Some(at) =
            self.position(|found| key(&found.row) == key(row) && !other_key(&found.row))
        {
            return Ok(Some(at));
        }
        let corrects = |found: &Found<employer::Model>| {
            let known = &found.row;
            known.deleted_at.is_none()
                && known.authorization_id == row.authorization_id
                && known.name.trim().to_lowercase() == row.name.trim().to_lowercase()
                && shares_days(known, row)
                && !other_key(known)
                && !self.named.contains(&key(known))
        };
        let mut fitting = self.rows.iter().enumerate().filter(|(_, found)| corrects(found));
        match (fitting.next(), fitting.next()) {
            (Some(_), Some(_)) => Err(FaultCode::FitsSeveral),
            (only, _) => Ok(only.map(|(at, _)| at)),
        }
    }

    /// True if another employer on record is the same as this one.
    pub fn has_twin(&self, row: &employer::Model) -> bool {
        let twin = |other: &Found<employer::Model>| {
            other.row.id != row.id && other.row.deleted_at.is_none() && key(&other.row) == key(row)
        };
        self.rows.iter().any(twin)
    }

    /// Notes what becomes of a row, which is on record at `at`, or new.
    pub fn put(&mut self, at: Option<usize>, row: employer::Model) {
        let found = Found { row, staged: true };
        match at {
            Some(at) => self.rows[at] = found,
            None => self.rows.push(found),
        }
    }

    /// The first that fits; one that was not deleted before one that was.
    fn position(&self, fits: impl Fn(&Found<employer::Model>) -> bool) -> Option<usize> {
        let live = |found: &Found<employer::Model>| found.row.deleted_at.is_none();
        let first = self.rows.iter().position(|found| live(found) && fits(found));
        first.or_else(|| self.rows.iter().position(fits))
    }
}

fn shares_days(one: &employer::Model, other: &employer::Model) -> bool {
    let ends_before = |one: &employer::Model, other: &employer::Model| {
        one.end_date.is_some_and(|end| end < other.start_date)
    };
    !ends_before(one, other) && !ends_before(other, one)
}
