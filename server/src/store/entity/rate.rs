//! What was done from one network lately.

use sea_orm::entity::prelude::*;

/// What was done from one network lately, on all servers; on SQLite, which has one, there is no row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rates")]
pub struct Model {
    /// The limit's name and a keyed hash of the network: it can be counted, and not read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Until when the network's share is used up, at the even pace of the limit; at most a minute ahead.
    pub used_until: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
