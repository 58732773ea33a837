//! An employer's report of the end of a job.

use crate::store::code::Code;
use domain::plan::Departed;
use sea_orm::entity::prelude::*;

/// An employer's report of the end of a job.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_departures")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The plan.
    pub root: String,
    /// Of whom.
    pub student_id: String,
    /// The school.
    pub school_id: String,
    /// The last day of work.
    pub last_day: time::Date,
    /// How it ended.
    pub how: Code<Departed>,
    /// What else the employer says; empty for nothing.
    pub note: String,
    /// Who reports.
    pub name: String,
    /// The address to which the link was mailed.
    pub email: String,
    /// When.
    pub at: i64,
    /// When an official saw to it.
    pub seen_at: Option<i64>,
    /// Name of that official.
    pub seen_by: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
