//! A file of a message, or of one that was refused and will be sent again, or the scan of a plan.

use crate::store::code::Code;
use domain::attachment::Scan;
use sea_orm::entity::prelude::*;

/// A file of a message, or of one that was refused and will be sent again, or the scan of a plan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachments")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who sent it.
    pub account_id: String,
    /// The conversation; empty while there is none.
    pub thread: String,
    /// The message; none until it is accepted.
    pub message_id: Option<String>,
    /// The version of a training plan whose scan it is; none for a file of a message.
    pub plan: Option<String>,
    /// Its name.
    pub name: String,
    /// In bytes.
    pub size: i64,
    /// A `Scan`.
    pub scan: Code<Scan>,
    /// When it came.
    pub created_at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
