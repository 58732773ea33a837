//! Which employer on record a row of the employers file is about.

use super::authorizations::sevis_id;
use super::by_student::ByStudent;
use super::plan::{Plan, hashed};
use super::reader::Row;
use crate::service::ServiceError;
use crate::service::record::both_sides::{Fields, Said};
use crate::sevis::payload::SevisEvent;
use crate::store::entity::{authorization, employer, student};
use crate::store::imports::Found;
use domain::employer::same_name;
use domain::file_day::parse as day;
use domain::{FaultCode, text};
use std::collections::{HashMap, HashSet};

/// What an employer is known by as long as nothing of it is corrected (SEVIS S1161).
pub type Key = (String, String, domain::Date);

/// The key of a row.
pub fn key(row: &employer::Model) -> Key {
    (row.authorization_id.clone(), row.name.trim().to_lowercase(), row.start_date)
}

/// What a row names: the employer by its authorization, name and start, and by the school's key.
pub fn names(row: &Row) -> Vec<u64> {
    let Some(student) = sevis_id(row) else { return Vec::new() };
    let at = |column: &str| day(row.get(column)).ok().flatten();
    let name = text::line(row.get("name"), 121).ok().flatten().unwrap_or_default().to_lowercase();
    let days = at("authorization_start").zip(at("start_date"));
    let by_name = days.map(|(about, start)| hashed((&student, about, name, start)));
    let key = text::line(row.get("key"), 80).ok().flatten();
    by_name.into_iter().chain(key.map(|key| hashed((&student, "key", key)))).collect()
}

/// The employers of the students of a chunk, as they are on record by now; deleted ones too.
pub struct Known {
    /// The rows.
    pub rows: ByStudent<employer::Model>,
    /// Those of which SEVIS was told something, or is to be told: true where that began with the portal.
    told: HashMap<String, bool>,
    /// Named by a row of the file by their own name and start, by their identity.
    named: HashSet<String>,
    /// Keys of the school that rows of the file have, of those on record.
    keys: HashSet<(String, String)>,
    /// What the school's file said last of each, by its identity.
    last: HashMap<String, Fields>,
}

impl Known {
    /// True for one of which SEVIS was told, or is to be told.
    pub fn is_told(&self, id: &str) -> bool {
        self.told.contains_key(id)
    }

    /// True for one that was entered in the portal, by the student or an official: SEVIS is told of it as of a new one.
    pub fn is_entered(&self, id: &str) -> bool {
        self.told.get(id).copied().unwrap_or_default()
    }

    /// These rows, with what of them the file names.
    pub fn new(
        rows: Vec<Found<employer::Model>>,
        events: HashSet<(String, String)>,
        (students, authorizations): (&HashMap<String, student::Model>, &[authorization::Model]),
        plan: &Plan<'_>,
    ) -> Result<Self, ServiceError> {
        let sevis_ids: HashMap<&str, &str> =
            students.values().map(|row| (row.id.as_str(), row.sevis_id.as_str())).collect();
        let student = |row: &employer::Model| {
            sevis_ids.get(row.student_id.as_str()).copied().unwrap_or_default().to_owned()
        };
        let is_named = |found: &&Found<employer::Model>| {
            let (about, name, start) = key(&found.row);
            let about = authorizations.iter().find(|row| row.id == about);
            let by = |about: &authorization::Model| {
                plan.names((student(&found.row), about.start_date, &name, start))
            };
            found.staged || about.is_some_and(by)
        };
        let has_key = |row: &&employer::Model| {
            !row.school_key.is_empty() && plan.names((student(row), "key", &row.school_key))
        };
        let named = rows.iter().filter(is_named).map(|found| found.row.id.clone()).collect();
        let keys = rows.iter().map(|found| &found.row).filter(has_key);
        let keys = keys.map(|row| (row.student_id.clone(), row.school_key.clone())).collect();
        let last = rows.iter().map(|found| {
            let row = &found.row;
            Ok((row.id.clone(), Said::read(&row.imported)?.last))
        });
        let last = last.collect::<Result<_, ServiceError>>()?;
        let mut told = HashMap::new();
        for (id, event) in events {
            *told.entry(id).or_default() |= SevisEvent::begins(&event);
        }
        Ok(Self { rows: ByStudent::new(rows), told, named, keys, last })
    }

    /// The record that a row is about: the one with the school's key; else the one with its name and
    /// start; else one of the same name that it shares days with, whose start it corrects.
    pub fn of(&self, row: &employer::Model) -> Result<Option<usize>, FaultCode> {
        let keyed = |found: &Found<employer::Model>| {
            let known = &found.row;
            !row.school_key.is_empty() && known.school_key == row.school_key
        };
        if let Some(at) = self.position(row, keyed) {
            return Ok(Some(at));
        }
        // One that the school calls otherwise, and goes on calling so, is another one.
        let other_key = |known: &employer::Model| {
            let differ = !known.school_key.is_empty()
                && !row.school_key.is_empty()
                && known.school_key != row.school_key;
            differ && self.keys.contains(&(known.student_id.clone(), known.school_key.clone()))
        };
        let own = key(row);
        if let Some(at) =
            self.position(row, |found| key(&found.row) == own && !other_key(&found.row))
        {
            return Ok(Some(at));
        }
        // What was renamed or given another day in the portal is known by the file's last word.
        let by_last = |found: &Found<employer::Model>| {
            !self.named.contains(&found.row.id)
                && !other_key(&found.row)
                && self.last.get(&found.row.id).is_some_and(|last| is_last_word(last, row))
        };
        if let Some(at) = self.position(row, by_last) {
            return Ok(Some(at));
        }
        let corrects = |found: &Found<employer::Model>| {
            let known = &found.row;
            known.deleted_at.is_none()
                && known.authorization_id == row.authorization_id
                && same_name(&known.name, &row.name)
                && shares_days(known, row)
                && !other_key(known)
                && !self.named.contains(&known.id)
        };
        let mut fitting = self.rows.of(&row.student_id).filter(|(_, found)| corrects(found));
        match (fitting.next(), fitting.next()) {
            (Some(_), Some(_)) => Err(FaultCode::FitsSeveral),
            (only, _) => Ok(only.map(|(at, _)| at)),
        }
    }

    /// True if another employer on record is the same as this one.
    pub fn has_twin(&self, row: &employer::Model) -> bool {
        let own = key(row);
        let twin = |other: &Found<employer::Model>| {
            other.row.id != row.id && other.row.deleted_at.is_none() && key(&other.row) == own
        };
        self.rows.of(&row.student_id).any(|(_, other)| twin(other))
    }

    /// Notes what becomes of a row, which is on record at `at`, or new.
    pub fn put(&mut self, at: Option<usize>, row: employer::Model) {
        self.named.insert(row.id.clone());
        self.rows.put(at, Found { row, staged: true });
    }

    /// The first of the same student's that fits; one that was not deleted before one that was.
    fn position(
        &self,
        row: &employer::Model,
        fits: impl Fn(&Found<employer::Model>) -> bool,
    ) -> Option<usize> {
        let fitting = self.rows.of(&row.student_id).filter(|(_, found)| fits(found));
        fitting.min_by_key(|(_, found)| found.row.deleted_at.is_some()).map(|(at, _)| at)
    }
}

/// True where the school's file said this name and start last.
fn is_last_word(last: &Fields, row: &employer::Model) -> bool {
    let start = serde_json::to_value(row.start_date).ok();
    let name = last.get("name").and_then(serde_json::Value::as_str);
    start.is_some_and(|start| last.get("start") == Some(&start))
        && name.is_some_and(|name| same_name(name, &row.name))
}

fn shares_days(one: &employer::Model, other: &employer::Model) -> bool {
    let ends_before = |one: &employer::Model, other: &employer::Model| {
        one.end_date.is_some_and(|end| end < other.start_date)
    };
    !ends_before(one, other) && !ends_before(other, one)
}
