//! Failures in a row, by a keyed hash of account and kind of place.

use sea_orm::entity::prelude::*;

/// Failures in a row, by a keyed hash of account and kind of place.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "throttles")]
pub struct Model {
    /// Keyed hash of account and kind of place.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// How many.
    pub failures: i32,
    /// When the last was.
    pub last_at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
