//! "This was not me" (a freeze): restores address, second steps, codes and consents to their state before a change,
//! voids sessions and links given out since, and requires a new password.

use super::super::credentials::before::Before;
use super::super::credentials::events::{self, FREEZABLE, NOT_ME};
use super::super::credentials::{address, clearing, epoch, factors, links, standing};
use super::super::error::ServiceError;
use crate::clock::utc_words;
use crate::mail::letters::Frozen;
use crate::mail::{Letter, letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::secret::is_token;
use crate::store::entity::{account, credential_change};
use crate::store::{accounts, credential_changes};
use app::ports::Done;
use app::wire::{EarlierChange, FreezeForm, FreezeView, Notice, with_token};
use app::{AppError, routes};
use domain::account::Standing;
use domain::email::Email;
use domain::security_event::SecurityEvent;

/// A reported change, with those before and after it that can still be frozen.
struct Reported {
    earlier: Vec<credential_change::Model>,
    change: credential_change::Model,
    later: Vec<credential_change::Model>,
}

async fn reported<C: Connection>(
    s: &Scope<C>,
    token: &str,
) -> Result<Option<Reported>, ServiceError> {
    if !is_token(token) {
        return Ok(None);
    }
    let (hash, since) = (s.secrets.hash(NOT_ME, token), s.ago(FREEZABLE));
    let Some(change) = credential_changes::find(s.db(), &hash, since).await? else {
        return Ok(None);
    };
    let account = match C::WRITES {
        // Two reports at once: the second one finds what the first has made void.
        true => accounts::lock(s.db(), &change.account_id).await?,
        false => accounts::by_id(s.db(), &change.account_id).await?,
    };
    // What is closed does not come back, nor its address.
    if account.is_none_or(|account| account.standing == Standing::Closed) {
        return Ok(None);
    }
    let mut all = credential_changes::open_of(s.db(), &change.account_id, since).await?;
    let Some(at) = all.iter().position(|row| row.id == change.id) else {
        return Ok(None);
    };
    let later = all.split_off(at + 1);
    all.truncate(at);
    // Only what was told to the same mailbox is its owner's to report.
    let mailbox = Before::open(s, &change).map(|before| before.email);
    all.retain(|row| Before::open(s, row).map(|before| before.email) == mailbox);
    Ok(Some(Reported { earlier: all, change, later }))
}

fn words(row: &credential_change::Model) -> String {
    format!("{}, on {}", row.kind.words(), utc_words(row.at))
}

/// The change behind a mailed token, and those before it. Looking changes nothing.
pub async fn change(look: &Look, token: &str) -> Result<Option<FreezeView>, ServiceError> {
    Ok(reported(look, token).await?.map(|Reported { earlier, change, .. }| FreezeView {
        what: words(&change),
        id: change.id,
        earlier: earlier
            .iter()
            .map(|row| EarlierChange { id: row.id.clone(), what: words(row) })
            .collect(),
    }))
}

/// Freezes the account: its current password no longer logs anybody in.
pub async fn freeze(work: Work, form: &FreezeForm) -> Result<Done, ServiceError> {
    let Some(Reported { mut earlier, change, later }) = reported(&work, &form.id).await? else {
        return Ok(Done::to(with_token(routes::NOT_ME, "")));
    };
    let account = accounts::lock(work.db(), &change.account_id).await?;
    let account = account.ok_or(AppError::NotFound)?;
    // From the earliest change on that the owner does not know.
    let mut undone = match earlier.iter().position(|row| row.id == form.from) {
        Some(at) => earlier.split_off(at),
        None => Vec::new(),
    };
    undone.push(change);
    undone.extend(later);
    let ids: Vec<&str> = undone.iter().map(|row| row.id.as_str()).collect();
    credential_changes::close(work.db(), &ids, work.at()).await?;
    let account = account::Model { password_hash: None, closes_at: None, ..account };
    let account = epoch::raise(&work, account, None).await?;
    events::note(&work, &account.id, SecurityEvent::Frozen, "").await?;
    let reachable = restore(&work, &account, &undone).await?;
    work.commit().await?;
    let notice = if reachable { Notice::ChangeFrozen } else { Notice::FrozenOnly };
    Ok(Done::saying(routes::LOGIN, notice))
}

/// Puts back what stood before the first of these changes, and mails the way in. Where that cannot
/// be done, the account stays frozen. True if its owner can come back without help.
async fn restore(
    work: &Work,
    account: &account::Model,
    undone: &[credential_change::Model],
) -> Result<bool, ServiceError> {
    let first = undone.first().and_then(|row| Before::open(work, row));
    let Some(before) = first else {
        // Written by an earlier version: what stood before it, and for whom, is not known. What opens the account alone goes.
        clearing::remove_passkeys(work, &account.id).await?;
        return Ok(false);
    };
    let email = Email::parse(&before.email).ok().flatten();
    before.restore(work, &account.id).await?;
    let account = account.clone();
    let account =
        match email.filter(|email| email.key() != account.email_key && account.role.is_online()) {
            None => account,
            Some(email) if address::is_free(work, &email).await? => {
                address::set(work, account, &email).await?
            }
            Some(email) => {
                let account = address::set_aside(work, account, &email).await?;
                return frozen_only(work, &account, Frozen::AddressTaken).await;
            }
        };
    // Where a second step is a must, a mailbox alone opens nothing.
    let role = account.role.0;
    let steps = factors::confirmed(work, &account.id).await?;
    if role.needs_factor() && !factors::enough(role, &steps) {
        return frozen_only(work, &account, Frozen::NoSecondStep).await;
    }
    mail_way_in(work, &account).await.map(|()| true)
}

async fn frozen_only(
    work: &Work,
    account: &account::Model,
    why: Frozen,
) -> Result<bool, ServiceError> {
    queue(work, letters::frozen_only(account.email.clone(), &account.id, why)).await?;
    Ok(false)
}

/// A student's account opens with a SEVIS ID besides the mailbox, which "Forgot password" asks for.
async fn mail_way_in(work: &Work, account: &account::Model) -> Result<(), ServiceError> {
    let (name, _) = standing::holder(work, account).await?;
    if account.student_id.is_none() {
        return links::password_reset(work, account, &name).await;
    }
    let letter = letters::frozen_student(account.email.clone(), &name, work.url(routes::FORGOT));
    let (student_id, account_id) = (account.student_id.clone(), Some(account.id.clone()));
    let letter = Letter { student_id, account_id, ..letter };
    Ok(queue(work, letter).await?)
}
