//! One thing that somebody of the staff looked at or did.

use crate::store::code::Code;
use domain::audit::AuditAct;
use sea_orm::entity::prelude::*;

/// One thing that somebody of the staff looked at or did. The database refuses to change or remove it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audits")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Its place in the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: i64,
    /// Account that did it; empty for the command line.
    pub actor: String,
    /// Its name then.
    pub actor_name: String,
    /// School; empty where it is about none.
    pub school: String,
    /// Code of the act.
    pub act: Code<AuditAct>,
    /// Whom it is about, with commas (`domain::audit::Subject`).
    pub subjects: String,
    /// What was before and after, as JSON, sealed.
    pub detail: String,
    /// Hash of the row before; empty for the first.
    pub previous: String,
    /// Keyed hash of all of the above.
    pub hash: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
