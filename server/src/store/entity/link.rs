//! A mailed link.

use crate::store::code::Code;
use domain::invitation::LinkKind;
use sea_orm::entity::prelude::*;

/// A mailed link.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "links")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Code of the kind.
    pub kind: Code<LinkKind>,
    /// Student, where the link is a student's.
    pub student_id: Option<String>,
    /// Account, where one exists.
    pub account_id: Option<String>,
    /// Keyed hash of the token.
    pub token_hash: String,
    /// When sent.
    pub created_at: i64,
    /// First instant at which it no longer works.
    pub lapses_at: i64,
    /// Wrong SEVIS IDs.
    pub failures: i32,
    /// When used.
    pub used_at: Option<i64>,
    /// A newer one was sent.
    pub replaced: bool,
    /// The token, sealed, where the same link may be mailed again; else empty.
    pub sealed: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
