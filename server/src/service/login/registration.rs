//! Registration: SEVIS ID (three chances for an invitation in all), then password.

use super::super::credentials::standing;
use super::super::credentials::{links, passwords};
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note};
use super::super::visit::{self, Desk, Visit};
use super::{KINDS, joining, same_person};
use crate::mail::{letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::entity::{account, link};
use crate::store::{accounts, convert};
use app::ports::Done;
use app::wire::{CreateAccountForm, Form, Greeting, IdentifyForm, Notice, RegisterView};
use app::{AppError, routes};
use domain::FaultCode;
use domain::email::Email;
use domain::history::Event;
use domain::invitation::LinkState;
use domain::role::Role;
use domain::sevis_id::SevisId;

/// The state of an invitation. Reading it changes nothing.
pub async fn invitation(
    look: &Look,
    visit: &Visit,
    token: &str,
) -> Result<RegisterView, ServiceError> {
    let Some(row) = links::find(look, token, KINDS).await? else {
        return Ok(RegisterView { link: LinkState::Unknown, person: None, joins: Vec::new() });
    };
    let link = convert::link(&row).state(look.now());
    let id = row.student_id.as_deref().unwrap_or_default();
    let record = match link {
        LinkState::Open { .. } if visit.has_identified(&row.id).await => {
            Record::load(look, id).await?
        }
        _ => None,
    };
    let Some(record) = record else {
        return Ok(RegisterView { link, person: None, joins: Vec::new() });
    };
    let joins = joining::choices(look, visit, &record.student).await?;
    Ok(RegisterView { link, person: Some(greet(look, &record)), joins })
}

async fn greeting<C: Connection>(
    s: &Scope<C>,
    row: &link::Model,
) -> Result<Option<Greeting>, ServiceError> {
    let record = Record::load(s, row.student_id.as_deref().unwrap_or_default()).await?;
    Ok(record.map(|record| greet(s, &record)))
}

fn greet<C: Connection>(s: &Scope<C>, record: &Record) -> Greeting {
    let (name, email) = (record.person().name(), record.person().email);
    let (student, school) = (Some(&record.student), &record.school.name);
    let context = passwords::context(&email, &name, student, school);
    Greeting { context, policy: s.config.policy, name, email }
}

/// The SEVIS ID step.
pub async fn identify(desk: &Desk, form: &IdentifyForm) -> Result<Done, ServiceError> {
    // A slip of the pen is told without costing a chance: only a well-formed ID is a try.
    let typed = SevisId::required(&form.sevis_id).map_err(|code| fault("sevis_id", code))?;
    try_id(desk.work().await?, &desk.visit, form, &typed).await
}

async fn try_id(
    work: Work,
    visit: &Visit,
    form: &IdentifyForm,
    typed: &SevisId,
) -> Result<Done, ServiceError> {
    let Some(row) = links::find_open(&work, &form.token, KINDS).await? else {
        // The page says what the link is good for now.
        return Ok(Done::to(form.page()));
    };
    let student = row.student_id.clone().unwrap_or_default();
    let record = Record::load(&work, &student).await?.ok_or(AppError::NotFound)?;
    if record.student.sevis_id == typed.as_str() {
        visit.session.lock().await.data.identified = Some(row.id);
        visit::store(&work, visit).await?;
        work.commit().await?;
        return Ok(Done::to(form.page()));
    }
    let left = links::count_wrong_id(&work, row).await?;
    if left == 0 {
        note(&work, &student, Line::by_system(Event::AccountLocked)).await?;
    }
    work.commit().await?;
    match left {
        0 => Ok(Done::to(form.page())),
        left => Err(fault("sevis_id", FaultCode::WrongSevisId { left }).into()),
    }
}

/// The password step.
pub async fn create_account(desk: &Desk, form: &CreateAccountForm) -> Result<Done, ServiceError> {
    let look = desk.look();
    let Some(row) = links::find(&look, &form.token, KINDS).await? else {
        return Ok(Done::to(form.page()));
    };
    if !desk.visit.has_identified(&row.id).await {
        return Ok(Done::to(form.page()));
    }
    let Some(person) = greeting(&look, &row).await? else {
        return Ok(Done::to(form.page()));
    };
    let policy = &look.config.policy;
    let faults = passwords::judge(policy, &form.password, &form.confirm, &person.context);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let hash = desk.portal.hasher.hash(form.password.clone()).await?;
    register(desk.work().await?, form, hash).await
}

async fn register(
    work: Work,
    form: &CreateAccountForm,
    hash: String,
) -> Result<Done, ServiceError> {
    let whose = links::peek(&work, &form.token, KINDS).await?.and_then(|row| row.student_id);
    let student_id = whose.unwrap_or_default();
    let peeked = Record::load(&work, &student_id).await?;
    let key = peeked.and_then(|record| record.student.email_key).unwrap_or_default();
    // Accounts before records, as everywhere.
    let there = accounts::lock_by_email(work.db(), &key).await?;
    let record = Record::lock(&work, &student_id).await?;
    let row = links::find_open(&work, &form.token, KINDS).await?;
    let (Some(record), Some(row)) = (record, row) else {
        return Ok(Done::to(form.page()));
    };
    let email =
        record.student.email.as_deref().and_then(|email| Email::parse(email).ok().flatten());
    let email = email.ok_or(AppError::NotFound)?;
    if key != email.key() {
        // Changed while the form was under way: its page says how it is now.
        return Ok(Done::to(form.page()));
    }
    let account = match there {
        None => open(&work, &record, &email, &hash).await?,
        Some(there) => {
            let code = match there.role.is_online() {
                true => FaultCode::EmailOpensOnline,
                false => FaultCode::EmailTaken,
            };
            let taken = same_person::take_over(&work, there, &record, &hash).await?;
            taken.ok_or_else(|| fault("password", code))?
        }
    };
    links::use_up(&work, row).await?;
    passwords::remember(&work, &account.id, &hash).await?;
    let who = record.person().name();
    note(&work, &student_id, Line::by_student(Event::AccountCreated, &who)).await?;
    let login = work.url(routes::LOGIN);
    queue(&work, letters::account_created(&record.student, login)).await?;
    work.commit().await?;
    tracing::info!(account = %account.id, "account created");
    Ok(Done::saying(routes::LOGIN, Notice::AccountCreated))
}

/// A portal account of its own.
async fn open(
    work: &Work,
    record: &Record,
    email: &Email,
    hash: &str,
) -> Result<account::Model, ServiceError> {
    let account = account::Model {
        student_id: Some(record.student.id.clone()),
        school_id: Some(record.student.school_id.clone()),
        password_hash: Some(hash.to_owned()),
        ..standing::new(Role::Student, email, work.at())
    };
    accounts::insert(work.db(), account.clone()).await?;
    Ok(account)
}
