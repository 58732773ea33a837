//! A second step of an account.

use crate::store::code::Code;
use domain::factor::FactorKind;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A second step of an account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "factors")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Account.
    pub account_id: String,
    /// Code of the kind.
    pub kind: Code<FactorKind>,
    /// What the person calls it.
    pub name: String,
    /// Key, number or credential, sealed.
    pub sealed: String,
    /// Last time step of a TOTP that was used, so that none is used twice.
    pub last_step: i64,
    /// When chosen.
    pub created_at: i64,
    /// When it was first used rightly; it counts from then on.
    pub confirmed_at: Option<i64>,
    /// When it was last used.
    pub last_used_at: Option<i64>,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
