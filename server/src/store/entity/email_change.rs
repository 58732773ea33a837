//! A new email that was asked for and is not confirmed yet.

use sea_orm::entity::prelude::*;

/// A new email that was asked for and is not confirmed yet.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_changes")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account.
    pub account_id: String,
    /// The account's epoch when it was asked for; in another one it is void.
    pub epoch: i64,
    /// The new address, sealed.
    pub sealed: String,
    /// Keyed hash of the mailed token.
    pub token_hash: String,
    /// When asked for.
    pub created_at: i64,
    /// When confirmed.
    pub used_at: Option<i64>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
