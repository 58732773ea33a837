//! A student's whole record, as rules and pages need it.

use crate::clock::Zone;
use crate::scope::{Connection, Scope, Work};
use crate::store::entity::{authorization, employer, school, student};
use crate::store::search::folded;
use crate::store::{authorizations, convert, schools, students};
use app::wire::Person;
use domain::Date;
use domain::authorization::{Authorization, Kind, Status};
use domain::unemployment::{Count, count};
use domain::window::{Access, access, edit_until};
use sea_orm::DbErr;

/// A student with school, authorizations (newest first) and employers.
#[derive(Clone, Debug)]
pub struct Record {
    /// The student.
    pub student: student::Model,
    /// The school.
    pub school: school::Model,
    /// Newest first.
    pub authorization_rows: Vec<authorization::Model>,
    /// Deleted ones too; newest first.
    pub employer_rows: Vec<employer::Model>,
}

impl Record {
    /// Loads a record.
    pub async fn load<C: Connection>(s: &Scope<C>, id: &str) -> Result<Option<Self>, DbErr> {
        Self::around(s, students::by_id(s.db(), id).await?, None).await
    }

    /// Loads a record and keeps others from changing it until the transaction ends.
    pub async fn lock(work: &Work, id: &str) -> Result<Option<Self>, DbErr> {
        Self::lock_within(work, id, (None, None)).await
    }

    /// The same where student and school may be at hand, as this transaction has read them.
    pub async fn lock_within(
        work: &Work,
        id: &str,
        (student, school): (Option<student::Model>, Option<school::Model>),
    ) -> Result<Option<Self>, DbErr> {
        let student = match student.filter(|student| student.id == id) {
            Some(student) => Some(student),
            None => students::lock(work.db(), id).await?,
        };
        Self::around(work, student, school).await
    }

    /// The record around a student; the school is read unless it is the one at hand.
    pub async fn around<C: Connection>(
        s: &Scope<C>,
        student: Option<student::Model>,
        school: Option<school::Model>,
    ) -> Result<Option<Self>, DbErr> {
        let Some(student) = student else {
            return Ok(None);
        };
        let school = match school.filter(|school| school.id == student.school_id) {
            Some(school) => school,
            None => schools::by_id(s.db(), &student.school_id)
                .await?
                .ok_or_else(|| DbErr::RecordNotFound("school".into()))?,
        };
        let (authorization_rows, employer_rows) =
            authorizations::with_employers(s.db(), &student.id).await?;
        Ok(Some(Self { student, school, authorization_rows, employer_rows }))
    }

    /// The school's time zone.
    pub fn zone(&self) -> Zone {
        Zone::of(&self.school.time_zone)
    }

    /// Name, identity, email, school.
    pub fn person(&self) -> Person {
        person(&self.student, &self.school.name)
    }

    /// The authorizations as values.
    pub fn authorizations(&self) -> Vec<Authorization> {
        self.authorization_rows.iter().map(convert::authorization).collect()
    }

    /// What the student may do on a day.
    pub fn access(&self, today: Date) -> Access {
        access(&self.authorizations(), today)
    }

    /// The unemployment count as of a day.
    pub fn count(&self, as_of: Date) -> Option<Count> {
        count(&convert::periods(&self.authorization_rows, &self.employer_rows), as_of)
    }

    /// Puts an employer in place of its earlier state, or beside the others.
    pub fn put_employer(&mut self, row: employer::Model) {
        self.employer_rows.retain(|other| other.id != row.id);
        self.employer_rows.push(row);
    }

    /// Days used as if this employer were deleted, or brought back.
    pub fn used_otherwise(&self, employer_id: &str, as_of: Date) -> Option<u32> {
        let mut other = self.clone();
        for row in other.employer_rows.iter_mut().filter(|row| row.id == employer_id) {
            row.deleted_at = match row.deleted_at {
                Some(_) => None,
                None => Some(0),
            };
        }
        other.count(as_of).map(|count| count.used)
    }

    /// True if the student may still edit under this authorization.
    pub fn is_open(&self, row: &authorization::Model, today: Date) -> bool {
        row.status == Status::Approved
            && row.kind != Kind::PreCompletion
            && row.start_date <= today
            && today <= edit_until(row.end_date)
    }
}

/// True for two records of one person: the same day of birth and the same surname, however it is
/// written. That the mailbox is the same as well is proved by the link.
pub fn same_person(one: &student::Model, other: &student::Model) -> bool {
    one.birth_date == other.birth_date && folded(&one.surname) == folded(&other.surname)
}

/// Name, identity, email, school.
pub fn person(student: &student::Model, school: &str) -> Person {
    Person {
        given_name: student.given_name.clone(),
        surname: student.surname.clone(),
        sevis_id: student.sevis_id.clone(),
        email: student.email.clone().unwrap_or_default(),
        school: school.to_owned(),
    }
}
