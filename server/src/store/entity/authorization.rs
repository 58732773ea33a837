//! An authorization of a student.

use crate::store::code::Code;
use domain::authorization::{Kind, Schedule, Status};
use sea_orm::entity::prelude::*;

/// An authorization of a student.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authorizations")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Student.
    pub student_id: String,
    /// Code of the kind.
    pub kind: Code<Kind>,
    /// Code of the status.
    pub status: Code<Status>,
    /// Code of the schedule.
    pub schedule: Code<Schedule>,
    /// First day.
    pub start_date: time::Date,
    /// Last day.
    pub end_date: time::Date,
    /// The school's remarks.
    pub remarks: String,
    /// The school's own identity of it, from the `key` column of its files; empty for none.
    pub school_key: String,
    /// What the school's file has said of it (JSON); empty where none has.
    pub imported: String,
    /// The school's file says otherwise than what was corrected here, and nobody has decided.
    pub differs: bool,
    /// Rises with each change.
    pub version: i32,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
