//! What the server functions ask of the server. The implementations are made for one request and
//! already know who is asking, so that no method can be called without authorisation.

use crate::AppError;
use crate::wire::*;
use async_trait::async_trait;
use domain::employer::EmployerForm;
use domain::fault::Fault;
use domain::profile::ProfileForm;
use domain::questions::QuestionsForm;
use domain::sign_up::Step;
use leptos::prelude::{expect_context, provide_context};
use std::collections::BTreeMap;
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
    /// Who is looking, what is to be said once, and a refused form to show again: the one of this
    /// name, if it is about the same thing (a field and its value).
    async fn frame(&self, form: &str, about: Option<(&str, &str)>) -> Result<Frame, AppError>;
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
    /// The demo's outgoing mail, a page of it (the first is 1); not found elsewhere.
    async fn mailbox(&self, page: u32) -> Result<MailboxView, AppError>;
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
    /// Reports to check, oldest first, a page of them (the first is 1).
    async fn review(&self, page: u32) -> Result<ReviewView, AppError>;
    /// Marks a report as checked.
    async fn mark_reviewed(&self, form: &IdForm) -> Answer;
}

/// Opening an online account, step by step (seed 002).
#[async_trait]
pub trait SignUpPort: Send + Sync {
    /// Step 2; the answer is the same for any address.
    async fn begin(&self, form: &SignUpForm) -> Answer;
    /// Another confirmation mail.
    async fn resend(&self) -> Answer;
    /// The page that waits for the confirmation.
    async fn waiting(&self) -> Result<ConfirmView, AppError>;
    /// What a confirmation link is good for. Looking changes nothing.
    async fn link(&self, token: &str) -> Result<ConfirmLink, AppError>;
    /// Step 3, by link or code.
    async fn confirm(&self, form: &ConfirmForm) -> Answer;
    /// A step, if it is the next one.
    async fn step(&self, step: Step) -> Result<StepView, AppError>;
    /// Step 4.
    async fn password(&self, form: &SignUpPasswordForm) -> Answer;
    /// Step 5.
    async fn choose(&self, form: &ChooseForm) -> Answer;
    /// Step 7.
    async fn backup_kept(&self) -> Answer;
    /// Step 8.
    async fn questions(&self, form: &QuestionsForm) -> Answer;
    /// Step 9.
    async fn account_type(&self, form: &AccountTypeForm) -> Answer;
}

/// Second steps: of a login, and while they are added.
#[async_trait]
pub trait SecondStepPort: Send + Sync {
    /// The way in use and the others.
    async fn view(&self) -> Result<VerifyView, AppError>;
    /// Takes another way, or asks for a new code.
    async fn take(&self, form: &IdForm) -> Answer;
    /// A code.
    async fn pass(&self, form: &SecondStepForm) -> Answer;
    /// A backup code.
    async fn pass_backup(&self, form: &BackupCodeForm) -> Answer;
    /// What opens an account whose second steps are all lost.
    async fn lost(&self) -> Result<LostView, AppError>;
    /// Mails its code.
    async fn send_lost(&self) -> Answer;
    /// Code and answers together.
    async fn pass_without(&self, form: &LostForm) -> Answer;
    /// What to ask the passkey, as JSON.
    async fn ask_passkey(&self) -> Result<String, AppError>;
    /// What it answered.
    async fn passkey(&self, form: &PasskeyForm) -> Answer;
    /// The second step that is being added.
    async fn enrolling(&self) -> Result<EnrolView, AppError>;
    /// The kinds from which an account that needs one chooses its first.
    async fn first(&self) -> Result<FirstFactorView, AppError>;
    /// A new key or code for a chosen one, in this browser.
    async fn begin(&self, form: &IdForm) -> Answer;
    /// Confirms it by a code.
    async fn confirm(&self, form: &EnrolCodeForm) -> Answer;
    /// Drops a chosen one.
    async fn drop_chosen(&self, form: &IdForm) -> Answer;
    /// The password again.
    async fn log_in_again(&self, form: &FreshLoginForm) -> Answer;
}

/// The security of the own account.
#[async_trait]
pub trait SecurityPort: Send + Sync {
    /// The page.
    async fn view(&self) -> Result<SecurityView, AppError>;
    /// Adds a second step.
    async fn add(&self, form: &AddFactorForm) -> Answer;
    /// Removes one.
    async fn remove(&self, form: &IdForm) -> Answer;
    /// Changes the password reset questions.
    async fn change_questions(&self, form: &ChangeQuestionsForm) -> Answer;
    /// Ten backup codes.
    async fn make_backup_codes(&self) -> Answer;
    /// They are put away.
    async fn codes_kept(&self) -> Answer;
    /// Ends one session, or all others.
    async fn end_session(&self, form: &IdForm) -> Answer;
    /// Closes the account after the waiting time, or keeps it open.
    async fn close(&self, form: &IdForm) -> Answer;
    /// Mails news of messages and cases ("on"), or does not.
    async fn set_news(&self, form: &IdForm) -> Answer;
    /// Mails a link to a new address; the answer is the same for any.
    async fn ask_email(&self, form: &NewEmailForm) -> Answer;
    /// The new address behind a mailed link. Looking changes nothing.
    async fn new_email(&self, token: &str) -> Result<Option<String>, AppError>;
    /// Changes the e-mail.
    async fn confirm_email(&self, form: &IdForm) -> Answer;
    /// The change behind a mailed "this was not me", in words. Looking changes nothing.
    async fn change(&self, token: &str) -> Result<Option<String>, AppError>;
    /// Freezes it.
    async fn freeze(&self, form: &IdForm) -> Answer;
    /// The page of an online account: its e-mail and type.
    async fn home(&self) -> Result<HolderView, AppError>;
}

/// Secure messages: the holder's side and the help team's.
#[async_trait]
pub trait MessagesPort: Send + Sync {
    /// The holder's conversations.
    async fn list(&self) -> Result<MessagesView, AppError>;
    /// Everybody's, for the help team; a page of them (the first is 1).
    async fn queue(&self, page: u32) -> Result<QueueView, AppError>;
    /// What a new conversation's form needs.
    async fn write(&self) -> Result<WriteView, AppError>;
    /// One conversation. Looking marks nothing as read.
    async fn thread(&self, id: &str) -> Result<ThreadView, AppError>;
    /// Whether there is room for the files of this request.
    fn takes_files(&self) -> bool;
    /// Begins a conversation or goes on with one.
    async fn send(&self, form: &MessageForm, enclosed: Enclosed) -> Answer;
    /// Marks what the other side wrote as read.
    async fn mark_read(&self, form: &ReadForm) -> Answer;
    /// Closes a conversation; a further message opens it again.
    async fn close(&self, form: &IdForm) -> Answer;
}

/// Cases on paper: holders, representatives and the help team.
#[async_trait]
pub trait CasesPort: Send + Sync {
    /// Own and clients' cases.
    async fn list(&self) -> Result<CasesView, AppError>;
    /// One of them.
    async fn case(&self, id: &str) -> Result<CaseView, AppError>;
    /// Adds one by receipt number and access code.
    async fn add(&self, form: &AddCaseForm) -> Answer;
    /// Asks for a new access code; the answer is the same for any number.
    async fn ask_code(&self, form: &AskCodeForm) -> Answer;
    /// A representative asks a client; the answer is the same for any number.
    async fn ask_client(&self, form: &AskClientForm) -> Answer;
    /// Gives, refuses or ends a consent.
    async fn decide(&self, form: &ConsentForm) -> Answer;
    /// The help team's page.
    async fn desk(&self) -> Result<DeskCasesView, AppError>;
    /// Nothing but whether a case may be written down.
    async fn new_case(&self) -> Result<(), AppError>;
    /// A case as the help team sees it.
    async fn desk_case(&self, id: &str) -> Result<DeskCaseView, AppError>;
    /// Finds one by its number.
    async fn find(&self, form: &FindCaseForm) -> Answer;
    /// Writes one down, or corrects it.
    async fn save(&self, form: &CaseForm) -> Answer;
    /// News of a case.
    async fn set_status(&self, form: &StatusForm) -> Answer;
    /// Makes an access code to be posted on paper.
    async fn make_letter(&self, form: &IdForm) -> Answer;
    /// The letter is posted: nobody can read its code any more.
    async fn letter_posted(&self, form: &IdForm) -> Answer;
}

/// How a server function answers beyond its value.
#[async_trait]
pub trait ReplyPort: Send + Sync {
    /// Sends the person on to `done.next`, with its notice.
    async fn go(&self, done: Done) -> Result<(), AppError>;
    /// For a form posted without scripts: keeps what was typed, and goes back to its page.
    async fn refuse(&self, form: &str, page: String, replay: Replay) -> Result<(), AppError>;
    /// Keeps what was typed until the same person has logged in again; false if nobody was.
    async fn keep(&self, form: &str, values: BTreeMap<String, String>) -> Result<bool, AppError>;
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
    /// Opening an online account.
    pub sign_up: Arc<dyn SignUpPort>,
    /// Second steps.
    pub second_step: Arc<dyn SecondStepPort>,
    /// The security of the own account.
    pub security: Arc<dyn SecurityPort>,
    /// Secure messages.
    pub messages: Arc<dyn MessagesPort>,
    /// Cases on paper.
    pub cases: Arc<dyn CasesPort>,
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
