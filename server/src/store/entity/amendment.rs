//! What an official has amended in a record, with what stood before.

use sea_orm::entity::prelude::*;

/// An amendment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "amendments")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Student.
    pub student_id: String,
    /// When.
    pub at: i64,
    /// The official's account.
    pub by_id: String,
    /// The official's name.
    pub by_name: String,
    /// What was done, in words.
    pub what: String,
    /// The rows as they were, as JSON (`service::console::amend::Was`).
    pub was: String,
    /// When it was undone.
    pub undone_at: Option<i64>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
