//! The changes that an import will make, computed before any of them is visible.

use super::report::{Report, Summary};
use crate::clock::millis;
use crate::service::ServiceError;
use crate::service::record::Line;
use crate::store::entity::history;
use crate::store::imports::Chunk;
use domain::OffsetDateTime;
use domain::employer::Employer;
use domain::history::{Change, Event};
use domain::profile::Profile;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher, Hash};
use std::path::{Path, PathBuf};

/// By what name an import stands in the history.
const DOER: &str = "School import";

/// An email that the school's file changes.
pub struct EmailChange {
    /// Whose.
    pub student_id: String,
    /// The old address.
    pub old: Option<String>,
    /// The student has an account, which locks and gets a temporary password.
    pub has_account: bool,
}

/// An employer that the file changes.
pub struct Rewritten {
    /// Whose.
    pub student_id: String,
    /// Which.
    pub id: String,
    /// As it was.
    pub before: Employer,
    /// Under which authorization.
    pub authorization_id: String,
    /// The student has no login yet, and is told nothing.
    pub alone: bool,
    /// It was deleted, and is there again.
    pub restored: bool,
}

/// The plan so far.
pub struct Plan<'a> {
    /// Where the student has reported otherwise, the file's word counts all the same.
    pub file_decides: bool,
    /// The one school that the rows may be of.
    pub school: Option<String>,
    /// Where faults go.
    pub report: Report<'a>,
    /// What will have been done.
    pub summary: Summary,
    /// SEVIS IDs seen in the students file, to find one that stands there twice.
    pub seen: HashSet<String>,
    /// Addresses seen in it.
    pub emails: HashSet<String>,
    /// Keys seen in the other files: the file, the student, the key.
    pub keys: HashSet<(&'static str, String, String)>,
    /// What rows of the file that is read name by values of their own, as hashes: see [`Plan::names`].
    pub named: HashSet<u64>,
    /// Authorizations that a row of the file has meant, with what it said of them, as a hash.
    pub taken: HashMap<String, u64>,
    /// Employers that a row of the file has meant, with what it made of them, both as hashes.
    pub employers: HashMap<u64, u64>,
    /// Addresses that stand in the students file more than once.
    pub twice: HashSet<String>,
    /// Addresses that a row takes over from another student: the line that says so, and its SEVIS ID.
    pub claimed: HashMap<String, (u64, String)>,
    /// Emails that change.
    pub email_changes: Vec<EmailChange>,
    /// Students with an authorization that is approved now: closed accounts open again.
    pub reopened: HashSet<String>,
    /// Students who can report, and whose contact the file changes, as it was: SEVIS may have what they said.
    pub moved: Vec<(String, Profile)>,
    /// Students whose email the file changes: SEVIS may have another one.
    pub readdressed: Vec<String>,
    /// Employers that the file changes and that SEVIS may have, as they were.
    pub rewritten: Vec<Rewritten>,
    /// Students of whom an authorization is approved by this file, and the line that says so.
    pub approved: HashMap<String, u64>,
    /// Authorizations on record that a file moves: whose, and the file and line that do.
    pub moved_away: HashMap<String, (String, PathBuf, u64)>,
    /// A file of employers comes after that of the authorizations.
    pub jobs_follow: bool,
    /// How many rows of a file each student has.
    rows: HashMap<u64, u32>,
    /// Rows of the chunk that is being planned.
    pub chunk: Chunk,
    now: OffsetDateTime,
}

impl<'a> Plan<'a> {
    /// An empty plan.
    pub fn new(
        now: OffsetDateTime,
        report: Report<'a>,
        file_decides: bool,
        school: Option<String>,
    ) -> Self {
        Self {
            file_decides,
            school,
            report,
            summary: Summary::default(),
            seen: HashSet::new(),
            emails: HashSet::new(),
            named: HashSet::new(),
            taken: HashMap::new(),
            employers: HashMap::new(),
            twice: HashSet::new(),
            claimed: HashMap::new(),
            email_changes: Vec::new(),
            reopened: HashSet::new(),
            moved: Vec::new(),
            readdressed: Vec::new(),
            rewritten: Vec::new(),
            keys: HashSet::new(),
            approved: HashMap::new(),
            moved_away: HashMap::new(),
            jobs_follow: false,
            rows: HashMap::new(),
            chunk: Chunk::default(),
            now,
        }
    }

    /// The instant of the import, in milliseconds since 1970.
    pub fn at(&self) -> i64 {
        millis(self.now)
    }

    /// The day in UTC.
    pub fn day(&self) -> domain::Date {
        self.now.date()
    }

    /// Adds a line to a student's history.
    pub fn line(
        &mut self,
        student: &str,
        event: Event,
        changes: &[Change],
    ) -> Result<(), ServiceError> {
        let line = Line::by_official(event, DOER).with(changes);
        let row: history::Model = line.row(student, self.at())?;
        self.chunk.history.push(row);
        Ok(())
    }

    /// True for something that a row of the file names by values of its own: another row does not correct it.
    pub fn names(&self, what: impl Hash) -> bool {
        self.named.contains(&hashed(what))
    }

    /// False for one row too many of a student, which is told once: each is compared with all that the student has.
    pub fn has_room(&mut self, (path, line): (&Path, u64), student: &str) -> bool {
        let rows = self.rows.entry(hashed((path, student))).or_default();
        *rows += 1;
        let rows = *rows;
        if rows == MOST + 1 {
            self.report.fault(path, line, "sevis_id", &too_many());
        }
        rows <= MOST
    }

    /// False for a key of this student that stood in the file before; a row without one is its own.
    pub fn is_new_key(&mut self, file: &'static str, student: &str, key: &str) -> bool {
        key.is_empty() || self.keys.insert((file, student.to_owned(), key.to_owned()))
    }
}

/// Rows of one student that a file may have.
pub const MOST: u32 = 200;

/// What is told where it has more.
pub fn too_many() -> String {
    format!("is one of more than {MOST} rows of the same student")
}

/// Of hundreds of thousands of names only this is kept.
pub fn hashed(what: impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(what)
}
