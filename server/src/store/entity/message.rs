//! A message of a conversation.

use sea_orm::entity::prelude::*;

/// A message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The conversation.
    pub thread_id: String,
    /// Who wrote it.
    pub account_id: String,
    /// The help team wrote it.
    pub from_help: bool,
    /// The text, as typed.
    pub body: String,
    /// When.
    pub at: i64,
    /// Keyed hash of what was sent with which form: the same twice is once.
    pub once: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
