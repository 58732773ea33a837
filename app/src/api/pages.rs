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
    /// Own and clients' cases.
    Cases,
    /// One of them.
    Case(String),
    /// The help team's cases.
    DeskCases,
    /// A case to be written down.
    NewCase,
    /// A case as the help team sees it.
    DeskCase(String),
}

/// Loads a page.
#[server(prefix = "/api", endpoint = "page", input = Json)]
pub async fn load_page(of: PageOf) -> Result<Page, AppError> {
    let backend = backend();
    let Backend {
        visitor, student, console, sign_up, second_step, security, messages, cases, ..
    } = &backend;
    match of {
        PageOf::Frame(form) => page(&backend, &form, Ok(())).await,
        PageOf::Mailbox(number) => page(&backend, "", visitor.mailbox(number).await).await,
        PageOf::Register(token) => {
            let view = visitor.invitation(&token).await;
            let form = match &view {
                Ok(RegisterView { person: Some(_), .. }) => CreateAccountForm::NAME,
                _ => IdentifyForm::NAME,
            };
            page(&backend, form, view).await
        }
        PageOf::Reset(token) => {
            page(&backend, ResetForm::NAME, visitor.reset_link(&token).await).await
        }
        PageOf::Attest => page(&backend, AttestForm::NAME, student.attestation().await).await,
        PageOf::Account => page(&backend, ChangePasswordForm::NAME, student.account().await).await,
        PageOf::Profile => page(&backend, ProfileForm::NAME, student.profile().await).await,
        PageOf::Employment => page(&backend, "", student.employment().await).await,
        PageOf::Employer(id) => page(&backend, "", student.employer(&id).await).await,
        PageOf::EmployerForm(id) => {
            let about = id.clone().unwrap_or_default();
            let view = student.employer_form(id).await;
            page_of(&backend, EmployerForm::NAME, Some(("id", &about)), view).await
        }
        PageOf::History(filter) => page(&backend, "", student.history(filter).await).await,
        PageOf::Receipt(id) => page(&backend, "", student.receipt(&id).await).await,
        PageOf::Console => page(&backend, "", console.home().await).await,
        PageOf::Students(number) => {
            page(&backend, SearchForm::NAME, console.students(number).await).await
        }
        PageOf::Record(id) => {
            let about = Some(("id", id.as_str()));
            page_of(&backend, ChangeEmailForm::NAME, about, console.record(&id).await).await
        }
        PageOf::Review(number) => page(&backend, "", console.review(number).await).await,
        PageOf::Confirm => page(&backend, ConfirmForm::NAME, sign_up.waiting().await).await,
        PageOf::ConfirmLink(token) => page(&backend, "", sign_up.link(&token).await).await,
        PageOf::SignUp(step) => {
            let form = match step {
                Step::Password => SignUpPasswordForm::NAME,
                Step::SecondStep => ChooseForm::NAME,
                Step::Verify => EnrolCodeForm::NAME,
                Step::BackupCode => "",
                Step::Questions => QuestionsForm::NAME,
                Step::AccountType => AccountTypeForm::NAME,
            };
            page(&backend, form, sign_up.step(step).await).await
        }
        PageOf::Verify(form) => page(&backend, &form, second_step.view().await).await,
        PageOf::Enrol => page(&backend, EnrolCodeForm::NAME, second_step.enrolling().await).await,
        PageOf::FirstFactor => page(&backend, AddFactorForm::NAME, second_step.first().await).await,
        PageOf::Security => page(&backend, AddFactorForm::NAME, security.view().await).await,
        PageOf::ConfirmEmail(token) => page(&backend, "", security.new_email(&token).await).await,
        PageOf::NotMe(token) => page(&backend, "", security.change(&token).await).await,
        PageOf::Holder => page(&backend, "", security.home().await).await,
        PageOf::Lost => page(&backend, LostForm::NAME, second_step.lost().await).await,
        PageOf::Messages => page(&backend, "", messages.list().await).await,
        PageOf::NewMessage => {
            let about = Some(("thread", ""));
            page_of(&backend, MessageForm::NAME, about, messages.write().await).await
        }
        PageOf::Thread(id) => {
            let about = Some(("thread", id.as_str()));
            page_of(&backend, MessageForm::NAME, about, messages.thread(&id).await).await
        }
        PageOf::Queue(number) => page(&backend, "", messages.queue(number).await).await,
        PageOf::Cases => page(&backend, "", cases.list().await).await,
        PageOf::Case(id) => page(&backend, "", cases.case(&id).await).await,
        PageOf::DeskCases => page(&backend, FindCaseForm::NAME, cases.desk().await).await,
        PageOf::NewCase => {
            page_of(&backend, CaseForm::NAME, Some(("id", "")), cases.new_case().await).await
        }
        PageOf::DeskCase(id) => {
            let about = Some(("id", id.as_str()));
            page_of(&backend, CaseForm::NAME, about, cases.desk_case(&id).await).await
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
    Ok(Page { frame: backend.visitor.frame(form, about).await?, body, error })
}
