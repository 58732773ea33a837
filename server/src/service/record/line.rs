//! Lines of a record's history.

use super::super::error::{ServiceError, write_json};
use crate::scope::Work;
use crate::secret::id;
use crate::store::{code::Code, entity::history};
use domain::history::{Change, Doer, Event};

/// What happened, who did it, and what changed.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// What happened.
    pub event: Event,
    /// Who did it.
    pub doer: Doer,
    /// By what name; empty for the portal itself.
    pub name: &'a str,
    /// The fields that changed.
    pub changes: &'a [Change],
}

impl<'a> Line<'a> {
    /// Something the student did.
    pub fn by_student(event: Event, name: &'a str) -> Self {
        Self { event, doer: Doer::Student, name, changes: &[] }
    }

    /// Something an official did.
    pub fn by_official(event: Event, name: &'a str) -> Self {
        Self { event, doer: Doer::Official, name, changes: &[] }
    }

    /// Something an employer did by a mailed link.
    pub fn by_employer(event: Event, name: &'a str) -> Self {
        Self { event, doer: Doer::Employer, name, changes: &[] }
    }

    /// Something that happened by itself.
    pub fn by_system(event: Event) -> Self {
        Self { event, doer: Doer::System, name: "", changes: &[] }
    }

    /// With the fields that changed.
    #[must_use]
    pub fn with(self, changes: &'a [Change]) -> Self {
        Self { changes, ..self }
    }

    /// The row to be stored.
    pub fn row(&self, student: &str, at: i64) -> Result<history::Model, ServiceError> {
        Ok(history::Model {
            id: id(),
            student_id: student.to_owned(),
            at,
            event: Code(self.event),
            doer: Code(self.doer),
            doer_name: self.name.to_owned(),
            changes: write_json("changes", &self.changes)?,
        })
    }
}

/// Writes a line of a student's history.
pub async fn note(work: &Work, student: &str, line: Line<'_>) -> Result<(), ServiceError> {
    let row = line.row(student, work.at())?;
    Ok(crate::store::history::insert(&work.later(), row).await?)
}
