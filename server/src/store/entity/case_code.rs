//! An online access code.

use sea_orm::entity::prelude::*;

/// An online access code.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_codes")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The case.
    pub case_id: String,
    /// Keyed hash of case and code.
    pub code_hash: String,
    /// The code, until its letter is posted; empty for mailed ones.
    pub sealed: String,
    /// When it was made.
    pub created_at: i64,
    /// When it was used.
    pub used_at: Option<i64>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
