//! A STEM validation of which a student was reminded.

use sea_orm::entity::prelude::*;

/// A STEM validation of which a student was reminded.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reminders")]
pub struct Model {
    /// The authorization and the months, as `ID:6`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// When.
    pub at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
