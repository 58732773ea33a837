//! A student opens an online account with the login of the portal: one person, one login, both homes. What
//! the sign-up asks of everybody (seed 002) is asked here too. The account changes in
//! one transaction, once every answer is given.

use super::super::credentials::before::Before;
use super::super::credentials::{events, factors};
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, note};
use super::super::visit::{Known, Visit, guards};
use crate::mail::{letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::code::Code;
use crate::store::entity::account;
use crate::store::{accounts, backup_codes, reset_answers};
use app::ports::Done;
use app::wire::{Notice, OpenOnlineForm, OpenOnlineView};
use app::{AppError, routes};
use domain::FaultCode;
use domain::account::Standing;
use domain::history::Event;
use domain::role::Role;
use domain::security_event::SecurityEvent;
use domain::sign_up;

/// The student who is logged in with a portal account.
async fn student<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Known, ServiceError> {
    let known = guards::account(s, visit).await?;
    match known.account.student_id {
        Some(_) => Ok(known),
        None => Err(AppError::NotFound.into()),
    }
}

/// What is there of what it takes.
pub async fn view(look: &Look, visit: &Visit) -> Result<OpenOnlineView, ServiceError> {
    ready(look, &student(look, visit).await?.account).await
}

async fn ready<C: Connection>(
    s: &Scope<C>,
    account: &account::Model,
) -> Result<OpenOnlineView, ServiceError> {
    let confirmed = factors::confirmed(s, &account.id).await?;
    let answered = reset_answers::count(s.db(), &account.id).await? > 0;
    Ok(OpenOnlineView {
        email: account.email.clone(),
        second_step: factors::enough(Role::Applicant, &confirmed),
        backup_codes: backup_codes::count_left(s.db(), &account.id).await? > 0,
        // The modern policy has no questions (NIST SP 800-63B-4 §3.1.1.2).
        questions: s.config.is_seed().then_some(answered),
    })
}

/// Opens it.
pub async fn open(work: Work, visit: &Visit, form: &OpenOnlineForm) -> Result<Done, ServiceError> {
    let known = student(&work, visit).await?;
    guards::require_fresh(&work, &known)?;
    let account = known.account;
    let role =
        sign_up::account_type(&form.account_type).map_err(|code| fault("account_type", code))?;
    let confirmed = factors::confirmed(&work, &account.id).await?;
    if !ready(&work, &account).await?.is_ready() || !factors::enough(role, &confirmed) {
        return Err(fault("account_type", FaultCode::NotEnough).into());
    }
    let before = Before::of(&work, &account).await?;
    let student = account.student_id.clone().unwrap_or_default();
    let account = account::Model {
        role: Code(role),
        joined_student_id: account.student_id,
        student_id: None,
        school_id: None,
        standing: Code(Standing::Open),
        backup_kept_at: Some(work.at()),
        ..account
    };
    accounts::update(work.db(), account.clone()).await?;
    let name = visit.session.lock().await.student.as_ref().map(letters::full_name);
    let who = name.unwrap_or_default();
    note(&work, &student, Line::by_student(Event::AccountJoined, &who)).await?;
    let login = work.url(routes::LOGIN);
    let letter = letters::online_account_created(account.email.clone(), &account.id, login);
    queue(&work, letter).await?;
    events::tell(&work, &account, SecurityEvent::Opened, role.words(), &before).await?;
    work.commit().await?;
    tracing::info!(account = %account.id, "a student opened an online account");
    Ok(Done::saying(routes::HOLDER, Notice::OnlineAccountReady))
}
