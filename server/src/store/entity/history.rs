//! A change of a student's record.

use crate::store::code::Code;
use domain::history::{Doer, Event};
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
    pub event: Code<Event>,
    /// Code of who did it.
    pub doer: Code<Doer>,
    /// Their name.
    pub doer_name: String,
    /// Changed fields as JSON.
    pub changes: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
