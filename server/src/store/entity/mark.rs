//! Something that is true of the database for good, or was done in it once.

use sea_orm::entity::prelude::*;

/// Something that is true of the database for good, or was done in it once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "marks")]
pub struct Model {
    /// What.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// When, or since when.
    pub at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
