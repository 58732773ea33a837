//! Adding a second step: chosen, begun in one browser, confirmed in the same one.

use super::super::credentials::before::Before;
use super::super::credentials::progress::next_step;
use super::super::credentials::{backup_codes, codes, events, factors, passkeys, throttles, totp};
use super::super::error::{ServiceError, fault};
use super::super::visit::places::begin_page;
use super::super::visit::{self, Desk, Known, Visit, device, guards};
use crate::limits::Limit;
use crate::scope::{Connection, Look, Scope, Work};
use crate::secret::SealedAt;
use crate::store::entity::{account, factor, session};
use app::ports::Done;
use app::wire::{BeginFactorForm, DropFactorForm, EnrolView, FirstFactorView, Notice, Setup};
use app::{AppError, Place, routes};
use domain::factor::{BACKUP_SET, FactorKind};
use domain::role::Role;
use domain::security_event::SecurityEvent;
use domain::sign_up::Step;

/// The account to which this session may add a second step: with all it has passed, or with none
/// yet.
pub async fn enroller<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Known, ServiceError> {
    let known = guards::half_known(s, visit).await?;
    let has = factors::confirmed(s, &known.account.id).await?;
    if known.row.factor_at.is_none() && !has.is_empty() {
        return Err(AppError::Elsewhere(Place::Verify).into());
    }
    // What was begun after a fresh login is not finished hours later in whoever's hands the session is by then.
    if known.row.factor_at.is_some() && known.role() != Role::SigningUp {
        guards::require_fresh(s, &known)?;
    }
    // A confirmed address alone adds nothing to an account that has a password.
    if known.account.password_hash.is_some() && known.row.password_at.is_none() {
        return Err(AppError::LoginRequired.into());
    }
    Ok(known)
}

fn page_of(role: Role) -> &'static str {
    if role == Role::SigningUp { Step::Verify.path() } else { routes::ENROL }
}

/// The request that codes of an enrolment in this session are bound to: by its login, since a step that is passed meanwhile gives it
/// another key.
fn request(session: Option<&session::Model>) -> String {
    let named = |row: &session::Model| {
        if row.login.is_empty() { row.id.clone() } else { row.login.clone() }
    };
    format!("enrol {}", session.map(named).unwrap_or_default())
}

/// A new key or code for a chosen second step; from here on this browser can confirm it. The caller
/// stores the session.
pub async fn begin_factor(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    row: factor::Model,
) -> Result<(), ServiceError> {
    let request = {
        let mut session = visit.session.lock().await;
        session.data.enrolling = Some(row.id.clone());
        request(session.row.as_ref())
    };
    match row.kind.0 {
        FactorKind::Passkey => Ok(()),
        FactorKind::App => {
            let sealed = work.secrets.seal(SealedAt::Factor(&row.id), &totp::new_key());
            let row = factor::Model { sealed, last_step: 0, ..row };
            Ok(crate::store::factors::update(work.db(), row).await?)
        }
        FactorKind::Text | FactorKind::Email => {
            let asker = device::asker(work, visit, account, request).await?;
            codes::send(work, account, &row, asker).await
        }
    }
}

/// A new key or code for a chosen one, in this browser.
pub async fn begin(
    work: Work,
    visit: &Visit,
    form: &BeginFactorForm,
) -> Result<Done, ServiceError> {
    let known = enroller(&work, visit).await?;
    let (account, page) = (&known.account, page_of(known.role()));
    let row = factors::own(&work, &account.id, &form.id).await?;
    if row.confirmed_at.is_some() {
        return Ok(Done::to(page));
    }
    let kind = row.kind.0;
    begin_factor(&work, visit, account, row).await?;
    visit::store(&work, visit).await?;
    work.commit().await?;
    Ok(Done { next: page.to_owned(), notice: kind.is_sent().then_some(Notice::CodeSent) })
}

/// The second step that is being added.
pub async fn enrol_view(look: &Look, visit: &Visit) -> Result<EnrolView, ServiceError> {
    let known = enroller(look, visit).await?;
    let account = &known.account;
    let mut open = factors::all(look, &account.id).await?;
    open.retain(|row| row.confirmed_at.is_none());
    // Of an account in use, only the one begun in this browser is anybody's business here.
    if known.role() != Role::SigningUp {
        open.retain(|row| known.data.enrolling.as_ref() == Some(&row.id));
    }
    let more = open.len().saturating_sub(1);
    let row = open.into_iter().next().ok_or(AppError::NotFound)?;
    let begun = known.data.enrolling.as_ref() == Some(&row.id);
    let setup = match (begun, row.kind.0) {
        (false, _) => None,
        (true, FactorKind::Passkey) => Some(Setup::Passkey),
        (true, FactorKind::App) => totp::setup(look, &account.email, &row),
        (true, FactorKind::Text | FactorKind::Email) => {
            Some(Setup::Sent { to: factors::way(look, &row).name })
        }
    };
    let named_host = passkeys::available(look);
    Ok(EnrolView { kind: row.kind.0, id: row.id, setup, more, named_host })
}

/// The kinds from which an account that cannot go on without one chooses.
pub async fn first_factor(look: &Look, visit: &Visit) -> Result<FirstFactorView, ServiceError> {
    let known = enroller(look, visit).await?;
    let role = known.role();
    let has = factors::confirmed(look, &known.account.id).await?;
    if factors::enough(role, &has) || !role.needs_factor() {
        return Err(AppError::Elsewhere(begin_page(role)).into());
    }
    let kinds = FactorKind::ALL.iter().copied().filter(|kind| kind.is_enough_for(role)).collect();
    Ok(FirstFactorView { kinds })
}

/// Confirms the one begun in this browser by its code.
pub async fn confirm(desk: &Desk, code: &str) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    let known = enroller(&desk.look(), &desk.visit).await?;
    if known.data.enrolling.is_none() {
        return Ok(Done::to(page_of(known.role())));
    }
    let typed = codes::typed(code)?;
    confirm_code(desk.work().await?, &desk.visit, &typed).await
}

async fn confirm_code(work: Work, visit: &Visit, typed: &str) -> Result<Done, ServiceError> {
    let known = enroller(&work, visit).await?;
    let (account, page) = (&known.account, page_of(known.role()));
    let id = known.data.enrolling.as_deref().unwrap_or_default();
    let row = match factors::own(&work, &account.id, id).await {
        Ok(row) if row.confirmed_at.is_none() && row.kind != FactorKind::Passkey => row,
        Ok(_) | Err(ServiceError::App(_)) => return Ok(Done::to(page)),
        Err(error) => return Err(error),
    };
    let throttle = throttles::guard(&work, &device::strangers_key(account), "code").await?;
    if let Err(code) = factors::check(&work, &row, &request(Some(&known.row)), typed).await? {
        let code = throttle.failed(&work, code).await?;
        work.commit().await?;
        return Err(fault("code", code).into());
    }
    throttle.passed(&work).await?;
    let done = factor_added(&work, visit, account, &row.id).await?;
    work.commit().await?;
    Ok(done)
}

/// What follows once a second step is confirmed, by code or passkey.
pub(super) async fn factor_added(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    factor_id: &str,
) -> Result<Done, ServiceError> {
    let before = Before::of(work, account).await?;
    let row = factors::used(work, factor_id).await?;
    let way = factors::way(work, &row);
    let detail = if way.name == way.kind.words() {
        way.name
    } else {
        format!("{}, {}", way.kind.words(), way.name)
    };
    let (now, first) = (work.at(), factors::confirmed(work, &account.id).await?.len() == 1);
    device::remember(work, visit, &account.id).await?;
    visit::renew(work, visit, |entry, data| {
        entry.factor_at = Some(now);
        data.enrolling = None;
        data.passkey = None;
    })
    .await?;
    if account.role == Role::SigningUp {
        events::note(work, &account.id, SecurityEvent::FactorAdded, &detail).await?;
        return go_on_signing_up(work, visit, account).await;
    }
    events::tell(work, account, SecurityEvent::FactorAdded, &detail, &before).await?;
    if first {
        // With the first second step come the codes for the day it is lost.
        backup_codes::make(work, &account.id, BACKUP_SET, true).await?;
    }
    Ok(Done::saying(routes::SECURITY, Notice::FactorAdded))
}

/// The step that was just confirmed stands, though no more codes are sent to the next one for now: its page has "Send the code".
async fn begin_if_room(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    row: factor::Model,
) -> Result<(), ServiceError> {
    match begin_factor(work, visit, account, row).await {
        Err(ServiceError::App(AppError::TooMany(_))) => {
            visit.session.lock().await.data.enrolling = None;
            Ok(())
        }
        begun => begun,
    }
}

/// The next chosen second step begins by itself; after the last one comes a backup code.
async fn go_on_signing_up(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
) -> Result<Done, ServiceError> {
    let next = next_step(work, account).await?;
    match next {
        Step::Verify => {
            let mut open = factors::all(work, &account.id).await?;
            open.retain(|row| row.confirmed_at.is_none());
            if let Some(row) = open.into_iter().next() {
                begin_if_room(work, visit, account, row).await?;
            }
        }
        Step::BackupCode => backup_codes::make(work, &account.id, 1, false).await?,
        _ => {}
    }
    visit::store(work, visit).await?;
    Ok(Done::to(next.path()))
}

/// Drops a chosen one that was not confirmed.
pub async fn drop_unconfirmed(
    work: Work,
    visit: &Visit,
    form: &DropFactorForm,
) -> Result<Done, ServiceError> {
    let known = enroller(&work, visit).await?;
    let account = &known.account;
    if let Ok(row) = factors::own(&work, &account.id, &form.id).await
        && row.confirmed_at.is_none()
    {
        factors::remove(&work, &row.id).await?;
    }
    let next = if known.role() == Role::SigningUp {
        let next = next_step(&work, account).await?;
        let none_left = crate::store::backup_codes::count_left(work.db(), &account.id).await? == 0;
        if next == Step::BackupCode && none_left {
            backup_codes::make(&work, &account.id, 1, false).await?;
        }
        next.path()
    } else {
        routes::SECURITY
    };
    work.commit().await?;
    Ok(Done::to(next))
}
