//! One person, one login: an invitation joins a student's record to an online account. It takes the
//! mailbox, which the mailed link proves, and the SEVIS ID; an import alone captures nobody's account.

use super::super::credentials::before::Before;
use super::super::credentials::{events, links};
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note, same_person};
use super::super::visit::{Visit, guards};
use super::KINDS;
use super::same_person::succeed;
use crate::mail::{letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::entity::{account, student};
use crate::store::{accounts, students};
use app::ports::Done;
use app::routes;
use app::wire::{Form, JoinChoice, JoinForm, Notice};
use domain::FaultCode;
use domain::account::Standing;
use domain::history::Event;
use domain::role::Role;
use domain::security_event::SecurityEvent;

/// The account with the address of the mailed link.
const BY_ADDRESS: &str = "address";
/// The online account that is logged in at this browser.
const HERE: &str = "here";

/// True for a complete online account that is open, and is no student's yet.
fn can_join(account: &account::Model) -> bool {
    matches!(account.role.0, Role::Applicant | Role::Representative)
        && account.standing != Standing::Closed
        && account.password_hash.is_some()
}

/// The accounts that a record can join: the one with its address, and the one that is logged in here.
pub(super) async fn choices(
    look: &Look,
    visit: &Visit,
    student: &student::Model,
) -> Result<Vec<JoinChoice>, ServiceError> {
    let key = student.email_key.clone().unwrap_or_default();
    let by_address = accounts::by_email(look.db(), &key).await?;
    let here = guards::account(look, visit).await.ok().map(|known| known.account);
    let mut choices = Vec::new();
    for (which, account) in [(BY_ADDRESS, by_address), (HERE, here)] {
        let Some(account) = account.filter(can_join) else { continue };
        let free = is_free_for(look, &account, student).await?;
        let known = choices.iter().any(|choice: &JoinChoice| choice.email == account.email);
        if free && !known {
            let by_address = account.email_key == key;
            choices.push(JoinChoice { which: which.into(), email: account.email, by_address });
        }
    }
    Ok(choices)
}

/// True for an account that is no student's, or the same person's under an earlier SEVIS ID.
async fn is_free_for<C: Connection>(
    s: &Scope<C>,
    account: &account::Model,
    student: &student::Model,
) -> Result<bool, ServiceError> {
    let Some(id) = &account.joined_student_id else {
        return Ok(true);
    };
    let joined = students::by_id(s.db(), id).await?;
    Ok(joined.is_none_or(|joined| joined.id != student.id && same_person(&joined, student)))
}

/// Joins the record of the link to the chosen account.
pub async fn join(work: Work, visit: &Visit, form: &JoinForm) -> Result<Done, ServiceError> {
    let Some(peeked) = links::peek(&work, &form.token, KINDS).await? else {
        return Ok(Done::to(form.page()));
    };
    let student_id = peeked.student_id.clone().unwrap_or_default();
    let Some(record) = Record::load(&work, &student_id).await? else {
        return Ok(Done::to(form.page()));
    };
    // The account before the record, as everywhere.
    let account = match form.which.as_str() {
        HERE => Some(guards::fresh(&work, visit).await?.account),
        _ => {
            let key = record.student.email_key.clone().unwrap_or_default();
            accounts::lock_by_email(work.db(), &key).await?
        }
    };
    let record = Record::lock(&work, &student_id).await?;
    let row = links::find_open(&work, &form.token, KINDS).await?;
    let (Some(record), Some(row)) = (record, row) else {
        return Ok(Done::to(form.page()));
    };
    if !visit.has_identified(&row.id).await {
        return Ok(Done::to(form.page()));
    }
    let account = account.filter(can_join).ok_or_else(|| fault("which", FaultCode::NotAChoice))?;
    if !is_free_for(&work, &account, &record.student).await? {
        return Err(fault("which", FaultCode::InUse).into());
    }
    links::use_up(&work, row).await?;
    if let Some(earlier) = &account.joined_student_id {
        succeed(&work, earlier, &record.student).await?;
    }
    let before = Before::of(&work, &account).await?;
    let joined_student_id = Some(student_id.clone());
    let account = account::Model { joined_student_id, access_stage: 0, ..account };
    accounts::update(work.db(), account.clone()).await?;
    let who = record.person().name();
    note(&work, &student_id, Line::by_student(Event::AccountJoined, &who)).await?;
    let detail = &record.school.name;
    events::tell(&work, &account, SecurityEvent::RecordJoined, detail, &before).await?;
    let other = record.student.email_key.as_ref() != Some(&account.email_key);
    if let Some(to) = record.student.email.clone().filter(|_| other) {
        queue(&work, letters::record_joined(to, detail)).await?;
    }
    work.ring(|bells| &bells.jobs);
    work.commit().await?;
    tracing::info!(account = %account.id, "a student's record joined an online account");
    let next = if form.which == HERE { routes::HOLDER } else { routes::LOGIN };
    Ok(Done::saying(next, Notice::RecordJoined))
}
