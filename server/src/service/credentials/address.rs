//! The address of an account: the one place that writes it.

use super::super::error::ServiceError;
use super::{epoch, factors};
use crate::scope::{Connection, Scope, Work};
use crate::secret::SealedAt;
use crate::store::accounts;
use crate::store::entity::{account, factor};
use domain::email::Email;
use domain::factor::FactorKind;

/// True if no other account has an address. A record may have it: an invitation joins it to the account, as after a sign-up.
pub async fn is_free<C: Connection>(s: &Scope<C>, email: &Email) -> Result<bool, ServiceError> {
    Ok(accounts::by_email(s.db(), &email.key()).await?.is_none())
}

/// Writes a locked account's address, and where its codes by email go; what was given out for the
/// old address is void.
pub async fn set(
    work: &Work,
    account: account::Model,
    email: &Email,
) -> Result<account::Model, ServiceError> {
    let (text, key) = (email.as_str().to_owned(), email.key());
    write(work, account::Model { email: text, email_key: key, ..account }).await
}

/// The same where another account has the address by now: mails go there, no login does.
pub async fn set_aside(
    work: &Work,
    account: account::Model,
    email: &Email,
) -> Result<account::Model, ServiceError> {
    let (text, key) = (email.as_str().to_owned(), format!("frozen {}", account.id));
    write(work, account::Model { email: text, email_key: key, ..account }).await
}

async fn write(work: &Work, account: account::Model) -> Result<account::Model, ServiceError> {
    for row in factors::all(work, &account.id).await? {
        if row.kind == FactorKind::Email {
            let sealed = work.secrets.seal(SealedAt::Factor(&row.id), &account.email);
            let row = factor::Model { sealed, ..row };
            crate::store::factors::update(work.db(), row).await?;
        }
    }
    Ok(epoch::raise(work, account, None).await?)
}
