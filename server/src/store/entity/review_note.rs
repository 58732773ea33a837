//! A step of the check of a report.

use crate::store::code::Code;
use domain::review::ReviewAct;
use sea_orm::entity::prelude::*;

/// A step of the check of a report.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_notes")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The check.
    pub review: String,
    /// When.
    pub at: i64,
    /// What.
    pub act: Code<ReviewAct>,
    /// Account of whoever did it.
    pub by_id: String,
    /// Name of whoever did it.
    pub by_name: String,
    /// In their words; empty for none.
    pub words: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
