//! A school.

use sea_orm::entity::prelude::*;

/// A school.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "schools")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// SEVIS school code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Our columns by the names in this school's files, by kind of file, as JSON; empty for none.
    pub import_columns: String,
    /// IANA time zone in which its days begin.
    pub time_zone: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
