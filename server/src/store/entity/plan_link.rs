//! A mailed link of an employer.

use crate::store::code::Code;
use domain::plan::LinkPurpose;
use sea_orm::entity::prelude::*;

/// A mailed link of an employer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_links")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The plan.
    pub root: String,
    /// Whose plan it is.
    pub student_id: String,
    /// What it is for.
    pub purpose: Code<LinkPurpose>,
    /// The evaluation that it is about; empty for the plan itself.
    pub about: String,
    /// To whom it was mailed.
    pub email: String,
    /// Keyed hash of its token.
    pub token_hash: String,
    /// When it was made.
    pub created_at: i64,
    /// When it ends by itself.
    pub lapses_at: i64,
    /// When it was used up or made void.
    pub ended_at: Option<i64>,
    /// Keyed hash of the code that was mailed last; empty for none.
    pub code_hash: String,
    /// When that code was mailed.
    pub code_at: i64,
    /// Wrong codes since.
    pub code_failures: i32,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
