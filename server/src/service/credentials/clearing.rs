//! Removes second steps and backup codes of an account. The caller has verified who is asking: nothing of it comes back by a link that
//! was mailed before or is mailed now, and whoever resets an account mails the way in themselves.

use super::super::error::ServiceError;
use super::{events, factors};
use crate::scope::Work;
use crate::store::backup_codes;
use crate::store::entity::account;
use domain::factor::FactorKind;
use domain::security_event::SecurityEvent;

/// Removes all of them. No "This was not me" is mailed: whoever has the mailbox would bring back what was reset.
pub async fn remove_all(work: &Work, account: &account::Model) -> Result<(), ServiceError> {
    backup_codes::forget_all(work.db(), &account.id).await?;
    let rows = factors::all(work, &account.id).await?;
    if rows.is_empty() {
        return Ok(());
    }
    for row in rows {
        factors::remove(work, &row.id).await?;
    }
    Ok(events::note(work, &account.id, SecurityEvent::FactorRemoved, "all of them").await?)
}

/// Removes the passkeys, each of which opens the account alone.
pub async fn remove_passkeys(work: &Work, account_id: &str) -> Result<(), ServiceError> {
    for row in factors::all(work, account_id).await? {
        if row.kind == FactorKind::Passkey {
            factors::remove(work, &row.id).await?;
            let name = factors::way(work, &row).name;
            events::note(work, account_id, SecurityEvent::FactorRemoved, &name).await?;
        }
    }
    Ok(())
}
