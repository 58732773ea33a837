//! Forgot password, and new passwords by a mailed link.

use super::super::copies;
use super::super::credentials::recoveries::{self, Request};
use super::super::credentials::reset_answers::{self, Asked};
use super::super::credentials::sends::{self, Sending};
use super::super::credentials::{clearing, factors, links, passwords};
use super::super::error::{ServiceError, fault};
use super::super::record::Record;
use super::super::visit::Desk;
use crate::clock::instant;
use crate::limits::Limit;
use crate::mail::letters::full_name;
use crate::scope::{Look, Work};
use crate::store::entity::{account, link, reset_answer, student};
use crate::store::{self, accounts, convert, security_events, students};
use app::ports::Done;
use app::wire::{ForgotForm, Form, Notice, ResetForm, ResetView};
use app::{AppError, routes};
use domain::account::Standing;
use domain::fault::Faults;
use domain::invitation::{LinkKind, LinkState};
use domain::login;
use domain::password::Context;
use domain::role::Role;
use domain::security_event::SecurityEvent;
use domain::send::Channel;
use domain::sevis_id::SevisId;
use domain::{FaultCode, questions};

const KINDS: &[LinkKind] = &[LinkKind::AccountReset, LinkKind::PasswordReset, LinkKind::Enrolment];

/// Notes the request; a job answers it, so that the page cannot tell who is known.
pub async fn forgot(desk: &Desk, form: &ForgotForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Recoveries).await?;
    let (email, sevis_id) = login::parse_forgot(&form.email, &form.sevis_id)?;
    let sevis_id = sevis_id.map(|id| id.to_string()).unwrap_or_default();
    recoveries::note(desk.work().await?, &Request::Password(email.key(), sevis_id)).await?;
    Ok(Done::saying(routes::LOGIN, Notice::RecoveryAsked))
}

/// The state of a password link. Reading it changes nothing.
pub async fn reset_link(look: &Look, token: &str) -> Result<ResetView, ServiceError> {
    let Some(row) = links::find(look, token, KINDS).await? else {
        return Ok(ResetView {
            link: LinkState::Unknown,
            asks_sevis_id: false,
            student: true,
            questions: Vec::new(),
            policy: look.config.policy,
        });
    };
    let account = owner(look, &row).await?;
    let asked = asked(look, &row, &account).await?;
    Ok(ResetView {
        link: convert::link(&row).state(look.now()),
        asks_sevis_id: row.kind == LinkKind::AccountReset,
        student: account.student_id.is_some(),
        questions: reset_answers::words(&asked),
        policy: look.config.policy_of(account.role.0),
    })
}

async fn owner(look: &Look, row: &link::Model) -> Result<account::Model, ServiceError> {
    let id = row.account_id.as_deref().unwrap_or_default();
    Ok(accounts::by_id(look.db(), id).await?.ok_or(AppError::NotFound)?)
}

/// The questions that a link asks. One that the school has ordered asks none: the school has looked who asks, and whoever has
/// forgotten the answers as well is let in by it. The two are those of the week in which the link was mailed, for as long as it lives.
async fn asked(
    look: &Look,
    row: &link::Model,
    account: &account::Model,
) -> Result<Vec<reset_answer::Model>, ServiceError> {
    if row.kind == LinkKind::AccountReset {
        return Ok(Vec::new());
    }
    let mailed = instant(row.created_at);
    Ok(reset_answers::asked_questions(look, account, Asked::Forgot, mailed).await?)
}

/// What a link asks for besides itself, before anything about the account is told or compared.
struct Proofs {
    row: link::Model,
    account: account::Model,
    context: Context,
    asked: Vec<reset_answer::Model>,
}

/// Sets a new password by a link. Until the link and what is asked besides it have proven
/// themselves, nothing about the account is told or compared.
pub async fn reset_password(desk: &Desk, form: &ResetForm) -> Result<Done, ServiceError> {
    let look = desk.look();
    let Some(row) = links::find_open(&look, &form.token, KINDS).await? else {
        return Ok(Done::to(form.page()));
    };
    let account = owner(&look, &row).await?;
    let context = passwords::context_of(&look, &account).await?;
    let asked = asked(&look, &row, &account).await?;
    let proofs = Proofs { row, account, context, asked };
    judge_alone(&look, form, &proofs)?;
    // Taken before anything is compared.
    let Some(left) = take_chance(desk.work().await?, form).await? else {
        return Ok(Done::to(form.page()));
    };
    let right = match are_right(desk, form, &proofs).await {
        Ok(right) => right,
        Err(error) => {
            // Nothing was compared: that costs no chance.
            give_back(desk.work().await?, form).await?;
            return Err(error);
        }
    };
    if !right {
        return wrong(form, left, !proofs.asked.is_empty());
    }
    if !give_back(desk.work().await?, form).await? {
        return Ok(Done::to(form.page()));
    }
    let account = &proofs.account;
    let policy = look.config.policy_of(account.role.0);
    let faults = passwords::judge(&policy, &form.password, &form.confirm, &proofs.context);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    passwords::refuse_repeated(&desk.portal, account, &form.password).await?;
    let hash = desk.portal.hasher.hash(form.password.clone()).await?;
    set_by_link(desk.work().await?, form, hash).await
}

/// Judges the form as far as it can be without the account; a slip of the pen costs no chance.
fn judge_alone(look: &Look, form: &ResetForm, proofs: &Proofs) -> Result<(), ServiceError> {
    let mut faults = Faults::default();
    if proofs.row.kind == LinkKind::AccountReset {
        faults.required("sevis_id", SevisId::parse(&form.sevis_id));
    }
    let answers = [("answer1", &form.answer1), ("answer2", &form.answer2)];
    for ((field, answer), _) in answers.iter().zip(&proofs.asked) {
        faults.required(field, domain::text::line(answer, questions::LONGEST));
    }
    let mut faults = faults.into_vec();
    let policy = look.config.policy_of(proofs.account.role.0);
    let blank = Context::default();
    faults.extend(passwords::judge(&policy, &form.password, &form.confirm, &blank));
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}

/// Compares what is asked besides the link.
async fn are_right(desk: &Desk, form: &ResetForm, proofs: &Proofs) -> Result<bool, ServiceError> {
    let same = proofs.row.kind != LinkKind::AccountReset
        || SevisId::parse(&form.sevis_id)
            .ok()
            .flatten()
            .is_some_and(|id| id.as_str() == proofs.context.sevis_id);
    let answers = [form.answer1.as_str(), form.answer2.as_str()];
    Ok(reset_answers::are_right(&desk.portal, &proofs.asked, &answers).await? && same)
}

async fn take_chance(work: Work, form: &ResetForm) -> Result<Option<u8>, ServiceError> {
    let left = links::take_chance(&work, &form.token, KINDS).await?;
    work.commit().await?;
    Ok(left)
}

async fn give_back(work: Work, form: &ResetForm) -> Result<bool, ServiceError> {
    let open = links::give_chance_back(&work, &form.token, KINDS).await?;
    work.commit().await?;
    Ok(open)
}

/// A wrong answer has cost one of three chances.
fn wrong(form: &ResetForm, left: u8, answers: bool) -> Result<Done, ServiceError> {
    match left {
        0 => Ok(Done::to(form.page())),
        _ if answers => Err(fault("answer1", FaultCode::WrongAnswers).into()),
        left => Err(fault("sevis_id", FaultCode::WrongSevisId { left }).into()),
    }
}

async fn set_by_link(work: Work, form: &ResetForm, hash: String) -> Result<Done, ServiceError> {
    // The account's row comes first, as everywhere.
    let whose = links::peek(&work, &form.token, KINDS).await?.and_then(|row| row.account_id);
    let account = accounts::lock(work.db(), &whose.unwrap_or_default()).await?;
    let row = links::find_open(&work, &form.token, KINDS).await?;
    let (Some(account), Some(row)) = (account, row) else {
        return Ok(Done::to(form.page()));
    };
    let by_school = row.kind == LinkKind::AccountReset;
    links::use_up(&work, row).await?;
    if by_school {
        // The school has looked who asks, and the mail and the SEVIS ID have proven the rest.
        clearing::remove_all(&work, &account).await?;
        // Nor are answers known that whoever was in may have chosen.
        store::reset_answers::replace(work.db(), &account.id, Vec::new()).await?;
    }
    let account = passwords::set(&work, account, hash).await?;
    work.commit().await?;
    tracing::info!(account = %account.id, "password set by link");
    Ok(Done::saying(routes::LOGIN, Notice::PasswordChanged))
}

/// Answers one request that a page has noted.
pub async fn answer(work: Work, request_id: &str) -> Result<(), ServiceError> {
    match recoveries::take(&work, request_id).await? {
        Some(Request::Password(email_key, sevis_id)) => {
            forgotten(&work, &email_key, &sevis_id).await?;
        }
        Some(Request::Copy { email_key, sevis_id }) => {
            copies::answer(&work, &email_key, &sevis_id).await?;
        }
        None => {}
    }
    Ok(work.commit().await?)
}

/// "Forgot password": a password link for who has an account, a fresh registration link for who has none, nothing
/// for anyone else.
async fn forgotten(work: &Work, email_key: &str, sevis_id: &str) -> Result<(), ServiceError> {
    let account = accounts::lock_by_email(work.db(), email_key).await?;
    let student = students::by_email(work.db(), email_key).await?;
    let student = student.filter(|student| student.sevis_id == sevis_id);
    // The login's address and the record's may part: either of them will do, and the link goes to
    // the login's.
    let own = match account.as_ref().and_then(|account| account.record()) {
        Some(id) => students::by_id(work.db(), id).await?,
        None => None,
    };
    let student = own.filter(|student| student.sevis_id == sevis_id).or(student);
    let account = match (account, &student) {
        (None, Some(student)) => accounts::lock_by_student(work.db(), &student.id).await?,
        (account, _) => account,
    };
    mail_link(work, account, student, sevis_id.is_empty()).await
}

#[expect(clippy::collapsible_match, reason = "a guard cannot await")]
async fn mail_link(
    work: &Work,
    account: Option<account::Model>,
    student: Option<student::Model>,
    without_id: bool,
) -> Result<(), ServiceError> {
    if let Some(account) = &account
        && is_shut(work, account).await?
    {
        return Ok(());
    }
    match (account, student) {
        (Some(account), _) if account.standing == Standing::Closed => {}
        (Some(account), Some(student)) if account.student_id.as_ref() == Some(&student.id) => {
            if may_mail_again(work, &account).await? {
                links::password_reset_again(work, &account, &full_name(&student)).await?;
            }
        }
        (Some(account), Some(student))
            if account.joined_student_id.as_ref() == Some(&student.id) =>
        {
            if may_mail_again(work, &account).await? {
                links::password_reset_again(work, &account, &full_name(&student)).await?;
            }
        }
        // Of a record beside an online account that it can join.
        (Some(account), Some(student)) if account.role.is_online() => {
            if may_mail(work, &account.email).await?
                && let Some(record) = Record::load(work, &student.id).await?
            {
                links::invite(work, &record).await?;
            }
        }
        (Some(account), None) if account.student_id.is_none() && without_id => {
            if may_mail_again(work, &account).await? {
                let name = if account.name.is_empty() { &account.email } else { &account.name };
                links::password_reset_again(work, &account, name).await?;
            }
        }
        (None, Some(student)) => {
            let to = student.email.as_deref().unwrap_or_default();
            if may_mail(work, to).await?
                && let Some(record) = Record::load(work, &student.id).await?
            {
                links::invite(work, &record).await?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// The same to somebody with an account. Where strangers have used up what goes to one person, each link that was used earns
/// another one: its owner is the one who has read it.
async fn may_mail_again(work: &Work, account: &account::Model) -> Result<bool, ServiceError> {
    Ok(may_mail(work, &account.email).await? || links::was_used(work, account).await?)
}

/// True for a frozen account of a role that needs a second step, and has none: an email alone opens it no more than the freeze did.
async fn is_shut(work: &Work, account: &account::Model) -> Result<bool, ServiceError> {
    let role = account.role.0;
    if !role.needs_factor() || role == Role::SigningUp || account.password_hash.is_some() {
        return Ok(false);
    }
    let event = SecurityEvent::Frozen;
    let frozen = security_events::count_since(work.db(), &account.id, event, 0).await? > 0;
    Ok(frozen && !factors::enough(role, &factors::confirmed(work, &account.id).await?))
}

/// Only so many mails go to one person within an hour. Whoever asks for too many keeps nobody out:
/// the link in the last one still works.
async fn may_mail(work: &Work, to: &str) -> Result<bool, ServiceError> {
    let sending =
        Sending { channel: Channel::Recovery, to, account: None, from: None, known: false };
    Ok(sends::reserve(work, sending).await?.is_ok())
}
