//! What the embedded registry holds in place of SEVIS.

use sea_orm::entity::prelude::*;

/// What the embedded registry holds in place of SEVIS.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registry_records")]
pub struct Model {
    /// The change it was sent as.
    #[sea_orm(primary_key, auto_increment = false)]
    pub request_id: String,
    /// Batch.
    pub batch_id: String,
    /// SEVIS ID.
    pub sevis_id: String,
    /// SEVIS event.
    pub event: String,
    /// What was said.
    pub payload: String,
    /// Result code.
    pub result: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
