//! A change on its way to SEVIS.

use crate::store::code::Code;
use domain::sevis_state::SevisState;
use sea_orm::entity::prelude::*;

/// A change on its way to SEVIS.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sevis_changes")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Student.
    pub student_id: String,
    /// Receipt, where a report made it.
    pub receipt_id: Option<String>,
    /// Employer, where it is about one.
    pub employer_id: Option<String>,
    /// SEVIS event, as in the batch schema.
    pub event: String,
    /// What to say, as JSON.
    pub payload: String,
    /// Code of the state.
    pub state: Code<SevisState>,
    /// Batch it went with.
    pub batch_id: Option<String>,
    /// When accepted here.
    pub created_at: i64,
    /// When SEVIS answered.
    pub settled_at: Option<i64>,
    /// SEVIS result code and message.
    pub answer: String,
    /// `requestID` of its record in the batch it went with.
    pub request_id: String,
    /// Addresses as SEVIS spells them, as JSON; empty for none.
    pub corrected: String,
    /// Who has entered it in SEVIS by hand.
    pub done_by: String,
    /// What was noted as proof of that.
    pub proof: String,
    /// Why a batch does not take it, as JSON; empty for nothing.
    pub held: String,
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
