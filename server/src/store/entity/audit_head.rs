//! The end of the audit's chain.

use sea_orm::entity::prelude::*;

/// The end of the audit's chain; its lock keeps two from being next.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_heads")]
pub struct Model {
    /// Always the same.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Place of the last row; 0 before the first.
    pub seq: i64,
    /// Hash of the last row.
    pub hash: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
