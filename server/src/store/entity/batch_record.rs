//! A record of a batch, with its answer.

use sea_orm::entity::prelude::*;

/// A record of a batch, with its answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "batch_records")]
pub struct Model {
    /// `requestID`, unique for ever.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The batch.
    pub batch: String,
    /// The change.
    pub change: String,
    /// The SEVIS ID that was sent.
    pub sevis_id: String,
    /// `UserDefinedA`: the change once more.
    pub witness: String,
    /// `confirmed` or `refused`; empty for no answer yet.
    pub status: String,
    /// Code and message.
    pub answer: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
