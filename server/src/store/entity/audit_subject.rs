//! Whom an audited act is about, to be found by it.

use sea_orm::entity::prelude::*;

/// Whom an audited act is about, to be found by it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_subjects")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The audit's row.
    pub audit: String,
    /// A `domain::audit::Subject`.
    pub subject: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
