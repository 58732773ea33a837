//! The traits that server functions call and `server` implements: one file for each area, each method named like the
//! server function that calls it. The implementations are made for one request and already know who is
//! asking, so that no method can be called without authorization.

mod amend;
mod batches;
mod cases;
mod console;
mod copies;
mod email;
mod enrolment;
mod freeze;
mod front;
mod help_cases;
mod import;
mod login;
mod messages;
mod passkey;
mod password;
mod plans;
mod recovery;
mod registration;
mod reply;
mod reviews;
mod school;
mod security;
mod sign_up;
mod student;

pub use amend::AmendPort;
pub use batches::BatchesPort;
pub use cases::CasesPort;
pub use console::ConsolePort;
pub use copies::CopiesPort;
pub use email::EmailPort;
pub use enrolment::EnrolmentPort;
pub use freeze::FreezePort;
pub use front::FrontPort;
pub use help_cases::HelpCasesPort;
pub use import::ImportPort;
pub use login::LoginPort;
pub use messages::MessagesPort;
pub use passkey::PasskeyPort;
pub use password::PasswordPort;
pub use plans::PlansPort;
pub use recovery::RecoveryPort;
pub use registration::RegistrationPort;
pub use reply::ReplyPort;
pub use reviews::ReviewsPort;
pub use school::SchoolPort;
pub use security::SecurityPort;
pub use sign_up::SignUpPort;
pub use student::StudentPort;

use crate::AppError;
use crate::wire::Notice;
use domain::fault::Fault;
use leptos::prelude::{expect_context, provide_context};
use std::sync::Arc;

/// An accepted form: where to go next, and what to say there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// A path of our own.
    pub next: String,
    /// Shown once on the next page.
    pub notice: Option<Notice>,
}

impl Done {
    /// Goes on without a word.
    pub fn to(next: impl Into<String>) -> Self {
        Self { next: next.into(), notice: None }
    }

    /// Goes on and says so.
    pub fn saying(next: impl Into<String>, notice: Notice) -> Self {
        Self { next: next.into(), notice: Some(notice) }
    }
}

/// Why a form was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Its fields.
    Faults(Vec<Fault>),
    /// Anything else.
    Error(AppError),
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self::Error(error)
    }
}

impl From<Vec<Fault>> for Refused {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Faults(faults)
    }
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Faults(vec![fault])
    }
}

/// The answer to a form.
pub type Answer = Result<Done, Refused>;

/// Everything a request can reach.
#[derive(Clone)]
pub struct Backend {
    /// What stands around every page, and the demo's mailbox.
    pub front: Arc<dyn FrontPort>,
    /// Registration by a mailed link.
    pub registration: Arc<dyn RegistrationPort>,
    /// Forgot password.
    pub recovery: Arc<dyn RecoveryPort>,
    /// Copies of a record.
    pub copies: Arc<dyn CopiesPort>,
    /// Login and its second step.
    pub login: Arc<dyn LoginPort>,
    /// Passkeys.
    pub passkey: Arc<dyn PasskeyPort>,
    /// Adding a second step.
    pub enrolment: Arc<dyn EnrolmentPort>,
    /// The own password.
    pub password: Arc<dyn PasswordPort>,
    /// A student's own record.
    pub student: Arc<dyn StudentPort>,
    /// A school's console.
    pub console: Arc<dyn ConsolePort>,
    /// The check of reports.
    pub reviews: Arc<dyn ReviewsPort>,
    /// Training plans.
    pub plans: Arc<dyn PlansPort>,
    /// The way to SEVIS.
    pub batches: Arc<dyn BatchesPort>,
    /// The principal official's side.
    pub school: Arc<dyn SchoolPort>,
    /// Importing by upload.
    pub import: Arc<dyn ImportPort>,
    /// Amending records in it.
    pub amend: Arc<dyn AmendPort>,
    /// Opening an online account.
    pub sign_up: Arc<dyn SignUpPort>,
    /// The security of the own account.
    pub security: Arc<dyn SecurityPort>,
    /// A new email.
    pub email: Arc<dyn EmailPort>,
    /// "This was not me".
    pub freeze: Arc<dyn FreezePort>,
    /// Secure messages.
    pub messages: Arc<dyn MessagesPort>,
    /// Cases of online accounts.
    pub cases: Arc<dyn CasesPort>,
    /// The help team's cases.
    pub help_cases: Arc<dyn HelpCasesPort>,
    /// The answer.
    pub reply: Arc<dyn ReplyPort>,
}

impl Backend {
    /// The backend that one implementation of all ports makes.
    pub fn new<P>(ports: Arc<P>, reply: Arc<dyn ReplyPort>) -> Self
    where
        P: FrontPort
            + RegistrationPort
            + RecoveryPort
            + CopiesPort
            + LoginPort
            + PasskeyPort
            + EnrolmentPort
            + PasswordPort
            + StudentPort
            + ConsolePort
            + ReviewsPort
            + AmendPort
            + PlansPort
            + BatchesPort
            + SchoolPort
            + ImportPort
            + SignUpPort
            + SecurityPort
            + EmailPort
            + FreezePort
            + MessagesPort
            + CasesPort
            + HelpCasesPort
            + 'static,
    {
        Self {
            front: ports.clone(),
            registration: ports.clone(),
            recovery: ports.clone(),
            copies: ports.clone(),
            login: ports.clone(),
            passkey: ports.clone(),
            enrolment: ports.clone(),
            password: ports.clone(),
            student: ports.clone(),
            console: ports.clone(),
            amend: ports.clone(),
            reviews: ports.clone(),
            plans: ports.clone(),
            batches: ports.clone(),
            school: ports.clone(),
            import: ports.clone(),
            sign_up: ports.clone(),
            security: ports.clone(),
            email: ports.clone(),
            freeze: ports.clone(),
            messages: ports.clone(),
            cases: ports.clone(),
            help_cases: ports,
            reply,
        }
    }

    /// Makes this backend the one of the current request.
    pub fn provide(self) {
        provide_context(self);
    }
}

/// The backend of the current request; only server functions and the shell ask for it.
pub fn backend() -> Backend {
    expect_context::<Backend>()
}
