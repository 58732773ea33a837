//! Browsers that have passed the second step of an account before. Their failures are counted apart,
//! so that a stranger's guesses do not keep the owner out.

use super::super::credentials::codes::Asker;
use super::Visit;
use crate::kit::Kit;
use crate::scope::{Connection, Scope, Work};
use crate::secret::{id, is_token, token};
use crate::store::devices;
use crate::store::entity::{account, device};
use sea_orm::DbErr;
use time::Duration;

/// A browser is known for so many days after its last login.
const LIFE_DAYS: u32 = 180;

/// Browser and system in a few words, for the person to recognise; nothing is decided by it.
pub fn describe(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, words)| *words)
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Unknown browser".to_owned(),
    }
}

/// The cookie that this browser showed, if it can be one.
fn shown(visit: &Visit) -> Option<&str> {
    visit.device_cookie.as_deref().filter(|cookie| is_token(cookie))
}

fn hash(kit: &Kit, token: &str) -> String {
    kit.secrets.hash("device", token)
}

/// The row of this browser for an account, if it is known there.
pub async fn known<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
    account_id: &str,
) -> Result<Option<device::Model>, DbErr> {
    let Some(cookie) = shown(visit) else {
        return Ok(None);
    };
    let since = s.ago(Duration::days(i64::from(LIFE_DAYS)));
    devices::known(s.db(), account_id, &hash(s, cookie), since).await
}

/// The rows of this browser for other accounts.
pub async fn of_others(work: &Work, visit: &Visit, account_id: &str) -> Result<Vec<String>, DbErr> {
    let Some(cookie) = shown(visit) else {
        return Ok(Vec::new());
    };
    devices::of_others(work.db(), account_id, &hash(work, cookie)).await
}

/// Under which failures of the second step are counted: a known browser apart.
pub async fn second_step_key<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
    account: &account::Model,
) -> Result<String, DbErr> {
    let strangers = strangers_key(account);
    Ok(match known(s, visit, &account.id).await? {
        Some(device) => format!("{strangers} {}", device.id),
        None => strangers,
    })
}

/// This visit as it asks for a code that is bound to `request`.
pub async fn asker<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
    account: &account::Model,
    request: String,
) -> Result<Asker, DbErr> {
    let known = known(s, visit, &account.id).await?.is_some();
    Ok(Asker { request, from: visit.address, known })
}

/// The same for browsers that are not known.
pub fn strangers_key(account: &account::Model) -> String {
    format!("second {} {}", account.id, account.epoch)
}

/// A browser that is known is so for as long again.
pub async fn seen_again(work: &Work, visit: &Visit, row: device::Model) -> Result<(), DbErr> {
    let seen = device::Model { seen_at: work.at(), ..row.clone() };
    devices::change(&work.later(), &row, seen).await?;
    if let Some(same) = shown(visit) {
        visit.head.set_device(same, LIFE_DAYS);
    }
    Ok(())
}

/// Remembers this browser for an account.
pub async fn remember(work: &Work, visit: &Visit, account_id: &str) -> Result<(), DbErr> {
    match known(work, visit, account_id).await? {
        Some(row) => seen_again(work, visit, row).await,
        None => remember_new(work, visit, account_id).await,
    }
}

/// Remembers a browser that is not known.
pub async fn remember_new(work: &Work, visit: &Visit, account_id: &str) -> Result<(), DbErr> {
    // Never the cookie that was shown: somebody else may have a copy of it.
    let token = token();
    let token_hash = hash(work, &token);
    if let Some(old) = shown(visit) {
        let old = hash(work, old);
        // The same browser after a long time, or with another account, which goes on knowing it.
        devices::forget(work.db(), account_id, &old).await?;
        devices::rename(work.db(), &old, &token_hash).await?;
    }
    let row = device::Model {
        id: id(),
        account_id: account_id.to_owned(),
        token_hash,
        created_at: work.at(),
        seen_at: work.at(),
    };
    devices::insert(&work.later(), row).await?;
    visit.head.set_device(&token, LIFE_DAYS);
    Ok(())
}
