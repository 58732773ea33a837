//! Something that was sent because somebody asked for it.

use crate::store::code::Code;
use domain::send::Channel;
use sea_orm::entity::prelude::*;

/// Something that was sent because somebody asked for it. Whom, by whom and from where is kept as
/// keyed hashes: it can be counted, and not read.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sends")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// When.
    pub at: i64,
    /// Code of the channel.
    pub channel: Code<Channel>,
    /// Address or number.
    pub recipient: String,
    /// The account that asked; empty for nobody known.
    pub sender: String,
    /// The network it was asked from; empty where no request asked.
    pub origin: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
