//! A login that failed, known address or not.

use sea_orm::entity::prelude::*;

/// A login that failed, known address or not.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_attempts")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Keyed hash of the e-mail.
    pub email_hash: String,
    /// When.
    pub at: i64,
}

/// No relations: the repositories join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
