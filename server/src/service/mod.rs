//! The ports of `app`, implemented for one request and one actor.

pub mod accounts;
pub mod actor;
pub mod alerts;
pub mod attachments;
pub mod backup;
pub mod case_desk;
pub mod cases;
pub mod codes;
pub mod consents;
pub mod console;
pub mod devices;
pub mod email_change;
pub mod employers;
pub mod enrolment;
pub mod factors;
pub mod links;
pub mod login;
pub mod lost;
pub mod messages;
pub mod pace;
pub mod passkeys;
pub mod passwords;
pub mod record;
pub mod recovery;
pub mod registration;
pub mod reply;
pub mod report;
pub mod reset_answers;
pub mod second_step;
pub mod security;
pub mod session;
pub mod sign_up;
pub mod student;
pub mod throttles;
pub mod visitor;

pub use actor::Desk;

use app::AppError;
use app::ports::Refused;
use domain::Fault;
use sea_orm::DbErr;

/// Why a use case stopped.
#[derive(Debug)]
pub enum Fail {
    /// The database said no.
    Db(DbErr),
    /// A coarse answer.
    App(AppError),
    /// Refused fields.
    Faults(Vec<Fault>),
}

impl From<DbErr> for Fail {
    fn from(error: DbErr) -> Self {
        Self::Db(error)
    }
}

impl From<AppError> for Fail {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<Vec<Fault>> for Fail {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Faults(faults)
    }
}

impl From<Fault> for Fail {
    fn from(fault: Fault) -> Self {
        Self::Faults(vec![fault])
    }
}

/// The log gets the cause, the person a reference to it.
pub fn internal(error: &DbErr) -> AppError {
    let reference: String = crate::secret::token().chars().take(8).collect();
    tracing::error!(%reference, %error, "database");
    AppError::Internal(reference)
}

impl From<Fail> for AppError {
    fn from(fail: Fail) -> Self {
        match fail {
            Fail::Db(error) => internal(&error),
            Fail::App(error) => error,
            Fail::Faults(_) => Self::BadRequest,
        }
    }
}

impl From<Fail> for Refused {
    fn from(fail: Fail) -> Self {
        match fail {
            Fail::Faults(faults) => Self::Faults(faults),
            other => Self::Error(other.into()),
        }
    }
}

/// One refused field.
pub fn fault(field: &'static str, code: domain::FaultCode) -> Fault {
    Fault { field: field.into(), code }
}
