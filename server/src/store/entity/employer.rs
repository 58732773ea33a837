//! An employer reported for an authorization.

use crate::store::code::Code;
use domain::authorization::Schedule;
use sea_orm::entity::prelude::*;

/// An employer reported for an authorization.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "employers")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Authorization.
    pub authorization_id: String,
    /// Student.
    pub student_id: String,
    /// Key of the form that made it, unique per student: a form sent twice makes one row.
    pub once: String,
    /// Name.
    pub name: String,
    /// The name as it is searched for, folded.
    pub found_by: String,
    /// The student's own business.
    pub self_employed: bool,
    /// EIN, nine digits.
    pub ein: String,
    /// Street.
    pub street: String,
    /// Second line.
    pub line2: String,
    /// City.
    pub city: String,
    /// State.
    pub state: String,
    /// ZIP.
    pub zip: String,
    /// Where the work is done, as one text (`domain::employer::Workplace`); empty for the address.
    pub workplace: String,
    /// Job title.
    pub job_title: String,
    /// Code of the schedule.
    pub schedule: Code<Schedule>,
    /// First day.
    pub start_date: time::Date,
    /// Last day.
    pub end_date: Option<time::Date>,
    /// Supervisor's first name.
    pub supervisor_first_name: String,
    /// Supervisor's last name.
    pub supervisor_last_name: String,
    /// Supervisor's phone.
    pub supervisor_phone: String,
    /// Extension.
    pub supervisor_phone_ext: String,
    /// Supervisor's email.
    pub supervisor_email: String,
    /// Relation to the field of study.
    pub relation: String,
    /// Why it came late.
    pub late_reason: String,
    /// Days by which the first report came late.
    pub days_late: i64,
    /// The school's own identity of it, from the `key` column of its files; empty for none.
    pub school_key: String,
    /// What the school's file said last of it, as JSON; empty where no file had it.
    pub imported: String,
    /// The school's file says otherwise than the student, and nobody has decided.
    pub differs: bool,
    /// The name under which SEVIS has it, as far as it has answered; empty where it has not.
    pub sevis_name: String,
    /// The start under which SEVIS has it.
    pub sevis_start: Option<time::Date>,
    /// When it was deleted.
    pub deleted_at: Option<i64>,
    /// Raised by each change.
    pub version: i32,
    /// When first reported.
    pub reported_at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
