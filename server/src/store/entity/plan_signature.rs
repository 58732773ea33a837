//! A signature of a version.

use crate::store::code::Code;
use domain::plan::Signer;
use sea_orm::entity::prelude::*;

/// A signature of a version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_signatures")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The version.
    pub plan: String,
    /// Who.
    pub signer: Code<Signer>,
    /// SHA-256 of the text it covers, in hexadecimal digits.
    pub covers: String,
    /// Full name as signed.
    pub name: String,
    /// Title; empty for the student.
    pub title: String,
    /// The address whose mailbox was proved; the account's for the student; empty on paper.
    pub email: String,
    /// Drawn by hand: an SVG path; empty for none.
    pub drawn: String,
    /// The scan of the paper on which it stands; none for one that was made here.
    pub paper: Option<String>,
    /// When.
    pub at: i64,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
