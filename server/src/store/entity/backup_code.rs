//! A backup code.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A backup code.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "backup_codes")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account.
    pub account_id: String,
    /// Keyed hash of 125 random bits.
    pub code_hash: String,
    /// The code, sealed, until the person has put it away; empty then.
    pub sealed: String,
    /// Of the set of ten, not the single one.
    pub in_set: bool,
    /// When made.
    pub created_at: i64,
    /// When used.
    pub used_at: Option<i64>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
