//! The data of every page, behind one server function: each page calls one port method.

use crate::AppError;
use crate::ports::{Backend, backend};
use crate::wire::*;
use domain::employer::EmployerForm;
use domain::profile::ProfileForm;
use domain::questions::QuestionsForm;
use domain::sign_up::Step;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// A page that wants its data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PageOf {
    /// Nothing but its frame; the form of this name may be shown again.
    Frame(String),
    /// The demo's mailbox, from page 1.
    Mailbox(u32),
    /// Registration by this token.
    Register(String),
    /// A new password by this token.
    Reset(String),
    /// The attestation.
    Attest,
    /// The account.
    Account,
    /// The profile.
    Profile,
    /// Authorizations, employers, count.
    Employment,
    /// One employer.
    Employer(String),
    /// The form of an employer, or of a new one.
    EmployerForm(Option<String>),
    /// The history.
    History(HistoryFilter),
    /// A receipt.
    Receipt(String),
    /// The console's first page.
    Console,
    /// The students found, from page 1.
    Students(u32),
    /// One student's record.
    Record(String),
    /// Reports to check, from page 1.
    Review(u32),
    /// The sign-up's page after the e-mail was typed.
    Confirm,
    /// A confirmation link.
    ConfirmLink(String),
    /// A step of the sign-up.
    SignUp(Step),
    /// The second step of a login.
    Verify(String),
    /// The second step that is being added.
    Enrol,
    /// The first second step of an account that needs one.
    FirstFactor,
    /// The security page.
    Security,
    /// A mailed link to a new e-mail.
    ConfirmEmail(String),
    /// A mailed "this was not me".
    NotMe(String),
    /// Where online accounts begin.
    Holder,
    /// What opens an account whose second steps are lost.
    Lost,
    /// The holder's conversations.
    Messages,
    /// A new message.
    NewMessage,
    /// One conversation.
    Thread(String),
    /// The help team's conversations, from page 1.
    Queue(u32),
    /// Own and clients' b.cases.
    Cases,
    /// One of them.
    Case(String),
    /// The help team's b.cases.
    HelpCases,
    /// A case to be written down.
    NewCase,
    /// A case as the help team sees it.
    HelpCase(String),
}

/// Loads a page.
#[server(prefix = "/api", endpoint = "page", input = Json)]
pub async fn load_page(of: PageOf) -> Result<Page, AppError> {
    let backend = backend();
    let b = &backend;
    match of {
        PageOf::Frame(form) => page(&backend, &form, Ok(())).await,
        PageOf::Mailbox(number) => page(&backend, "", b.front.mailbox(number).await).await,
        PageOf::Register(token) => {
            let view = b.registration.invitation(&token).await;
            let form = match &view {
                Ok(RegisterView { person: Some(_), .. }) => CreateAccountForm::NAME,
                _ => IdentifyForm::NAME,
            };
            page(&backend, form, view).await
        }
        PageOf::Reset(token) => {
            page(&backend, ResetForm::NAME, b.recovery.reset_link(&token).await).await
        }
        PageOf::Attest => page(&backend, AttestForm::NAME, b.student.attestation().await).await,
        PageOf::Account => {
            page(&backend, ChangePasswordForm::NAME, b.password.account().await).await
        }
        PageOf::Profile => page(&backend, ProfileForm::NAME, b.student.profile().await).await,
        PageOf::Employment => page(&backend, "", b.student.employment().await).await,
        PageOf::Employer(id) => page(&backend, "", b.student.employer(&id).await).await,
        PageOf::EmployerForm(id) => {
            let about = id.clone().unwrap_or_default();
            let view = b.student.employer_form(id).await;
            page_of(&backend, EmployerForm::NAME, Some(("id", &about)), view).await
        }
        PageOf::History(filter) => page(&backend, "", b.student.history(filter).await).await,
        PageOf::Receipt(id) => page(&backend, "", b.student.receipt(&id).await).await,
        PageOf::Console => page(&backend, "", b.console.console().await).await,
        PageOf::Students(number) => {
            page(&backend, SearchForm::NAME, b.console.students(number).await).await
        }
        PageOf::Record(id) => {
            let about = Some(("id", id.as_str()));
            page_of(&backend, ChangeEmailForm::NAME, about, b.console.record(&id).await).await
        }
        PageOf::Review(number) => page(&backend, "", b.console.review(number).await).await,
        PageOf::Confirm => page(&backend, ConfirmForm::NAME, b.sign_up.waiting().await).await,
        PageOf::ConfirmLink(token) => page(&backend, "", b.sign_up.link(&token).await).await,
        PageOf::SignUp(step) => {
            let form = match step {
                Step::Password => SignUpPasswordForm::NAME,
                Step::SecondStep => ChooseForm::NAME,
                Step::Verify => EnrolCodeForm::NAME,
                Step::BackupCode => "",
                Step::Questions => QuestionsForm::NAME,
                Step::AccountType => AccountTypeForm::NAME,
            };
            page(&backend, form, b.sign_up.step(step).await).await
        }
        PageOf::Verify(form) => page(&backend, &form, b.login.second_step().await).await,
        PageOf::Enrol => page(&backend, EnrolCodeForm::NAME, b.enrolment.enrolling().await).await,
        PageOf::FirstFactor => {
            page(&backend, AddFactorForm::NAME, b.enrolment.first_factor().await).await
        }
        PageOf::Security => page(&backend, AddFactorForm::NAME, b.security.security().await).await,
        PageOf::ConfirmEmail(token) => page(&backend, "", b.email.new_email(&token).await).await,
        PageOf::NotMe(token) => page(&backend, "", b.freeze.change(&token).await).await,
        PageOf::Holder => page(&backend, "", b.security.home().await).await,
        PageOf::Lost => page(&backend, LostForm::NAME, b.login.lost().await).await,
        PageOf::Messages => page(&backend, "", b.messages.messages().await).await,
        PageOf::NewMessage => {
            let about = Some(("thread", ""));
            page_of(&backend, MessageForm::NAME, about, b.messages.write().await).await
        }
        PageOf::Thread(id) => {
            let about = Some(("thread", id.as_str()));
            page_of(&backend, MessageForm::NAME, about, b.messages.thread(&id).await).await
        }
        PageOf::Queue(number) => page(&backend, "", b.messages.queue(number).await).await,
        PageOf::Cases => page(&backend, "", b.cases.cases().await).await,
        PageOf::Case(id) => page(&backend, "", b.cases.case(&id).await).await,
        PageOf::HelpCases => {
            page(&backend, FindCaseForm::NAME, b.help_cases.help_cases().await).await
        }
        PageOf::NewCase => {
            page_of(&backend, CaseForm::NAME, Some(("id", "")), b.help_cases.new_case().await).await
        }
        PageOf::HelpCase(id) => {
            let about = Some(("id", id.as_str()));
            page_of(&backend, CaseForm::NAME, about, b.help_cases.help_case(&id).await).await
        }
    }
}

/// Puts the frame around a page's body. The form named here is the one that may be shown again.
async fn page<T: Serialize>(
    backend: &Backend,
    form: &str,
    body: Result<T, AppError>,
) -> Result<Page, AppError> {
    page_of(backend, form, None, body).await
}

/// The same for a form that belongs to one thing: a field of it and its value say which.
async fn page_of<T: Serialize>(
    backend: &Backend,
    form: &str,
    about: Option<(&str, &str)>,
    body: Result<T, AppError>,
) -> Result<Page, AppError> {
    let (body, error) = match body {
        Ok(body) => {
            (serde_json::to_value(body).map_err(|_| AppError::Internal("json".into()))?, None)
        }
        Err(error) => {
            backend.reply.status(error.status());
            // What leads elsewhere needs no frame; the rest is shown within the person's own.
            if matches!(error.status(), 401 | 403) {
                return Err(error);
            }
            (serde_json::Value::Null, Some(error))
        }
    };
    Ok(Page { frame: backend.front.frame(form, about).await?, body, error })
}
