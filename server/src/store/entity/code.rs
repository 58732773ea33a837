//! A one-time code that was mailed or texted.

use sea_orm::entity::prelude::*;

/// A one-time code that was mailed or texted.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "codes")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account.
    pub account_id: String,
    /// Second step it was sent through.
    pub factor_id: String,
    /// What it was asked for: session and purpose, hashed.
    pub request: String,
    /// Keyed hash.
    pub code_hash: String,
    /// When sent.
    pub created_at: i64,
    /// Wrong tries.
    pub failures: i32,
    /// When used.
    pub used_at: Option<i64>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
