//! A change of a student's record.

use sea_orm::entity::prelude::*;

/// A change of a student's record.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "history")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Student.
    pub student_id: String,
    /// When.
    pub at: i64,
    /// Code of the event.
    pub event: String,
    /// Code of who did it.
    pub doer: String,
    /// Their name.
    pub doer_name: String,
    /// Changed fields as JSON.
    pub changes: String,
}

/// No relations: the repositories join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
