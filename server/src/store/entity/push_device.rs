//! A browser that is sent notifications.

use sea_orm::entity::prelude::*;

/// A browser that is sent notifications.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "push_devices")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account whose news it shows.
    pub account_id: String,
    /// Keyed hash of its address at the push service: one browser is one account's.
    pub endpoint_hash: String,
    /// That address and the browser's keys, sealed.
    pub sealed: String,
    /// Browser and system, in words.
    pub name: String,
    /// The known browser that it is; empty where it was none.
    pub browser: String,
    /// The last login in that browser: whoever ends that ends this.
    pub login: String,
    /// The account's credential epoch then: what raises that ends this.
    pub epoch: i64,
    /// Since when.
    pub created_at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
