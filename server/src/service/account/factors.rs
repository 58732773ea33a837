//! Second steps and backup codes of the own account.

use super::super::credentials::before::Before;
use super::super::credentials::{backup_codes, events, factors};
use super::super::error::{ServiceError, fault};
use super::super::login::{begin_factor, enroller};
use super::super::visit::{self, Desk, Visit, guards};
use crate::limits::Limit;
use crate::scope::{Connection, Scope, Work};
use crate::store::entity::account;
use app::ports::Done;
use app::routes;
use app::wire::{AddFactorForm, Notice, RemoveFactorForm};
use domain::FaultCode;
use domain::factor::BACKUP_SET;
use domain::role::Role;
use domain::second_step::{self, One};
use domain::security_event::SecurityEvent;

/// The account that may add one: with a fresh login, or, of an account that must have one and has
/// none, right after the password.
async fn adder<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<account::Model, ServiceError> {
    let half = guards::half_known(s, visit).await?;
    let role = half.role();
    let has = factors::confirmed(s, &half.account.id).await?;
    if has.is_empty() && role.needs_factor() && role != Role::SigningUp {
        Ok(enroller(s, visit).await?.account)
    } else {
        Ok(guards::fresh(s, visit).await?.account)
    }
}

/// Adds a second step.
pub async fn add(desk: &Desk, form: &AddFactorForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    let account = adder(&desk.look(), &desk.visit).await?;
    let AddFactorForm { kind, factor_name, mobile } = form;
    let chosen = second_step::parse(account.role.0, kind, factor_name, mobile)?;
    choose(desk.work().await?, &desk.visit, chosen).await
}

async fn choose(work: Work, visit: &Visit, chosen: One) -> Result<Done, ServiceError> {
    let account = adder(&work, visit).await?;
    let One { kind, name, number } = chosen;
    let row = factors::choose(&work, &account, kind, &name, number.as_deref()).await?;
    begin_factor(&work, visit, &account, row).await?;
    visit::store(&work, visit).await?;
    work.commit().await?;
    Ok(Done::to(routes::ENROL))
}

/// Removes a second step. The account is locked: two removals at once must not leave nothing.
pub async fn remove(
    work: Work,
    visit: &Visit,
    form: &RemoveFactorForm,
) -> Result<Done, ServiceError> {
    let account = guards::fresh(&work, visit).await?.account;
    let role = account.role.0;
    let row = factors::own(&work, &account.id, &form.id).await?;
    let has = factors::confirmed(&work, &account.id).await?;
    let rest = has.iter().filter(|other| other.id != row.id);
    if role.needs_factor() && !factors::enough(role, rest) {
        return Err(fault("kind", FaultCode::NotEnough).into());
    }
    let detail = format!("{}, {}", row.kind.words(), factors::way(&work, &row).name);
    let before = Before::of(&work, &account).await?;
    factors::remove(&work, &row.id).await?;
    events::tell(&work, &account, SecurityEvent::FactorRemoved, &detail, &before).await?;
    work.commit().await?;
    Ok(Done::saying(routes::SECURITY, Notice::FactorRemoved))
}

/// Ten backup codes.
pub async fn make_backup_codes(work: Work, visit: &Visit) -> Result<Done, ServiceError> {
    let account = guards::fresh(&work, visit).await?.account;
    let before = Before::of(&work, &account).await?;
    backup_codes::make(&work, &account.id, BACKUP_SET, true).await?;
    events::tell(&work, &account, SecurityEvent::CodesMade, "", &before).await?;
    work.commit().await?;
    Ok(Done::saying(routes::SECURITY, Notice::BackupCodesMade))
}

/// They are put away: nobody can read them any more.
pub async fn keep_backup_codes(work: Work, visit: &Visit) -> Result<Done, ServiceError> {
    let account = guards::account(&work, visit).await?.account;
    crate::store::backup_codes::discard_plaintext(work.db(), &account.id).await?;
    work.commit().await?;
    Ok(Done::to(routes::SECURITY))
}
