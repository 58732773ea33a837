//! The policy for errors, in one place.
//!
//! 1. **What a person filled in wrong** is [`ServiceError::Refused`]: every fault at once, each with
//!    its field. It is an answer, not a failure, and is not logged.
//! 2. **What a person is told instead of a page** (log in first, not found, busy, too many tries) is
//!    [`ServiceError::App`]: coarse on purpose, so that it tells nothing about others.
//! 3. **What should not happen** is [`ServiceError::Internal`] or a failed query. The log gets a
//!    reference and the cause without anybody's data; the person gets the reference.
//!
//! A database that is busy for too long, and a conflict with a write in the same instant, are of the second kind: nothing
//! was written, and trying again helps. Stored text that cannot be parsed is of the third, never an empty value.

use app::AppError;
use app::ports::Refused;
use domain::{Fault, FaultCode};
use sea_orm::DbErr;
use serde::de::DeserializeOwned;

/// Seconds after which a person whose report found the database busy may try again.
pub const BUSY_SECONDS: u32 = 5;

/// Why a use case stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// Refused fields.
    #[error("refused")]
    Refused(Vec<Fault>),
    /// A coarse answer.
    #[error(transparent)]
    App(#[from] AppError),
    /// The database failed.
    #[error("{}", crate::store::reason(.0))]
    Db(#[from] DbErr),
    /// Something of our own is broken; the words name no person's data.
    #[error("{0}")]
    Internal(String),
}

impl From<Vec<Fault>> for ServiceError {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Refused(faults)
    }
}

impl From<Fault> for ServiceError {
    fn from(fault: Fault) -> Self {
        Self::Refused(vec![fault])
    }
}

/// Logs the cause under a reference, and returns what the person is told.
fn internal(cause: &str) -> AppError {
    let reference: String = crate::secret::token().chars().take(8).collect();
    tracing::error!(%reference, cause, "internal");
    AppError::Internal(reference)
}

impl From<ServiceError> for AppError {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::App(error) => error,
            ServiceError::Refused(_) => Self::BadRequest,
            ServiceError::Db(error) if crate::store::is_busy(&error) => Self::Busy(BUSY_SECONDS),
            ServiceError::Db(error) if crate::store::is_no_text(&error) => Self::NotFound,
            ServiceError::Db(error) if crate::store::is_conflict(&error) => {
                tracing::info!(cause = crate::store::reason(&error), "two at once");
                Self::Busy(1)
            }
            ServiceError::Db(error) => internal(&crate::store::reason(&error)),
            ServiceError::Internal(cause) => internal(&cause),
        }
    }
}

impl From<ServiceError> for Refused {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Refused(faults) => Self::Faults(faults),
            other => Self::Error(other.into()),
        }
    }
}

/// One refused field.
pub fn fault(field: &'static str, code: FaultCode) -> Fault {
    Fault { field: field.into(), code }
}

/// Reads stored JSON.
pub fn read_json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, ServiceError> {
    serde_json::from_str(text)
        // serde's own sentence can quote the text.
        .map_err(|error| ServiceError::Internal(format!("{what}: {:?}", error.classify())))
}

/// Writes JSON to be stored.
pub fn write_json(what: &str, value: &impl serde::Serialize) -> Result<String, ServiceError> {
    serde_json::to_string(value)
        .map_err(|error| ServiceError::Internal(format!("{what}: {:?}", error.classify())))
}
