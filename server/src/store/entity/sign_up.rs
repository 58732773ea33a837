//! A sign-up: an address somebody wants an online account for.

use sea_orm::entity::prelude::*;

/// A sign-up: an address somebody wants an online account for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_ups")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Email as typed.
    pub email: String,
    /// Email for comparison, unique.
    pub email_key: String,
    /// When a confirmation mail was last asked for.
    pub asked_at: i64,
    /// When the last one was queued; none while one is due.
    pub mailed_at: Option<i64>,
    /// The account, once the address is confirmed.
    pub account_id: Option<String>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
