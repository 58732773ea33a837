//! The next step after a passed step of a login. Only this module decides that a login is complete.

use super::super::credentials::before::Before;
use super::super::credentials::events;
use super::super::credentials::factors;
use super::super::credentials::progress::next_step;
use super::super::error::ServiceError;
use super::super::visit::places::after_login;
use super::super::visit::{self, Data, Entry, Visit, device, kept_notice};
use super::way::start_way;
use crate::scope::Work;
use crate::store::entity::{account, factor};
use crate::store::{devices, push_devices};
use app::ports::Done;
use app::routes;
use domain::role::Role;
use domain::security_event::SecurityEvent;

/// The right password at the login.
pub(super) async fn password(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    next: &str,
) -> Result<Done, ServiceError> {
    let (factor_at, way) = left_to_pass(work, account).await?;
    let entry = Entry { factor_at, password_at: Some(work.at()), ..Entry::default() };
    let data = Data { next: next.to_owned(), ..Data::default() };
    visit::begin(work, visit, account, entry, data).await?;
    if factor_at.is_some() {
        tell_new_browser(work, visit, account).await?;
        // The attestation comes first; what was kept is told on the page after it.
        return Ok(Done::to(after_login(account, next)));
    }
    lead_on(work, visit, account, way).await
}

/// A passkey that has checked its owner: what one has, and what one knows or is.
pub(super) async fn passkey(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    next: &str,
) -> Result<Done, ServiceError> {
    let now = Some(work.at());
    let entry = Entry { factor_at: now, password_at: now, ..Entry::default() };
    visit::begin(work, visit, account, entry, Data::default()).await?;
    tell_new_browser(work, visit, account).await?;
    go_in(work, visit, account, next).await
}

/// The right password once more, in a session that goes on.
pub(super) async fn password_again(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    next: &str,
) -> Result<Done, ServiceError> {
    let (factor_at, way) = left_to_pass(work, account).await?;
    visit::renew(work, visit, |entry, data| {
        entry.password_at = Some(work.at());
        entry.factor_at = factor_at;
        data.next = next.to_owned();
    })
    .await?;
    if factor_at.is_some() {
        let next = routes::own_path(next).unwrap_or(routes::SECURITY).to_owned();
        return Ok(Done { next, notice: kept_notice(visit).await });
    }
    lead_on(work, visit, account, way).await
}

/// Decides, and nothing else does, whether a right password is all that a login takes: where the
/// role needs no second step, and the account has none. Then the second step counts as passed now;
/// else the account's first way is left to pass, if it has one.
async fn left_to_pass(
    work: &Work,
    account: &account::Model,
) -> Result<(Option<i64>, Option<factor::Model>), ServiceError> {
    let way = factors::ways(work, account).await?.into_iter().next();
    let complete = way.is_none() && !account.role.needs_factor();
    Ok((complete.then_some(work.at()), way))
}

/// To the second step; or to the first one, where the account must have one and has none.
async fn lead_on(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    way: Option<factor::Model>,
) -> Result<Done, ServiceError> {
    if let Some(way) = way {
        // Where no code can be sent for now, the page of the second step says what else there is.
        start_way(work, visit, account, &way).await?.ok();
        return Ok(Done::to(routes::VERIFY));
    }
    if account.role == Role::SigningUp {
        return Ok(Done::to(next_step(work, account).await?.path()));
    }
    Ok(Done::to(routes::FIRST_FACTOR))
}

/// Remembers the browser, and tells the owner of one that was not known, but for the first.
async fn tell_new_browser(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
) -> Result<(), ServiceError> {
    let known = device::known(work, visit, &account.id).await?;
    if let Some(browser) = &known {
        let login = visit::guards::login(visit).await;
        push_devices::carry(work.db(), &account.id, &browser.id, &login).await?;
    }
    // Whoever uses this browser now is not shown the news of whoever did before.
    let others = device::of_others(work, visit, &account.id).await?;
    push_devices::forget_browsers(work.db(), others).await?;
    if let Some(browser) = known {
        return Ok(device::seen_again(work, visit, browser).await?);
    }
    let first = devices::count(work.db(), &account.id).await? == 0;
    device::remember_new(work, visit, &account.id).await?;
    if !first {
        let device = device::describe(&visit.agent);
        let before = Before::of(work, account).await?;
        events::tell(work, account, SecurityEvent::NewDevice, &device, &before).await?;
    }
    Ok(())
}

/// Everything that follows from a passed second step.
pub(super) async fn second_step(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
) -> Result<Done, ServiceError> {
    tell_new_browser(work, visit, account).await?;
    let now = work.at();
    let mut next = String::new();
    visit::renew(work, visit, |entry, data: &mut Data| {
        entry.factor_at = Some(now);
        next = std::mem::take(&mut data.next);
        data.way = None;
        data.way_sent = false;
        data.lost_sent = false;
        data.passkey = None;
    })
    .await?;
    tracing::info!(account = %account.id, "second step passed");
    go_in(work, visit, account, &next).await
}

/// Where a complete login leads.
async fn go_in(
    work: &Work,
    visit: &Visit,
    account: &account::Model,
    next: &str,
) -> Result<Done, ServiceError> {
    let notice = match account.role.0 {
        Role::SigningUp => return Ok(Done::to(next_step(work, account).await?.path())),
        // The attestation comes first.
        Role::Student => None,
        _ => kept_notice(visit).await,
    };
    Ok(Done { next: after_login(account, next), notice })
}
