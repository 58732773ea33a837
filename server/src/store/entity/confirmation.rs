//! One confirmation mail: its link and its typed code.

use sea_orm::entity::prelude::*;

/// One confirmation mail: its link and its typed code.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "confirmations")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Sign-up.
    pub sign_up_id: String,
    /// Keyed hash of the link's token.
    pub token_hash: String,
    /// Keyed hash of the code.
    pub code_hash: String,
    /// When mailed.
    pub created_at: i64,
    /// Wrong codes typed.
    pub failures: i32,
    /// When the address was confirmed with it.
    pub used_at: Option<i64>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
