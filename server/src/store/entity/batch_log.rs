//! An answer of SEVIS, byte for byte.

use sea_orm::entity::prelude::*;

/// An answer of SEVIS, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "batch_logs")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The batch.
    pub batch: String,
    /// When it was read.
    pub at: i64,
    /// By whom; empty for the command line.
    pub read_by: String,
    /// SHA-256 of its bytes, in hex.
    pub hash: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
