//! A login by a passkey alone: the device has it and has checked its owner, which are two proofs.

use super::super::credentials::passkeys::{self, Asked};
use super::super::credentials::{factors, standing};
use super::super::error::{ServiceError, write_json};
use super::super::visit::{Desk, Visit};
use super::passkey::{among, keep, keep_asked, take_asked};
use super::{passed, password};
use crate::clock::instant;
use crate::limits::Limit;
use crate::scope::Work;
use crate::store::entity::{account, factor};
use crate::store::{accounts, convert};
use app::ports::Done;
use app::wire::{Form, Notice, PasskeyLoginForm};
use domain::OffsetDateTime;
use domain::account::{Event, step};
use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential};

/// What to ask, as JSON: nobody is known yet, so nobody's passkeys are named.
pub async fn ask(desk: &Desk) -> Result<String, ServiceError> {
    desk.limit(Limit::Logins).await?;
    let (question, state) = passkeys::discover(&desk.portal)?;
    keep_asked(desk, &Asked::LogIn(state)).await?;
    write_json("passkey", &question)
}

/// Logs in whoever's passkey has answered. Every refusal reads the same.
pub async fn log_in(desk: &Desk, form: &PasskeyLoginForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Logins).await?;
    let refused = || Ok(Done::saying(form.page(), Notice::PasskeyRefused));
    let Some(Asked::LogIn(state)) = take_asked(desk).await? else {
        return refused();
    };
    let Ok((answer, account)) = passkeys::claimed(&desk.portal, &form.credential) else {
        return refused();
    };
    match settle(desk.work().await?, &desk.visit, (&answer, state), &account, &form.next).await? {
        Some(done) => Ok(done),
        None => refused(),
    }
}

async fn settle(
    work: Work,
    visit: &Visit,
    (answer, asked): (&PublicKeyCredential, DiscoverableAuthentication),
    account: &str,
    next: &str,
) -> Result<Option<Done>, ServiceError> {
    let Some(row) = accounts::lock(work.db(), account).await? else {
        return Ok(None);
    };
    let rows = factors::confirmed(&work, &row.id).await?;
    let has = among(&work, &rows)?;
    let Ok((id, passkey)) = passkeys::discovered(&work, answer, asked, has) else {
        tracing::info!(account = %row.id, "passkey refused");
        return Ok(None);
    };
    let right = Event::RightPasskey { proven: last_proven(&rows, &id) };
    let stands = step(convert::account(&row), right, work.now()).is_ok();
    if !stands || password::is_over(&work, &row).await? {
        tracing::info!(account = %row.id, "passkey refused");
        return Ok(None);
    }
    let factor = factors::used(&work, &id).await?;
    keep(&work, factor, &passkey).await?;
    let row = standing::apply(&work, row, right).await?;
    let row = account::Model { last_login_at: Some(work.at()), ..row };
    accounts::update(work.db(), row.clone()).await?;
    let done = passed::passkey(&work, visit, &row, next).await?;
    work.commit().await?;
    tracing::info!(account = %row.id, "passkey passed");
    Ok(Some(done))
}

/// When a second step was used last, or added.
fn last_proven(rows: &[factor::Model], id: &str) -> OffsetDateTime {
    let row = rows.iter().find(|row| row.id == id);
    instant(row.and_then(|row| row.last_used_at.max(row.confirmed_at)).unwrap_or_default())
}
