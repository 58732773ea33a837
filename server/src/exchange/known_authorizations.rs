//! Which authorization on record a row of the authorizations file is about.

use super::by_student::ByStudent;
use super::plan::Plan;
use crate::service::ServiceError;
use crate::service::record::both_sides::Said;
use crate::store::convert;
use crate::store::entity::{authorization, student};
use crate::store::imports::Found;
use domain::authorization::{Kind, Status};
use domain::{FaultCode, date};
use std::collections::{HashMap, HashSet};

/// What an authorization is known by as long as nothing of it is corrected.
type Key = (String, Kind, domain::Date);

fn key(row: &authorization::Model) -> Key {
    (row.student_id.clone(), row.kind.0, row.start_date)
}

/// Type and start that the school's file said last.
fn last_word(row: &authorization::Model) -> Result<Option<(String, String)>, ServiceError> {
    let said = Said::read(&row.imported)?;
    let word = |name: &str| Some(said.last.get(name)?.as_str()?.to_owned());
    Ok(word("opt_type").zip(word("start_date")))
}

/// True while something can come of it.
pub fn lives(status: Status) -> bool {
    !status.is_over()
}

/// The authorizations of the students of a chunk, as they are on record by now.
pub struct Known {
    /// The rows.
    pub rows: ByStudent<authorization::Model>,
    /// Named by a row of the file by their own type and start, by their identity.
    named: HashSet<String>,
    /// Of these, those that a row of the file says is still to come or runs.
    living: HashSet<String>,
    /// Keys of the school that rows of the file have, of those on record, with their students.
    keys: HashSet<(String, String)>,
    /// Type and start that the school's file said last of each, by its identity.
    last: HashMap<String, Option<(String, String)>>,
}

/// How a row and its record were brought together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// By the school's key, or by type and start.
    Named(usize),
    /// By days that both have: the row corrects its start.
    Corrected(usize),
}

impl Match {
    /// Where it stands.
    pub fn at(self) -> usize {
        match self {
            Self::Named(at) | Self::Corrected(at) => at,
        }
    }
}

impl Known {
    /// These rows, with what of them the file names.
    pub fn new(
        rows: Vec<Found<authorization::Model>>,
        students: &HashMap<String, student::Model>,
        plan: &Plan<'_>,
    ) -> Result<Self, ServiceError> {
        let sevis_ids: HashMap<&str, &str> =
            students.values().map(|row| (row.id.as_str(), row.sevis_id.as_str())).collect();
        let student = |row: &authorization::Model| {
            sevis_ids.get(row.student_id.as_str()).copied().unwrap_or_default().to_owned()
        };
        let is_named = |found: &&Found<authorization::Model>| {
            let row = &found.row;
            found.staged || plan.names((student(row), row.kind.code(), row.start_date))
        };
        let has_key = |row: &&authorization::Model| {
            !row.school_key.is_empty() && plan.names((student(row), "key", &row.school_key))
        };
        let is_living = |row: &&authorization::Model| {
            lives(row.status.0)
                && plan.names((student(row), row.kind.code(), row.start_date, "lives"))
        };
        let living = rows.iter().map(|found| &found.row).filter(is_living);
        let living = living.map(|row| row.id.clone()).collect();
        let named = rows.iter().filter(is_named).map(|found| found.row.id.clone()).collect();
        let keys = rows.iter().map(|found| &found.row).filter(has_key);
        let keys = keys.map(|row| (row.student_id.clone(), row.school_key.clone())).collect();
        let last = rows.iter().map(|found| Ok((found.row.id.clone(), last_word(&found.row)?)));
        let last = last.collect::<Result<_, ServiceError>>()?;
        Ok(Self { rows: ByStudent::new(rows), named, living, keys, last })
    }

    /// Notes what becomes of a row, which is on record at `at`, or new.
    pub fn put(&mut self, at: Option<usize>, row: authorization::Model) {
        self.named.insert(row.id.clone());
        if !row.school_key.is_empty() {
            self.keys.insert((row.student_id.clone(), row.school_key.clone()));
        }
        self.rows.put(at, Found { row, staged: true });
    }

    /// True for one that the school calls otherwise than this row, and goes on calling so: it is another one.
    fn has_other_key(&self, row: &authorization::Model, known: &authorization::Model) -> bool {
        let (named, key) = (&row.school_key, &known.school_key);
        let differ = !key.is_empty() && !named.is_empty() && key != named;
        differ && self.keys.contains(&(known.student_id.clone(), key.clone()))
    }

    /// The record that a row is about: the one with the school's key; else the one with its start; else the one of its type that it
    /// shares days with, whose start it corrects. What waits for approval corrects nothing that is approved.
    ///
    /// `taken` has what other rows have meant, and `says` is what this one says, as a hash.
    pub fn of(
        &self,
        row: &authorization::Model,
        (taken, says): (&HashMap<String, u64>, u64),
    ) -> Result<Option<Match>, FaultCode> {
        let theirs = || self.rows.of(&row.student_id);
        let first = |fits: &dyn Fn(&Found<authorization::Model>) -> bool| {
            theirs().find(|(_, found)| fits(found)).map(|(at, _)| at)
        };
        let by_key = |found: &Found<authorization::Model>| {
            !row.school_key.is_empty() && found.row.school_key == row.school_key
        };
        if let Some(at) = first(&by_key) {
            return Ok(Some(Match::Named(at)));
        }
        let same = |found: &Found<authorization::Model>| {
            key(&found.row) == key(row)
                && !self.has_other_key(row, &found.row)
                && taken.get(&found.row.id).is_none_or(|other| *other == says)
                && !(row.status.is_over() && self.living.contains(&found.row.id))
        };
        let fitting = theirs().filter(|(_, found)| same(found));
        // One that was canceled may have begun on the same day: the one that lives is meant.
        if let Some((at, _)) = fitting.min_by_key(|(_, found)| found.row.status.is_over()) {
            return Ok(Some(Match::Named(at)));
        }
        // What an official has given another day is known by the file's last word.
        let last = (row.kind.code(), date::typed(row.start_date));
        let by_last = |found: &Found<authorization::Model>| {
            !self.named.contains(&found.row.id)
                && !self.has_other_key(row, &found.row)
                && matches!(self.last.get(&found.row.id), Some(Some((kind, start))) if (&**kind, start) == (last.0, &last.1))
        };
        if let Some(at) = first(&by_last) {
            return Ok(Some(Match::Named(at)));
        }
        // What is over corrects nothing that lives.
        if !lives(row.status.0) {
            return Ok(None);
        }
        let corrects = |found: &Found<authorization::Model>| {
            let other = &found.row;
            let undone = other.status == Status::Approved && row.status != Status::Approved;
            other.kind == row.kind
                && lives(other.status.0)
                && !undone
                && !self.has_other_key(row, other)
                && convert::authorization(other).overlaps(&convert::authorization(row))
                && !self.named.contains(&other.id)
        };
        let mut fitting = theirs().filter(|(_, found)| corrects(found));
        match (fitting.next(), fitting.next()) {
            (Some(_), Some(_)) => Err(FaultCode::FitsSeveral),
            (only, _) => Ok(only.map(|(at, _)| Match::Corrected(at))),
        }
    }

    /// Another one that lives and begins on the same day.
    pub fn twin(&self, row: &authorization::Model) -> Option<&authorization::Model> {
        let theirs = self.rows.of(&row.student_id).map(|(_, found)| &found.row);
        let mut rows = theirs.filter(|other| lives(other.status.0));
        rows.find(|other| other.id != row.id && key(other) == key(row))
    }
}
