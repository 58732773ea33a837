//! A student's email, changed by the school: the account locks, a temporary password goes to the
//! new address and a notice to the old one; without an account the invitation goes to the new one.

use super::super::audit::{self, Entry};
use super::super::credentials::links as mailed_links;
use super::super::credentials::{address, clearing, events, sends, standing};
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note, tell_sevis};
use super::super::visit::{Desk, Visit, guards};
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::secret::temporary_password;
use crate::sevis::payload;
use crate::store::entity::{account, student};
use crate::store::links::{self, Whose};
use crate::store::search::search_text;
use crate::store::{accounts, credential_changes, push_devices, students};
use app::ports::Done;
use app::wire::{ChangeEmailForm, Notice};
use app::{AppError, routes};
use domain::FaultCode;
use domain::account::{Event, Standing};
use domain::audit::{AuditAct, Subject};
use domain::email::Email;
use domain::fault::Faults;
use domain::history::{Event as Happened, Snapshot};
use domain::security_event::SecurityEvent;

/// A temporary password and its hash, made before any transaction is open.
pub struct Temporary {
    /// As it is mailed.
    pub password: String,
    /// As it is stored.
    pub hash: String,
}

/// Changes the email, which locks the account.
pub async fn change(desk: &Desk, form: &ChangeEmailForm) -> Result<Done, ServiceError> {
    guards::official(&desk.look(), &desk.visit).await?;
    let mut faults = Faults::default();
    let Some(email) = faults.required("email", Email::parse(&form.email)) else {
        return Err(faults.into_vec().into());
    };
    let password = temporary_password();
    let hash = desk.portal.hasher.hash(password.clone()).await?;
    let temporary = Temporary { password, hash };
    set(desk.work().await?, &desk.visit, &form.id, &email, temporary).await
}

async fn set(
    work: Work,
    visit: &Visit,
    id: &str,
    email: &Email,
    temporary: Temporary,
) -> Result<Done, ServiceError> {
    let (official, record) = guards::administered_fresh(&work, visit, id).await?;
    let student = &record.student;
    if student.email.as_deref() == Some(email.as_str()) {
        return Err(fault("email", FaultCode::Unchanged).into());
    }
    let key = email.key();
    if students::email_is_taken(work.db(), &key, &student.id).await?
        || is_kept_from(&work, &key, student).await?
    {
        return Err(fault("email", FaultCode::EmailTaken).into());
    }
    let same_mailbox = student.email_key.as_ref() == Some(&key);
    if !same_mailbox {
        sends::by_official(&work, visit.address, &official, email.as_str()).await?;
    }
    write(&work, student, email).await?;
    let old = student.email.clone().unwrap_or_default();
    let changes = Snapshot::new()
        .with("Email", &*old)
        .changes_to(&Snapshot::new().with("Email", email.as_str()));
    let line = Line::by_official(Happened::EmailChanged, &official.name).with(&changes);
    note(&work, &student.id, line).await?;
    tell_sevis(&work, &record, payload::email(email.as_str())).await?;
    // The same mailbox spelled otherwise takes no login away.
    let registered = !same_mailbox
        && follow_email_change(&work, Some(old.clone()), &student.id, temporary).await?;
    let subjects = vec![Subject::Student(student.id.clone())];
    let entry = Entry::of(&official, AuditAct::EmailChanged, subjects);
    audit::write(&work, entry.changed(old, email.as_str())).await?;
    work.commit().await?;
    let notice = match (registered, same_mailbox) {
        (true, _) => Notice::EmailChanged,
        (false, true) => Notice::EmailSpelled,
        (false, false) => Notice::EmailSaved,
    };
    Ok(Done::saying(routes::student(id), notice))
}

/// True for an address whose account keeps this student from having it: of an official or another
/// student; and any, where the student has a portal account, which takes its login along. A student
/// without one joins an online account by the invitation.
async fn is_kept_from(
    work: &Work,
    key: &str,
    student: &student::Model,
) -> Result<bool, ServiceError> {
    let Some(other) = accounts::by_email(work.db(), key).await? else {
        return Ok(false);
    };
    let own = other.student_id.as_ref() == Some(&student.id);
    let registered = accounts::by_student(work.db(), &student.id).await?.is_some();
    Ok(!own && (registered || !other.role.is_online()))
}

async fn write(work: &Work, row: &student::Model, email: &Email) -> Result<(), ServiceError> {
    let row = student::Model {
        email: Some(email.as_str().to_owned()),
        email_key: Some(email.key()),
        search: search_text(&row.given_name, &row.surname, &row.sevis_id, email.as_str()),
        version: row.version + 1,
        updated_at: work.at(),
        ..row.clone()
    };
    Ok(students::update(work.db(), row).await?)
}

/// A record whose address the school changes leaves the online account that it had joined: who has the
/// new mailbox and the SEVIS ID joins it again. The online account stays as it is, and is told.
async fn part(work: &Work, record: &Record) -> Result<(), ServiceError> {
    let Some(account) = accounts::lock_joined(work.db(), &record.student.id).await? else {
        return Ok(());
    };
    let account = account::Model { joined_student_id: None, ..account };
    accounts::update(work.db(), account.clone()).await?;
    push_devices::forget_all(work.db(), &account.id).await?;
    note(work, &record.student.id, Line::by_system(Happened::AccountParted)).await?;
    events::note(work, &account.id, SecurityEvent::RecordParted, &record.school.name).await?;
    let letter = letters::record_parted(account.email.clone(), &account.id, &record.school.name);
    Ok(queue(work, letter).await?)
}

/// What follows from an email that was changed on the record, by an official or an import. True if
/// the student has an account.
pub async fn follow_email_change(
    work: &Work,
    old: Option<String>,
    student_id: &str,
    temporary: Temporary,
) -> Result<bool, ServiceError> {
    let account = accounts::lock_by_student(work.db(), student_id).await?;
    let record = Record::load(work, student_id).await?.ok_or(AppError::NotFound)?;
    let student = &record.student;
    // A link mailed to the old address must not open the account any more.
    links::replace_all(work.db(), Whose::Student(&student.id)).await?;
    work.ring(|bells| &bells.jobs);
    let Some(account) = account else {
        part(work, &record).await?;
        mailed_links::invite(work, &record).await?;
        return Ok(false);
    };
    let account = standing::apply(work, account, Event::EmailChanged).await?;
    let closed = account.standing == Standing::Closed;
    let account = account::Model { password_hash: Some(temporary.hash), ..account };
    let email = student.email.as_deref().and_then(|email| Email::parse(email).ok().flatten());
    let email = email.ok_or_else(|| ServiceError::Internal("email: none on record".into()))?;
    let account = address::set(work, account, &email).await?;
    // A passkey opens the account by itself: whoever had the old mailbox may have added it.
    clearing::remove_passkeys(work, &account.id).await?;
    // What was mailed to the old mailbox undoes nothing any more.
    credential_changes::close_all(work.db(), &account.id, work.at()).await?;
    if !closed {
        let login = work.url(routes::LOGIN);
        queue(work, letters::temporary_password(student, &temporary.password, login)).await?;
        if let Some(old) = old.filter(|old| !old.is_empty()) {
            queue(work, letters::email_changed(student, old)).await?;
        }
    }
    Ok(true)
}
