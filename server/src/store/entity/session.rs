//! A browser's session, anonymous or logged in.

use sea_orm::entity::prelude::*;

/// A browser's session, anonymous or logged in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Keyed hash of the cookie.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account, once logged in.
    pub account_id: Option<String>,
    /// When begun.
    pub created_at: i64,
    /// Last request, to the minute.
    pub seen_at: i64,
    /// The student has attested.
    pub attested: bool,
    /// Flash, search and registration state as JSON.
    pub data: String,
    /// When the second step was passed.
    pub factor_at: Option<i64>,
    /// When the password was last given: a fresh login opens sensitive changes.
    pub password_at: Option<i64>,
    /// Browser and system, as far as they say.
    pub device: String,
    /// The account's epoch when it began; in another one it is over.
    pub epoch: i64,
    /// Names the login; a session with a new key keeps it.
    pub login: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
