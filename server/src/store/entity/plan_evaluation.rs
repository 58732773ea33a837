//! An evaluation of a plan.

use crate::store::code::Code;
use domain::plan::{EvaluationKind, EvaluationStage};
use sea_orm::entity::prelude::*;

/// An evaluation of a plan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_evaluations")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The plan.
    pub root: String,
    /// Whose it is.
    pub student_id: String,
    /// Which.
    pub kind: Code<EvaluationKind>,
    /// Where it stands.
    pub stage: Code<EvaluationStage>,
    /// The day on which it fell due.
    pub due_on: time::Date,
    /// First day of the time that is evaluated.
    pub period_from: time::Date,
    /// Last day of it.
    pub period_to: time::Date,
    /// The self-evaluation.
    pub body: String,
    /// SHA-256 of what both sign, in hexadecimal digits.
    pub covers: String,
    /// The student's signature.
    pub student_name: String,
    /// When the student signed.
    pub student_at: i64,
    /// The employer's signature; empty for none yet.
    pub employer_name: String,
    /// Title of that official.
    pub employer_title: String,
    /// The mailbox that was proved; empty for none yet.
    pub employer_email: String,
    /// When the employer signed.
    pub employer_at: Option<i64>,
    /// Why the employer sent it back; empty for nothing.
    pub words: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
