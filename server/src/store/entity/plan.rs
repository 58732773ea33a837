//! A version of a training plan.

use crate::store::code::Code;
use domain::plan::PlanState;
use sea_orm::entity::prelude::*;

/// A version of a training plan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The first version; names the plan through all of them.
    pub root: String,
    /// 1 for the first version.
    pub number: i32,
    /// Whose it is.
    pub student_id: String,
    /// The school.
    pub school_id: String,
    /// Code of the edition of the form.
    pub edition: String,
    /// Where it stands.
    pub state: Code<PlanState>,
    /// Counts changes of this row.
    pub version: i32,
    /// Values by field, as JSON.
    pub fields: String,
    /// When it was begun.
    pub created_at: i64,
    /// When something about it last changed.
    pub changed_at: i64,
    /// What the school asked; empty for nothing.
    pub words: String,
    /// Name of the official who accepted it or asked back.
    pub decided_by: String,
    /// When the school decided; of one that was taken back from it undecided, and so by nobody, when that was.
    pub decided_at: Option<i64>,
    /// Name of the official who handed it to SEVIS.
    pub handed_by: String,
    /// When.
    pub handed_at: Option<i64>,
    /// Proof in their words; empty for none.
    pub handed_note: String,
    /// SHA-256 of the PDF that was handed over, in hexadecimal digits.
    pub handed_hash: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
