//! Whether a representative may see a client's case.

use crate::store::code::Code;
use domain::case::Consent;
use sea_orm::entity::prelude::*;

/// Whether a representative may see a client's case.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The representative's account.
    pub account_id: String,
    /// The case, whether or not there is one.
    pub receipt_number: String,
    /// Name given.
    pub name: String,
    /// Firm given.
    pub firm: String,
    /// A `domain::case::Consent`.
    pub state: Code<Consent>,
    /// When it was asked for.
    pub asked_at: i64,
    /// When it was decided last.
    pub decided_at: Option<i64>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
