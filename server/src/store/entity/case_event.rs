//! Something that happened in a case.

use crate::store::code::Code;
use domain::case::Status;
use sea_orm::entity::prelude::*;

/// Something that happened in a case.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_events")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The case.
    pub case_id: String,
    /// When.
    pub at: i64,
    /// A `domain::case::Status`.
    pub status: Code<Status>,
    /// Said beside it.
    pub note: String,
    /// Who wrote it down.
    pub by: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
