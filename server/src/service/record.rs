//! A student's whole record, as rules and pages need it.

use crate::clock::{Zone, millis};
use crate::portal::Portal;
use crate::secret::id;
use crate::store::convert;
use crate::store::entity::{authorization, employer, history, school, sevis_change, student};
use app::wire::{AuthorizationView, EmployerCard, Person, SevisState};
use domain::Date;
use domain::authorization::{Authorization, Kind, Status};
use domain::history::{Change, Doer, Event};
use domain::unemployment::{Count, count};
use domain::window::{Access, access, edit_until};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use std::collections::HashMap;

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
    pub async fn load(db: &impl ConnectionTrait, id: &str) -> Result<Option<Self>, DbErr> {
        let student = student::Entity::find_by_id(id).one(db).await?;
        Self::around(db, student).await
    }

    /// Loads a record and keeps others from changing it until the transaction ends.
    pub async fn lock(db: &impl ConnectionTrait, id: &str) -> Result<Option<Self>, DbErr> {
        let student = student::Entity::find_by_id(id).lock_exclusive().one(db).await?;
        Self::around(db, student).await
    }

    async fn around(
        db: &impl ConnectionTrait,
        student: Option<student::Model>,
    ) -> Result<Option<Self>, DbErr> {
        let Some(student) = student else {
            return Ok(None);
        };
        let school = school::Entity::find_by_id(&student.school_id)
            .one(db)
            .await?
            .ok_or_else(|| DbErr::RecordNotFound("school".into()))?;
        let authorization_rows = authorization::Entity::find()
            .filter(authorization::Column::StudentId.eq(&student.id))
            .order_by_desc(authorization::Column::StartDate)
            .all(db)
            .await?;
        let ids = authorization_rows.iter().map(|row| row.id.clone());
        let employer_rows = employer::Entity::find()
            .filter(employer::Column::AuthorizationId.is_in(ids))
            .order_by_desc(employer::Column::StartDate)
            .order_by_desc(employer::Column::Id)
            .all(db)
            .await?;
        Ok(Some(Self { student, school, authorization_rows, employer_rows }))
    }

    /// The school's time zone.
    pub fn zone(&self) -> Zone {
        Zone::of(&self.school.time_zone)
    }

    /// Name, identity, e-mail, school.
    pub fn person(&self) -> Person {
        person(&self.student, &self.school.name)
    }

    /// The authorizations as values.
    pub fn authorizations(&self) -> Result<Vec<Authorization>, DbErr> {
        self.authorization_rows.iter().map(convert::authorization).collect()
    }

    /// What the student may do today.
    pub fn access(&self, portal: &Portal) -> Result<Access, DbErr> {
        Ok(access(&self.authorizations()?, portal.today(&self.zone())))
    }

    /// The unemployment count as of a day.
    pub fn count(&self, as_of: Date) -> Result<Option<Count>, DbErr> {
        Ok(count(&convert::periods(&self.authorization_rows, &self.employer_rows)?, as_of))
    }

    /// Days used as if this employer were deleted, or brought back.
    pub fn used_otherwise(&self, employer_id: &str, as_of: Date) -> Result<Option<u32>, DbErr> {
        let mut other = self.clone();
        for row in other.employer_rows.iter_mut().filter(|row| row.id == employer_id) {
            row.deleted_at = match row.deleted_at {
                Some(_) => None,
                None => Some(0),
            };
        }
        Ok(other.count(as_of)?.map(|count| count.used))
    }

    /// True if the student may still edit under this authorization.
    pub fn is_open(&self, row: &authorization::Model, today: Date) -> bool {
        row.status == Status::Approved.code()
            && row.kind != Kind::PreCompletion.code()
            && row.start_date <= today
            && today <= edit_until(row.end_date)
    }

    /// Authorizations with their employers, for a page.
    pub async fn views(
        &self,
        db: &impl ConnectionTrait,
        today: Date,
    ) -> Result<Vec<AuthorizationView>, DbErr> {
        let states = sevis_states(db, &self.student.id).await?;
        self.authorization_rows
            .iter()
            .map(|row| {
                let open = self.is_open(row, today);
                let value = convert::authorization(row)?;
                let stem = value.kind == Kind::Stem;
                let mut employers = Vec::new();
                for e in self.employer_rows.iter().filter(|e| e.authorization_id == row.id) {
                    employers.push(EmployerCard {
                        id: e.id.clone(),
                        employer: convert::employer(e)?,
                        deleted: e.deleted_at.is_some(),
                        days_late: e.days_late,
                        sevis: states.get(&e.id).copied(),
                        may_edit: open && e.deleted_at.is_none(),
                        may_delete: open && !stem,
                    });
                }
                Ok(AuthorizationView {
                    id: row.id.clone(),
                    authorization: value,
                    remarks: row.remarks.clone(),
                    employers,
                    may_add: open && !stem,
                })
            })
            .collect()
    }

    /// Writes a line of the history.
    pub async fn note(
        &self,
        tx: &impl ConnectionTrait,
        portal: &Portal,
        event: Event,
        doer: Doer,
        doer_name: &str,
        changes: &[Change],
    ) -> Result<(), DbErr> {
        history::ActiveModel {
            id: Set(id()),
            student_id: Set(self.student.id.clone()),
            at: Set(millis(portal.now())),
            event: Set(event.code().to_owned()),
            doer: Set(doer.code().to_owned()),
            doer_name: Set(doer_name.to_owned()),
            changes: Set(serde_json::to_string(changes).unwrap_or_else(|_| "[]".into())),
        }
        .insert(tx)
        .await
        .map(drop)
    }
}

/// Name, identity, e-mail, school.
pub fn person(student: &student::Model, school: &str) -> Person {
    Person {
        given_name: student.given_name.clone(),
        surname: student.surname.clone(),
        sevis_id: student.sevis_id.clone(),
        email: student.email.clone().unwrap_or_default(),
        school: school.to_owned(),
    }
}

/// What a student can be found by.
pub fn search_text(given: &str, surname: &str, sevis_id: &str, email: &str) -> String {
    folded(&format!("{given} {surname} {given} {sevis_id} {email}"))
}

/// A text in the form in which it is searched: without accents, case, commas and apostrophes of
/// any shape, because people and phones write them differently.
pub fn folded(text: &str) -> String {
    let plain: String = deunicode::deunicode(text).to_lowercase();
    let kept: String = plain.chars().filter(|c| !"'`\"".contains(*c)).collect();
    kept.replace(',', " ")
}

/// Where the newest change of each employer stands.
async fn sevis_states(
    db: &impl ConnectionTrait,
    student_id: &str,
) -> Result<HashMap<String, SevisState>, DbErr> {
    let rows: Vec<(Option<String>, String)> = sevis_change::Entity::find()
        .select_only()
        .columns([sevis_change::Column::EmployerId, sevis_change::Column::State])
        .filter(sevis_change::Column::StudentId.eq(student_id))
        .filter(sevis_change::Column::EmployerId.is_not_null())
        .order_by_asc(sevis_change::Column::CreatedAt)
        .order_by_asc(sevis_change::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(employer, state)| Some((employer?, SevisState::from_code(&state)?)))
        .collect())
}
