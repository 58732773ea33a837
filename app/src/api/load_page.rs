//! The data of every page: each calls one port method.

use super::{PageOf, PlanPage};
use crate::AppError;
use crate::ports::{Backend, backend};
use crate::routes;
use crate::wire::*;
use domain::employer::EmployerForm;
use domain::invitation::LinkState;
use domain::plan::Section;
use domain::profile::ProfileForm;
use domain::questions::QuestionsForm;
use domain::reach::ReachForm;
use domain::sign_up::Step;
use std::any::Any;

/// A page's data.
pub struct Page {
    /// What stands around it.
    pub frame: Frame,
    /// What it is about: the view of that page, or why there is none; the frame is shown all the same.
    pub body: Result<Box<dyn Any + Send>, AppError>,
}

/// Loads a page.
pub async fn load_page(of: PageOf) -> Result<Page, AppError> {
    let b = &backend();
    match &of {
        PageOf::Plans(page) => plans(b, page.clone()).await,
        PageOf::Frame(_)
        | PageOf::Mailbox(_)
        | PageOf::Register
        | PageOf::Reset
        | PageOf::Copy
        | PageOf::Verify(_)
        | PageOf::Enrol
        | PageOf::FirstFactor
        | PageOf::ConfirmEmail
        | PageOf::NotMe
        | PageOf::Lost => entry(b, of).await,
        PageOf::Confirm | PageOf::ConfirmLink | PageOf::SignUp(_) => sign_up(b, of).await,
        PageOf::Attest
        | PageOf::Profile
        | PageOf::Employment
        | PageOf::Employer(_)
        | PageOf::EmployerForm(_)
        | PageOf::Validation
        | PageOf::Deadlines
        | PageOf::JobEnded(_)
        | PageOf::Inbox(_)
        | PageOf::Reach
        | PageOf::History(_)
        | PageOf::Receipt(_) => student(b, of).await,
        PageOf::Console
        | PageOf::Students(_)
        | PageOf::Record(_)
        | PageOf::BothSides
        | PageOf::Alerts(_)
        | PageOf::Numbers
        | PageOf::Review(..)
        | PageOf::Report(_)
        | PageOf::Audit(_) => console(b, of).await,
        PageOf::StudentAuthorization(..)
        | PageOf::NewStudentAuthorization(..)
        | PageOf::StudentEmployer(..)
        | PageOf::NewStudentEmployer(..)
        | PageOf::WithdrawEmployer(..)
        | PageOf::Imports
        | PageOf::Import(_)
        | PageOf::Batches
        | PageOf::Batch(_)
        | PageOf::Officials
        | PageOf::School
        | PageOf::Merge(_) => amend(b, of).await,
        PageOf::Account
        | PageOf::Security
        | PageOf::Holder
        | PageOf::OpenOnline
        | PageOf::Seen(_) => account(b, of).await,
        _ => messages(b, of).await,
    }
}

/// Pages of registration, login and recovery.
async fn entry(b: &Backend, of: PageOf) -> Result<Page, AppError> {
    match of {
        PageOf::Frame(form) => page(b, &form, Ok(())).await,
        PageOf::Mailbox(number) => page(b, "", b.front.mailbox(number).await).await,
        PageOf::Register => {
            let token = b.front.link(routes::REGISTER);
            let view = b.registration.invitation(&token).await;
            let form = match &view {
                Ok(RegisterView { joins, .. }) if joins.iter().any(|one| one.by_address) => {
                    JoinForm::NAME
                }
                Ok(RegisterView { person: Some(_), .. }) => CreateAccountForm::NAME,
                _ => IdentifyForm::NAME,
            };
            Ok(by_link(token, page(b, form, view).await?))
        }
        PageOf::Reset => {
            let token = b.front.link(routes::RESET);
            let view = b.recovery.reset_link(&token).await;
            Ok(by_link(token, page(b, ResetForm::NAME, view).await?))
        }
        PageOf::Copy => {
            let token = b.front.link(routes::COPY);
            let view = b.copies.copy(&token).await;
            let form = match &view {
                Ok(CopyView { link: LinkState::Open { .. }, .. }) => OpenCopyForm::NAME,
                _ => AskCopyForm::NAME,
            };
            Ok(by_link(token, page(b, form, view).await?))
        }
        PageOf::Verify(form) => page(b, &form, b.login.second_step().await).await,
        PageOf::Enrol => page(b, EnrolCodeForm::NAME, b.enrolment.enrolling().await).await,
        PageOf::FirstFactor => page(b, AddFactorForm::NAME, b.enrolment.first_factor().await).await,
        PageOf::ConfirmEmail => {
            let token = b.front.link(routes::CONFIRM_EMAIL);
            let view = b.email.new_email(&token).await;
            Ok(by_link(token, page(b, "", view).await?))
        }
        PageOf::NotMe => {
            let token = b.front.link(routes::NOT_ME);
            let view = b.freeze.change(&token).await;
            Ok(by_link(token, page(b, "", view).await?))
        }
        PageOf::Lost => page(b, LostForm::NAME, b.login.lost().await).await,
        _ => Err(AppError::NotFound),
    }
}

/// Pages of the sign-up.
async fn sign_up(b: &Backend, of: PageOf) -> Result<Page, AppError> {
    match of {
        PageOf::Confirm => page(b, ConfirmForm::NAME, b.sign_up.waiting().await).await,
        PageOf::ConfirmLink => {
            let token = b.front.link(routes::CONFIRM);
            let view = b.sign_up.link(&token).await;
            Ok(by_link(token, page(b, "", view).await?))
        }
        PageOf::SignUp(step) => {
            let form = match step {
                Step::Password => SignUpPasswordForm::NAME,
                Step::SecondStep => ChooseForm::NAME,
                Step::Verify => EnrolCodeForm::NAME,
                Step::BackupCode => "",
                Step::Questions => QuestionsForm::NAME,
                Step::AccountType => AccountTypeForm::NAME,
            };
            page(b, form, b.sign_up.step(step).await).await
        }
        _ => Err(AppError::NotFound),
    }
}

/// Pages of a student.
async fn student(b: &Backend, of: PageOf) -> Result<Page, AppError> {
    match of {
        PageOf::Attest => page(b, AttestForm::NAME, b.student.attestation().await).await,
        PageOf::Profile => page(b, ProfileForm::NAME, b.student.profile().await).await,
        PageOf::Employment => page(b, "", b.student.employment().await).await,
        PageOf::Employer(id) => page(b, "", b.student.employer(&id).await).await,
        PageOf::EmployerForm(id) => {
            let about = id.clone().unwrap_or_default();
            let view = b.student.employer_form(id).await;
            page_of(b, EmployerForm::NAME, Some(("id", &about)), view).await
        }
        PageOf::JobEnded(id) => {
            let about = Some(("id", id.as_str()));
            page_of(b, JobEndedForm::NAME, about, b.student.job(&id).await).await
        }
        PageOf::Deadlines => page(b, "", b.student.deadlines().await).await,
        PageOf::Validation => page(b, ValidateForm::NAME, b.student.validation().await).await,
        PageOf::Inbox(number) => page(b, "", b.student.inbox(number).await).await,
        PageOf::Reach => page(b, ReachForm::NAME, b.student.reach().await).await,
        PageOf::History(filter) => page(b, "", b.student.history(filter).await).await,
        PageOf::Receipt(id) => {
            let about = Some(("id", id.as_str()));
            page_of(b, AnswerReportForm::NAME, about, b.student.receipt(&id).await).await
        }
        _ => Err(AppError::NotFound),
    }
}

/// Training plans.
async fn plans(b: &Backend, of: PlanPage) -> Result<Page, AppError> {
    match of {
        PlanPage::All => page(b, "", b.plans.plans().await).await,
        PlanPage::One(id) => {
            let about = Some(("id", id.as_str()));
            page_of(b, SignPlanForm::NAME, about, b.plans.plan(&id).await).await
        }
        PlanPage::Section(id, section) => {
            let about = Some(("id", id.as_str()));
            page_of(b, PlanForm::NAME, about, b.plans.plan_section(&id, &section).await).await
        }
        PlanPage::Paper(id) => {
            let about = Some(("id", id.as_str()));
            page_of(b, PaperForm::NAME, about, b.plans.plan(&id).await).await
        }
        PlanPage::Evaluation(id, kind) => {
            let about = Some(("id", id.as_str()));
            let view = b.plans.plan_evaluation(&id, &kind).await;
            page_of(b, EvaluationForm::NAME, about, view).await
        }
        PlanPage::Employer => {
            let token = b.front.link(routes::EMPLOYER_PLAN);
            let view = b.plans.employer_plan(&token).await;
            let form = match &view {
                Ok(EmployerPlanView::Depart { .. }) => DepartureForm::NAME,
                _ => EmployerSignForm::NAME,
            };
            let over = matches!(view, Ok(EmployerPlanView::Gone | EmployerPlanView::Done));
            let mut page = page(b, form, view).await?;
            // What was sent back, or typed for a link that is over, is shown all the same.
            let others = [EmployerReturnForm::NAME, DepartureForm::NAME];
            for form in others.iter().take(if over { 2 } else { 1 }) {
                if page.frame.replay.is_none() {
                    page.frame.replay = b.front.frame(form, None).await?.replay;
                }
            }
            Ok(by_link(token, page))
        }
        PlanPage::EmployerSection(section) => {
            let path = Section::from_code(&section)
                .map_or(routes::EMPLOYER_PLAN, routes::employer_section);
            let token = b.front.link(path);
            let view = b.plans.employer_section(&token, &section).await;
            let id = view.as_ref().map(|view| view.id.clone()).unwrap_or_default();
            let about = (!id.is_empty()).then_some(("plan", id.as_str()));
            Ok(by_link(token, page_of(b, EmployerPlanForm::NAME, about, view).await?))
        }
        PlanPage::Record(student, plan) => {
            let view = b.amend.plan_employer(&student, &plan).await;
            page_of(b, CorrectEmployerForm::NAME, Some(("plan", &plan)), view).await
        }
        PlanPage::School(show, number) => {
            page(b, "", b.plans.school_plans(show, number).await).await
        }
        PlanPage::SchoolOne(id) => {
            let about = Some(("id", id.as_str()));
            page_of(b, DecidePlanForm::NAME, about, b.plans.school_plan(&id).await).await
        }
    }
}

/// Pages of a school's console.
async fn console(b: &Backend, of: PageOf) -> Result<Page, AppError> {
    match of {
        PageOf::Console => page(b, "", b.console.console().await).await,
        PageOf::Students(of) => page(b, SearchForm::NAME, b.console.students(of).await).await,
        PageOf::Record(id) => {
            let about = Some(("id", id.as_str()));
            page_of(b, ChangeEmailForm::NAME, about, b.console.record(&id).await).await
        }
        PageOf::Numbers => page(b, "", b.console.numbers().await).await,
        PageOf::Alerts(of) => page(b, "", b.console.alerts(&of).await).await,
        PageOf::BothSides => page(b, "", b.console.both_sides().await).await,
        PageOf::Review(show, number) => {
            page(b, AcceptManyForm::NAME, b.reviews.reviews(show, number).await).await
        }
        PageOf::Report(id) => {
            let about = Some(("id", id.as_str()));
            page_of(b, CheckForm::NAME, about, b.reviews.report(&id).await).await
        }
        PageOf::Audit(of) => page(b, "", b.console.audit(&of).await).await,
        _ => Err(AppError::NotFound),
    }
}

/// Pages on which a record is amended.
async fn amend(b: &Backend, of: PageOf) -> Result<Page, AppError> {
    match of {
        PageOf::StudentAuthorization(student, id) => {
            let view = b.amend.student_authorization(&student, &id).await;
            page_of(b, CorrectAuthorizationForm::NAME, Some(("id", &id)), view).await
        }
        PageOf::NewStudentAuthorization(student, plan) => {
            let view = b.amend.new_student_authorization(&student, &plan).await;
            page_of(b, CorrectAuthorizationForm::NAME, Some(("student", &student)), view).await
        }
        PageOf::StudentEmployer(student, id) => {
            let view = b.amend.student_employer(&student, &id).await;
            page_of(b, CorrectEmployerForm::NAME, Some(("id", &id)), view).await
        }
        PageOf::NewStudentEmployer(student, id) => {
            let view = b.amend.new_student_employer(&student, &id).await;
            page_of(b, CorrectEmployerForm::NAME, Some(("authorization", &id)), view).await
        }
        PageOf::WithdrawEmployer(student, id) => {
            let view = b.amend.withdrawal(&student, &id).await;
            page_of(b, WithdrawEmployerForm::NAME, Some(("id", &id)), view).await
        }
        PageOf::Imports => page(b, ImportForm::NAME, b.import.imports().await).await,
        PageOf::Import(id) => {
            let about = Some(("id", id.as_str()));
            page_of(b, ImportColumnsForm::NAME, about, b.import.import(&id).await).await
        }
        PageOf::Batches => page(b, AnswerForm::NAME, b.batches.batches().await).await,
        PageOf::Batch(id) => {
            let about = Some(("id", id.as_str()));
            page_of(b, DiscardBatchForm::NAME, about, b.batches.batch(&id).await).await
        }
        PageOf::Officials => page(b, InviteOfficialForm::NAME, b.school.officials().await).await,
        PageOf::School => page(b, SchoolForm::NAME, b.school.school().await).await,
        PageOf::Merge(student) => {
            let view = b.amend.mergeable(&student).await;
            page_of(b, MergeForm::NAME, Some(("student", &student)), view).await
        }
        _ => Err(AppError::NotFound),
    }
}

/// Pages of an account.
async fn account(b: &Backend, of: PageOf) -> Result<Page, AppError> {
    match of {
        PageOf::Account => page(b, ChangePasswordForm::NAME, b.password.account().await).await,
        PageOf::Security => page(b, AddFactorForm::NAME, b.security.security().await).await,
        PageOf::OpenOnline => page(b, OpenOnlineForm::NAME, b.security.online().await).await,
        PageOf::Holder => page(b, "", b.security.home().await).await,
        PageOf::Seen(number) => page(b, "", b.security.seen(number).await).await,
        _ => Err(AppError::NotFound),
    }
}

/// Pages of messages and cases.
async fn messages(b: &Backend, of: PageOf) -> Result<Page, AppError> {
    match of {
        PageOf::Messages => page(b, "", b.messages.messages().await).await,
        PageOf::NewMessage => {
            let about = Some(("thread", ""));
            page_of(b, MessageForm::NAME, about, b.messages.write().await).await
        }
        PageOf::Thread(id, number) => {
            let about = Some(("thread", id.as_str()));
            page_of(b, MessageForm::NAME, about, b.messages.thread(&id, number).await).await
        }
        PageOf::Queue(number) => page(b, "", b.messages.queue(number).await).await,
        PageOf::Cases => page(b, "", b.cases.cases().await).await,
        PageOf::Case(id) => page(b, "", b.cases.case(&id).await).await,
        PageOf::HelpCases => page(b, FindCaseForm::NAME, b.help_cases.help_cases().await).await,
        PageOf::NewCase => {
            page_of(b, CaseForm::NAME, Some(("id", "")), b.help_cases.new_case().await).await
        }
        PageOf::HelpCase(id) => {
            let about = Some(("id", id.as_str()));
            page_of(b, CaseForm::NAME, about, b.help_cases.help_case(&id).await).await
        }
        _ => Err(AppError::NotFound),
    }
}

/// The page of a mailed link, whose forms carry its token.
fn by_link(token: String, page: Page) -> Page {
    Page { frame: Frame { link: token, ..page.frame }, ..page }
}

/// Puts the frame around a page's body. The form named here is the one that may be shown again.
async fn page<T: Any + Send>(
    backend: &Backend,
    form: &str,
    body: Result<T, AppError>,
) -> Result<Page, AppError> {
    page_of(backend, form, None, body).await
}

/// The same for a form that belongs to one thing: a field of it and its value say which.
async fn page_of<T: Any + Send>(
    backend: &Backend,
    form: &str,
    about: Option<(&str, &str)>,
    body: Result<T, AppError>,
) -> Result<Page, AppError> {
    let body = match body {
        Ok(body) => Ok(Box::new(body) as Box<dyn Any + Send>),
        Err(error) => {
            backend.reply.status(error.status());
            // What leads elsewhere needs no frame; the rest is shown within the person's own.
            if matches!(error.status(), 401 | 403) {
                return Err(error);
            }
            Err(error)
        }
    };
    Ok(Page { frame: backend.front.frame(form, about).await?, body })
}
