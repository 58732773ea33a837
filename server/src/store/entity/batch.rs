//! A SEVIS batch as it left.

use crate::store::code::Code;
use domain::sevis_state::BatchState;
use sea_orm::entity::prelude::*;

/// A SEVIS batch as it left.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "batches")]
pub struct Model {
    /// `BatchID`: fourteen characters, unique for ever.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// School.
    pub school_id: String,
    /// `OrgID`.
    pub org: String,
    /// The official’s id in SEVIS.
    pub sevis_user: String,
    /// Where it stands.
    pub state: Code<BatchState>,
    /// When it was made.
    pub created_at: i64,
    /// By whom; empty for the command line.
    pub made_by: String,
    /// SHA-256 of its bytes, in hex.
    pub hash: String,
    /// Its bytes.
    pub xml: Vec<u8>,
    /// Code of the whole, as answered; empty for none.
    pub answer: String,
    /// Exchanges without success, one after another.
    pub tries: i32,
    /// When the portal does what is next, if it sends the batch itself.
    pub next_at: i64,
    /// What kept the last exchange from success, in plain words; empty for nothing.
    pub trouble: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
