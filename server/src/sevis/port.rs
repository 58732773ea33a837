//! The port to SEVIS, and what passes it.

use async_trait::async_trait;

/// Most records of a batch (`Create-UpdateStudent.xsd`).
pub const BATCH_SIZE: u64 = 250;

/// One record of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Echoed in the answer; unique.
    pub request_id: String,
    /// Whose record.
    pub sevis_id: String,
    /// The event's element, such as `PersonalInfo` or `OPTEmployer/Add`.
    pub event: String,
    /// What to say, as JSON.
    pub payload: String,
}

/// The answer to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The record.
    pub request_id: String,
    /// `S0000` for success, or an error code.
    pub code: String,
    /// In words.
    pub message: String,
}

/// Why SEVIS could not be reached or understood.
#[derive(Debug, thiserror::Error)]
#[error("SEVIS: {0}")]
pub struct SevisError(pub String);

/// SEVIS, or what stands in for it.
#[async_trait]
pub trait SevisPort: Send + Sync {
    /// Hands a batch over. Handing the same batch over again must do no harm.
    async fn upload(&self, batch_id: &str, records: &[Record]) -> Result<(), SevisError>;
    /// The answers to a batch, or none while it is not processed.
    async fn download(&self, batch_id: &str) -> Result<Option<Vec<Answer>>, SevisError>;
}
