//! Passkeys: asked for a login, or while one is being added.

use super::super::credentials::passkeys::Asked;
use super::super::credentials::{factors, passkeys};
use super::super::error::{ServiceError, read_json, write_json};
use super::super::visit::{self, Desk, Visit, guards};
use super::enrolment::{enroller, factor_added};
use super::passed;
use super::verify::verifying;
use crate::kit::Kit;
use crate::limits::Limit;
use crate::scope::Work;
use crate::secret::SealedAt;
use crate::store::entity::factor;
use app::ports::Done;
use app::wire::{Form, PasskeyForm};
use domain::factor::FactorKind;
use webauthn_rs::prelude::Passkey;

/// The passkeys among these, each with the row it is in.
pub(super) fn among(
    kit: &Kit,
    rows: &[factor::Model],
) -> Result<Vec<(String, Passkey)>, ServiceError> {
    let confirmed =
        |row: &&factor::Model| row.kind == FactorKind::Passkey && row.confirmed_at.is_some();
    let opened = rows.iter().filter(confirmed).filter_map(|row| {
        let text = kit.secrets.open(SealedAt::Factor(&row.id), &row.sealed)?;
        Some(read_json("passkey", &text).map(|passkey| (row.id.clone(), passkey)))
    });
    opened.collect()
}

/// What to ask the passkey, as JSON.
pub async fn ask(desk: &Desk) -> Result<String, ServiceError> {
    desk.limit(Limit::Codes).await?;
    let (look, visit) = (desk.look(), &desk.visit);
    let known = guards::half_known(&look, visit).await?;
    let all = factors::all(&look, &known.account.id).await?;
    let has: Vec<Passkey> = among(&look, &all)?.into_iter().map(|(_, passkey)| passkey).collect();
    let begun = all.iter().find(|row| {
        row.kind == FactorKind::Passkey
            && row.confirmed_at.is_none()
            && known.data.enrolling.as_ref() == Some(&row.id)
    });
    let (question, asked) = match begun {
        Some(row) => {
            enroller(&look, visit).await?;
            let account = &known.account;
            let (question, state) = passkeys::create(&look, &account.id, &account.email, &has)?;
            (write_json("passkey", &question)?, Asked::Create(row.id.clone(), state))
        }
        None => {
            verifying(&look, visit).await?;
            let (question, state) = passkeys::request(&look, &has)?;
            (write_json("passkey", &question)?, Asked::Use(state))
        }
    };
    keep_asked(desk, &asked).await?;
    Ok(question)
}

/// Keeps what was asked in the session, under its name: somebody new gets one first.
pub(super) async fn keep_asked(desk: &Desk, asked: &Asked) -> Result<(), ServiceError> {
    if desk.visit.session_name().await.is_empty() {
        desk.remember().await?;
    }
    let session = desk.visit.session_name().await;
    let text = write_json("passkey", asked)?;
    let sealed = desk.portal.secrets.seal(SealedAt::PasskeyAsked(&session), &text);
    remember(desk, Some(sealed)).await
}

/// What was asked; it is forgotten, so that an answer counts once, also where it comes twice at the same moment.
pub(super) async fn take_asked(desk: &Desk) -> Result<Option<Asked>, ServiceError> {
    let session = desk.visit.session_name().await;
    let Some(sealed) = desk.visit.session.lock().await.data.passkey.take() else {
        return Ok(None);
    };
    if !visit::store_unchanged(desk.work().await?, &desk.visit).await? {
        return Ok(None);
    }
    let text = desk.portal.secrets.open(SealedAt::PasskeyAsked(&session), &sealed);
    text.map(|text| read_json("passkey", &text)).transpose()
}

async fn remember(desk: &Desk, asked: Option<String>) -> Result<(), ServiceError> {
    desk.visit.session.lock().await.data.passkey = asked;
    desk.remember().await
}

/// What it answered. A question is asked once: its answer cannot be replayed.
pub async fn answer(desk: &Desk, form: &PasskeyForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    let (look, visit) = (desk.look(), &desk.visit);
    guards::half_known(&look, visit).await?;
    let Some(asked) = take_asked(desk).await? else {
        return Ok(Done::to(form.page()));
    };
    settle(desk.work().await?, visit, form, asked).await
}

async fn settle(
    work: Work,
    visit: &Visit,
    form: &PasskeyForm,
    asked: Asked,
) -> Result<Done, ServiceError> {
    let done = match asked {
        Asked::Create(id, state) => {
            let known = enroller(&work, visit).await?;
            let passkey = passkeys::created(&work, &form.credential, &state)?;
            let row = factors::own(&work, &known.account.id, &id).await?;
            keep(&work, row, &passkey).await?;
            factor_added(&work, visit, &known.account, &id).await?
        }
        Asked::Use(state) => {
            let account = verifying(&work, visit).await?.account;
            let has = among(&work, &factors::confirmed(&work, &account.id).await?)?;
            let (id, passkey) = passkeys::used(&work, &form.credential, &state, &has)?;
            let row = factors::used(&work, &id).await?;
            keep(&work, row, &passkey).await?;
            passed::second_step(&work, visit, &account).await?
        }
        // Asked on the page of the login, and answered elsewhere.
        Asked::LogIn(_) => Done::to(form.page()),
    };
    work.commit().await?;
    Ok(done)
}

pub(super) async fn keep(
    work: &Work,
    row: factor::Model,
    passkey: &Passkey,
) -> Result<(), ServiceError> {
    let sealed = work.secrets.seal(SealedAt::Factor(&row.id), &write_json("passkey", passkey)?);
    let row = factor::Model { sealed, ..row };
    Ok(crate::store::factors::update(work.db(), row).await?)
}
