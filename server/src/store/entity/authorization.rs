//! An authorization of a student.

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
    pub kind: String,
    /// Code of the status.
    pub status: String,
    /// Code of the schedule.
    pub schedule: String,
    /// First day.
    pub start_date: time::Date,
    /// Last day.
    pub end_date: time::Date,
    /// The school's remarks.
    pub remarks: String,
}

/// No relations: the repositories join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
