//! A request of the page Forgot password, worked off by a job.

use sea_orm::entity::prelude::*;

/// A request of the page Forgot password, worked off by a job.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recoveries")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Email and SEVIS ID, sealed.
    pub sealed: String,
    /// When asked.
    pub created_at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
