//! A changed credential that its owner can freeze by a mailed link.

use crate::store::code::Code;
use domain::security_event::SecurityEvent;
use sea_orm::entity::prelude::*;

/// A changed credential that its owner can freeze by a mailed link.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credential_changes")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account.
    pub account_id: String,
    /// When changed.
    pub at: i64,
    /// Code of the event.
    pub kind: Code<SecurityEvent>,
    /// What is needed to undo it, sealed.
    pub sealed: String,
    /// Keyed hash of the link's token.
    pub token_hash: String,
    /// When frozen, or made void by a freeze of this or an earlier change.
    pub frozen_at: Option<i64>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
