//! What happened to an account's credentials.

use crate::store::code::Code;
use domain::security_event::SecurityEvent;
use sea_orm::entity::prelude::*;

/// What happened to an account's credentials.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "security_events")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account.
    pub account_id: String,
    /// When.
    pub at: i64,
    /// Code of the event.
    pub event: Code<SecurityEvent>,
    /// Which factor, address or device.
    pub detail: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
