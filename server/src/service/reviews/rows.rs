//! Reports as the lists show them.

use super::super::error::ServiceError;
use crate::clock::{Zone, instant};
use crate::mail::letters::full_name;
use crate::scope::{Connection, Look, Scope};
use crate::store::entity::{account, employer, receipt, review, school, student};
use crate::store::reviews::Wanted;
use crate::store::{accounts, employers, receipts, sevis_changes, students};
use app::wire::ReviewRow;
use domain::date::days_between;
use domain::sevis_state::SevisState;
use std::collections::HashMap;

/// The reports of an official's school as of now.
pub fn wanted<'a, C: Connection>(
    s: &Scope<C>,
    official: &'a account::Model,
    school: &'a school::Model,
) -> Wanted<'a> {
    let today = s.today(&Zone::of(&school.time_zone));
    Wanted { school: &school.id, official: &official.id, today }
}

/// What the rows of a list refer to.
pub struct Around {
    zone: Zone,
    students: HashMap<String, student::Model>,
    receipts: HashMap<String, receipt::Model>,
    states: HashMap<String, SevisState>,
    employers: HashMap<String, employer::Model>,
    officials: HashMap<String, String>,
}

impl Around {
    /// Loads it, a statement each.
    pub async fn load(
        look: &Look,
        school: &school::Model,
        rows: &[review::Model],
    ) -> Result<Self, ServiceError> {
        let ids: Vec<&str> = rows.iter().map(|row| row.student_id.as_str()).collect();
        let students = students::of(look.db(), &ids).await?;
        let ids: Vec<String> = rows.iter().map(|row| row.receipt_id.clone()).collect();
        let receipts = receipts::of(look.db(), &ids).await?;
        let states = sevis_changes::states_of_receipts(look.db(), &ids).await?;
        let about: Vec<String> =
            receipts.values().filter_map(|row| row.employer_id.clone()).collect();
        let employers = employers::some(look.db(), &about).await?;
        let officials: Vec<&str> = rows.iter().map(|row| row.assigned_to.as_str()).collect();
        let officials = accounts::of(look.db(), &officials).await?;
        Ok(Self {
            zone: Zone::of(&school.time_zone),
            students,
            receipts,
            states,
            employers: employers.into_iter().map(|row| (row.id.clone(), row)).collect(),
            officials: officials.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }

    /// The receipt of a report.
    pub fn receipt(&self, row: &review::Model) -> Result<&receipt::Model, ServiceError> {
        let missing = || ServiceError::Internal(format!("review {}: no receipt", row.id));
        self.receipts.get(&row.receipt_id).ok_or_else(missing)
    }

    /// Whose it is.
    pub fn student(&self, row: &review::Model) -> Result<&student::Model, ServiceError> {
        let missing = || ServiceError::Internal(format!("review {}: no student", row.id));
        self.students.get(&row.student_id).ok_or_else(missing)
    }

    /// The employer that a report is about.
    pub fn employer(&self, receipt: &receipt::Model) -> Option<&employer::Model> {
        self.employers.get(receipt.employer_id.as_ref()?)
    }

    /// A report as the list shows it.
    pub fn row(&self, look: &Look, row: &review::Model) -> Result<ReviewRow, ServiceError> {
        let (student, receipt) = (self.student(row)?, self.receipt(row)?);
        let today = look.today(&self.zone);
        let reported = self.zone.day(instant(row.at));
        let sevis = self.states.get(&receipt.id).copied();
        let open = sevis.is_some_and(SevisState::is_open);
        Ok(ReviewRow {
            id: row.id.clone(),
            version: row.version,
            student_id: row.student_id.clone(),
            name: full_name(student),
            sevis_id: student.sevis_id.clone(),
            what: receipt.event.words().to_owned(),
            employer: self.employer(receipt).map(|row| row.name.clone()).unwrap_or_default(),
            at: self.zone.words(instant(row.at)),
            age_days: days_between(reported, today),
            due: row.due_on,
            days_left: open.then(|| days_between(today, row.due_on)),
            days_late: receipt.days_late,
            sevis,
            state: row.state.0,
            assigned: self.officials.get(&row.assigned_to).cloned().unwrap_or_default(),
        })
    }
}
