//! How far a sign-up has come; it has no state of its own.

use super::super::error::ServiceError;
use super::factors;
use crate::scope::{Connection, Scope};
use crate::store::{entity::account, reset_answers};
use domain::role::Role;
use domain::sign_up::{Progress, Step};

/// What an account has so far.
pub async fn progress<C: Connection>(
    s: &Scope<C>,
    account: &account::Model,
) -> Result<Progress, ServiceError> {
    let all = factors::all(s, &account.id).await?;
    let confirmed = all.iter().filter(|row| row.confirmed_at.is_some()).count();
    let answers = reset_answers::count(s.db(), &account.id).await?;
    Ok(Progress {
        password: account.password_hash.is_some(),
        chosen: all.len() - confirmed,
        confirmed,
        backup_kept: account.backup_kept_at.is_some(),
        // NIST SP 800-63B-4 §3.1.1.2 forbids questions, so the modern policy has no such step.
        questions: answers > 0 || !s.config.is_seed(),
        kind: account.role != Role::SigningUp,
    })
}

/// The step that comes next.
pub async fn next_step<C: Connection>(
    s: &Scope<C>,
    account: &account::Model,
) -> Result<Step, ServiceError> {
    Ok(progress(s, account).await?.next().unwrap_or(Step::AccountType))
}
