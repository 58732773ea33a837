//! A browser that has passed the second step of an account.

use sea_orm::entity::prelude::*;

/// A browser that has passed the second step of an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "devices")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account.
    pub account_id: String,
    /// Keyed hash of the device cookie.
    pub token_hash: String,
    /// When it first did.
    pub created_at: i64,
    /// When it last did.
    pub seen_at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
