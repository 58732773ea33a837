//! What the server functions ask of the server. The implementations are made for one request and
//! already know who is asking, so that no method can be called without authorisation.

use crate::AppError;
use crate::wire::*;
use async_trait::async_trait;
use domain::employer::EmployerForm;
use domain::fault::Fault;
use domain::profile::ProfileForm;
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

/// What anyone may do, logged in or not.
#[async_trait]
pub trait VisitorPort: Send + Sync {
    /// Who is looking, what is to be said once, and a refused form to show again.
    async fn frame(&self, form: &str) -> Result<Frame, AppError>;
    /// The state of a registration link.
    async fn invitation(&self, token: &str) -> Result<RegisterView, AppError>;
    /// The SEVIS ID step.
    async fn identify(&self, form: &IdentifyForm) -> Answer;
    /// The password step.
    async fn create_account(&self, form: &CreateAccountForm) -> Answer;
    /// Login.
    async fn login(&self, form: &LoginForm) -> Answer;
    /// Ends the session.
    async fn logout(&self) -> Answer;
    /// Asks for a link to a new password; the answer is the same for any address.
    async fn forgot(&self, form: &ForgotForm) -> Answer;
    /// The state of a password link.
    async fn reset_link(&self, token: &str) -> Result<ResetView, AppError>;
    /// Sets a new password by a link.
    async fn reset_password(&self, form: &ResetForm) -> Answer;
    /// The demo's outgoing mail; not found elsewhere.
    async fn mailbox(&self) -> Result<Vec<MailView>, AppError>;
}

/// What a student may do, on the own record.
#[async_trait]
pub trait StudentPort: Send + Sync {
    /// What is attested.
    async fn attestation(&self) -> Result<AttestView, AppError>;
    /// Agrees to the attestation.
    async fn attest(&self, form: &AttestForm) -> Answer;
    /// The profile.
    async fn profile(&self) -> Result<ProfileView, AppError>;
    /// Reports addresses and phones.
    async fn save_profile(&self, form: &ProfileForm) -> Answer;
    /// Authorizations, employers, count.
    async fn employment(&self) -> Result<EmploymentView, AppError>;
    /// One employer, with what its deletion would do to the count.
    async fn employer(&self, id: &str) -> Result<EmployerView, AppError>;
    /// The form of an employer, or of a new one.
    async fn employer_form(&self, id: Option<String>) -> Result<EmployerFormView, AppError>;
    /// Reports a new or changed employer.
    async fn save_employer(&self, form: &EmployerForm) -> Answer;
    /// Deletes an employer; it can be brought back.
    async fn delete_employer(&self, form: &IdForm) -> Answer;
    /// Brings a deleted employer back.
    async fn restore_employer(&self, form: &IdForm) -> Answer;
    /// Every change and mail.
    async fn history(&self, filter: HistoryFilter) -> Result<HistoryView, AppError>;
    /// One receipt.
    async fn receipt(&self, id: &str) -> Result<ReceiptView, AppError>;
    /// E-mail and password policy of whoever is logged in, official or student.
    async fn account(&self) -> Result<AccountView, AppError>;
    /// Changes the own password.
    async fn change_password(&self, form: &ChangePasswordForm) -> Answer;
}

/// What an official may do, for the own school.
#[async_trait]
pub trait ConsolePort: Send + Sync {
    /// The first page.
    async fn home(&self) -> Result<ConsoleHomeView, AppError>;
    /// Remembers what to look for.
    async fn search(&self, form: &SearchForm) -> Answer;
    /// The students found, a page of them (the first is 1).
    async fn students(&self, page: u32) -> Result<StudentsView, AppError>;
    /// One record.
    async fn record(&self, id: &str) -> Result<RecordView, AppError>;
    /// Marks an authorization approved.
    async fn approve(&self, form: &IdForm) -> Answer;
    /// Resends a link or unlocks, and says which.
    async fn reset_account(&self, form: &IdForm) -> Answer;
    /// Changes the e-mail, which locks the account.
    async fn change_email(&self, form: &ChangeEmailForm) -> Answer;
    /// Reports to check, oldest first.
    async fn review(&self) -> Result<Vec<ReviewRow>, AppError>;
    /// Marks a report as checked.
    async fn mark_reviewed(&self, form: &IdForm) -> Answer;
}

/// How a server function answers beyond its value.
#[async_trait]
pub trait ReplyPort: Send + Sync {
    /// Sends the person on to `done.next`, with its notice.
    async fn go(&self, done: Done) -> Result<(), AppError>;
    /// For a form posted without scripts: keeps what was typed, and goes back to its page.
    async fn refuse(&self, form: &str, page: String, replay: Replay) -> Result<(), AppError>;
    /// Sets the status of the page or answer.
    fn status(&self, status: u16);
    /// True if the browser asked to save data.
    fn saves_data(&self) -> bool;
    /// The files of the browser bundle.
    fn assets(&self) -> Assets;
}

/// Everything a request can reach.
#[derive(Clone)]
pub struct Backend {
    /// For anyone.
    pub visitor: Arc<dyn VisitorPort>,
    /// For students.
    pub student: Arc<dyn StudentPort>,
    /// For officials.
    pub console: Arc<dyn ConsolePort>,
    /// The answer.
    pub reply: Arc<dyn ReplyPort>,
}

impl Backend {
    /// Makes this backend the one of the current request.
    pub fn provide(self) {
        provide_context(self);
    }
}

/// The backend of the current request; only server functions and the shell ask for it.
pub fn backend() -> Backend {
    expect_context::<Backend>()
}
