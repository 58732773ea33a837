//! A conversation between an account holder and the help team.

use crate::store::code::Code;
use domain::conversation::ThreadState;
use sea_orm::entity::prelude::*;

/// A conversation between an account holder and the help team.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "threads")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The holder.
    pub account_id: String,
    /// What it is about.
    pub subject: String,
    /// A `ThreadState`.
    pub state: Code<ThreadState>,
    /// When it began.
    pub created_at: i64,
    /// When the last message came.
    pub last_at: i64,
    /// Since when it waits for the help team, or did last.
    pub waits_since: i64,
    /// Up to when the holder has marked it as read.
    pub holder_read_at: Option<i64>,
    /// The same of the help team.
    pub help_read_at: Option<i64>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
