//! A case on paper.

use crate::store::code::Code;
use domain::case::Status;
use sea_orm::entity::prelude::*;

/// A case on paper.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Three letters and ten digits.
    pub receipt_number: String,
    /// The form that was filed.
    pub form_type: String,
    /// Whose it is.
    pub name: String,
    /// Email on the form; may be empty.
    pub email: String,
    /// Postal address; may be empty.
    pub postal_address: String,
    /// A `domain::case::Status`.
    pub status: Code<Status>,
    /// Since when.
    pub status_at: i64,
    /// When it was written down.
    pub created_at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
