//! A report for the school to check.

use crate::store::code::Code;
use domain::review::ReviewState;
use sea_orm::entity::prelude::*;

/// A report for the school to check.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reviews")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// School.
    pub school_id: String,
    /// Student.
    pub student_id: String,
    /// Receipt.
    pub receipt_id: String,
    /// When reported.
    pub at: i64,
    /// When checked.
    pub done_at: Option<i64>,
    /// Account that checked.
    pub done_by: Option<String>,
    /// Where it stands.
    pub state: Code<ReviewState>,
    /// Rises with each step, so that two at once are told.
    pub version: i32,
    /// The official's account that has it; empty for nobody.
    pub assigned_to: String,
    /// Points that were ticked: codes with commas.
    pub points: String,
    /// Name of those that were accepted together with it; empty for none.
    pub together: String,
    /// The last day on which it is in SEVIS in time.
    pub due_on: time::Date,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
