//! Account rows and the effects of `domain::account::step`.

use super::super::error::ServiceError;
use super::before::Before;
use super::{epoch, events};
use crate::mail::{letters, queue};
use crate::scope::{Connection, Scope, Work};
use crate::secret::id;
use crate::store::entity::{account, student};
use crate::store::{accounts, code::Code, convert, students};
use app::{AppError, routes};
use domain::account::{Effect, Event, Standing, step};
use domain::email::Email;
use domain::role::Role;
use domain::security_event::SecurityEvent;
use sea_orm::DbErr;

/// A new account of this address and role: open, without school and password.
pub fn new(role: Role, email: &Email, at: i64) -> account::Model {
    account::Model {
        id: id(),
        student_id: None,
        joined_student_id: None,
        school_id: None,
        role: Code(role),
        name: String::new(),
        email: email.as_str().to_owned(),
        email_key: email.key(),
        password_hash: None,
        standing: Code(Standing::Open),
        failures: 0,
        temporary: false,
        credential_at: at,
        last_login_at: None,
        access_stage: 0,
        created_at: at,
        backup_kept_at: None,
        closes_at: None,
        news: true,
        epoch: 0,
    }
}

/// The name an account's holder is greeted by, and the student if it is one's.
pub async fn holder<C: Connection>(
    s: &Scope<C>,
    account: &account::Model,
) -> Result<(String, Option<student::Model>), DbErr> {
    match &account.student_id {
        Some(id) => {
            let student = students::by_id(s.db(), id).await?;
            Ok((student.as_ref().map(letters::full_name).unwrap_or_default(), student))
        }
        None => Ok((account.name.clone(), None)),
    }
}

/// Applies an event to an account row that the caller has locked, and does what follows from it.
/// A refused event is a wrong password to the outside.
pub async fn apply(
    work: &Work,
    mut row: account::Model,
    event: Event,
) -> Result<account::Model, ServiceError> {
    let before = row.clone();
    let (next, effects) =
        step(convert::account(&row), event, work.now()).map_err(|_| AppError::LoginRequired)?;
    convert::set_account(&mut row, next);
    if row != before {
        accounts::update(work.db(), row.clone()).await?;
    }
    for effect in effects {
        match effect {
            Effect::EndSessions => row = epoch::raise(work, row, None).await?,
            Effect::MailLocked => {
                let (name, _) = holder(work, &row).await?;
                let (to, about) = (row.email.clone(), (row.student_id.clone(), row.id.as_str()));
                let forgot = work.url(routes::FORGOT);
                queue(work, letters::locked(to, about, &name, forgot)).await?;
            }
            Effect::MailPasswordChanged => {
                let before = Before::of(work, &row).await?;
                events::tell(work, &row, SecurityEvent::PasswordChanged, "", &before).await?;
            }
            // Needs both addresses and the password; the caller writes these.
            Effect::MailEmailChange => {}
        }
    }
    Ok(row)
}
