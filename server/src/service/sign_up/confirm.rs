//! The address is confirmed, by the mailed link or the code in the mail.

use super::super::credentials::{clearing, epoch, standing, throttles};
use super::super::error::{ServiceError, fault};
use super::super::visit::{self, Data, Desk, Entry, Visit};
use crate::clock::instant;
use crate::kit::Kit;
use crate::limits::{Limit, network};
use crate::scope::{Connection, Look, Scope, Work};
use crate::secret::is_token;
use crate::store::entity::{account, confirmation, sign_up};
use crate::store::sign_ups::{self, confirmations};
use crate::store::{accounts, reset_answers};
use app::ports::Done;
use app::wire::{ConfirmForm, ConfirmLink, Form};
use app::{AppError, routes};
use domain::email::Email;
use domain::factor::bare_code;
use domain::role::Role;
use domain::sign_up::{CONFIRM_LIFE, Step};
use domain::{FaultCode, OffsetDateTime};

/// Under this a typed code is kept.
pub(super) fn code_hash(kit: &Kit, sign_up_id: &str, typed: &str) -> String {
    kit.secrets.hash("confirmation", &format!("{sign_up_id} {}", bare_code(typed)))
}

async fn by_token<C: Connection>(
    s: &Scope<C>,
    token: &str,
) -> Result<Option<confirmation::Model>, ServiceError> {
    if !is_token(token) {
        return Ok(None);
    }
    Ok(sign_ups::confirmation(s.db(), &s.secrets.hash("confirm", token)).await?)
}

fn lapsed(row: &confirmation::Model, now: OffsetDateTime) -> bool {
    let age = now - instant(row.created_at);
    age >= CONFIRM_LIFE || age < -CONFIRM_LIFE
}

/// What a confirmation link is good for. Looking changes nothing.
pub async fn link(look: &Look, visit: &Visit, token: &str) -> Result<ConfirmLink, ServiceError> {
    let Some(row) = by_token(look, token).await? else {
        return Ok(ConfirmLink::Unknown);
    };
    let Some(sign_up) = sign_ups::by_id(look.db(), &row.sign_up_id).await? else {
        return Ok(ConfirmLink::Unknown);
    };
    let account = match &sign_up.account_id {
        Some(id) => accounts::by_id(look.db(), id).await?,
        None => None,
    };
    let account = account.filter(|account| account.email_key == sign_up.email_key);
    if row.used_at.is_some()
        && let Some(account) = &account
        && account.role == Role::SigningUp
        && visit.session.lock().await.account.as_ref().is_some_and(|own| own.id == account.id)
    {
        return Ok(ConfirmLink::Here);
    }
    let begun = account.as_ref().is_some_and(|account| account.password_hash.is_some());
    Ok(if account.is_some_and(|account| is_done(&account, &row)) {
        ConfirmLink::Done
    } else if row.used_at.is_some() {
        ConfirmLink::Used
    } else if lapsed(&row, look.now()) {
        ConfirmLink::Lapsed
    } else {
        ConfirmLink::Open { email: sign_up.email, begun }
    })
}

/// True where the account goes on by its password. Whoever has set one and comes no further, for want of a second step that was
/// lost, asks for another email, and begins anew by that.
fn is_done(account: &account::Model, row: &confirmation::Model) -> bool {
    account.password_hash.is_some()
        && (account.role != Role::SigningUp || row.created_at <= account.credential_at)
}

/// Step 3, by link or code.
pub async fn confirm(desk: &Desk, form: &ConfirmForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    if !form.token.is_empty() {
        return match by_token(&desk.look(), &form.token).await? {
            Some(row) => confirm_by(desk.work().await?, &desk.visit, &row.sign_up_id, form).await,
            None => Ok(Done::to(form.page())),
        };
    }
    let waiting = desk.visit.session.lock().await.data.sign_up.clone();
    match waiting {
        None => Ok(Done::to(routes::SIGN_UP)),
        Some(_) if form.confirmation_code.trim().is_empty() => {
            Err(fault("confirmation_code", FaultCode::Required).into())
        }
        Some((id, _)) => confirm_by(desk.work().await?, &desk.visit, &id, form).await,
    }
}

async fn confirm_by(
    work: Work,
    visit: &Visit,
    sign_up_id: &str,
    form: &ConfirmForm,
) -> Result<Done, ServiceError> {
    let sign_up = sign_ups::lock(work.db(), sign_up_id).await?.ok_or(AppError::NotFound)?;
    let row = if form.token.is_empty() {
        match by_code(&work, visit, &sign_up.id, &form.confirmation_code).await? {
            Ok(row) => row,
            Err(code) => {
                work.commit().await?;
                return Err(fault("confirmation_code", code).into());
            }
        }
    } else {
        let row = by_token(&work, &form.token).await?;
        match row.filter(|row| row.used_at.is_none() && !lapsed(row, work.now())) {
            Some(row) => row,
            None => return Ok(Done::to(form.page())),
        }
    };
    // An account that is closed or has moved to another address is not this one's any more.
    let known = match &sign_up.account_id {
        Some(id) => accounts::lock(work.db(), id).await?,
        None => None,
    };
    let account = match known.filter(|account| account.email_key == sign_up.email_key) {
        Some(account) => account,
        None => open_account(&work, &sign_up).await?,
    };
    let row = confirmation::Model { used_at: Some(work.at()), ..row };
    confirmations::update(work.db(), row.clone()).await?;
    if account.role != Role::SigningUp || is_done(&account, &row) {
        work.commit().await?;
        return Ok(Done::to(routes::LOGIN));
    }
    let account = anew(&work, account).await?;
    let sign_up = sign_up::Model { account_id: Some(account.id.clone()), ..sign_up };
    sign_ups::update(work.db(), sign_up).await?;
    visit::begin(&work, visit, &account, Entry::default(), Data::default()).await?;
    work.commit().await?;
    Ok(Done::to(Step::Password.path()))
}

/// A sign-up that was left after its password begins anew: the address was confirmed once more, and what was set up is in nobody's
/// hands any more.
async fn anew(work: &Work, account: account::Model) -> Result<account::Model, ServiceError> {
    if account.password_hash.is_none() {
        return Ok(account);
    }
    clearing::remove_all(work, &account).await?;
    reset_answers::replace(work.db(), &account.id, Vec::new()).await?;
    let account = account::Model { password_hash: None, backup_kept_at: None, ..account };
    Ok(epoch::raise(work, account, None).await?)
}

/// The confirmation with this code. Wrong codes are counted by sign-up and network, whether there is anything to guess or not: the
/// answer does not tell whether the address has an account, and a stranger's tries keep nobody waiting.
async fn by_code(
    work: &Work,
    visit: &Visit,
    sign_up_id: &str,
    typed: &str,
) -> Result<Result<confirmation::Model, FaultCode>, ServiceError> {
    let tries = format!("confirm {sign_up_id} {}", network(visit.address));
    let tries = throttles::guard(work, &tries, "confirmation_code").await?;
    let rows = sign_ups::unused_confirmations(work.db(), sign_up_id).await?;
    let hash = code_hash(work, sign_up_id, typed);
    match rows.iter().find(|row| row.code_hash == hash) {
        Some(row) if lapsed(row, work.now()) => Ok(Err(FaultCode::CodeSpent)),
        Some(row) => {
            tries.passed(work).await?;
            Ok(Ok(row.clone()))
        }
        None => Ok(Err(tries.failed(work, FaultCode::WrongCode).await?)),
    }
}

async fn open_account(
    work: &Work,
    sign_up: &sign_up::Model,
) -> Result<account::Model, ServiceError> {
    if let Some(there) = accounts::lock_by_email(work.db(), &sign_up.email_key).await? {
        // Made in another way since the mail was sent.
        return Ok(there);
    }
    let email = Email::parse(&sign_up.email).ok().flatten().ok_or(AppError::NotFound)?;
    let row = standing::new(Role::SigningUp, &email, work.at());
    accounts::insert(work.db(), row.clone()).await?;
    Ok(row)
}
