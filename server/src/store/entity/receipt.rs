//! A receipt of a report.

use crate::store::code::Code;
use domain::history::Event;
use sea_orm::entity::prelude::*;

/// A receipt of a report.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipts")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Number to quote, unique.
    pub number: String,
    /// Student.
    pub student_id: String,
    /// Employer, where it is about one.
    pub employer_id: Option<String>,
    /// When.
    pub at: i64,
    /// Code of the event.
    pub event: Code<Event>,
    /// Label and value pairs as JSON.
    pub sent: String,
    /// The fields that changed, old and new, as JSON; empty in receipts of before it was kept.
    pub changes: String,
    /// Code by which others check it; empty in receipts of before there were any.
    pub code: String,
    /// Days by which it came late.
    pub days_late: i64,
    /// The version of the record or the employer that the report has made; 0 where that was not noted.
    pub made_version: i32,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
