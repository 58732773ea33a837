//! Account rows and the effects of `domain::account::step`.

use super::Fail;
use super::alerts::{self, Happened, Undo};
use crate::clock::millis;
use crate::mail::{letters, queue};
use crate::portal::Portal;
use crate::secret::id;
use crate::store::convert;
use crate::store::entity::{account, session, student};
use app::{AppError, routes};
use domain::account::{Effect, Event, Standing, step};
use domain::email::Email;
use domain::role::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

/// A new account of this address: open, without school and password, a student's until its role is
/// set.
pub fn new(portal: &Portal, email: &Email) -> account::ActiveModel {
    let now = millis(portal.now());
    account::ActiveModel {
        id: Set(id()),
        student_id: Set(None),
        school_id: Set(None),
        role: Set(Role::Student.code().to_owned()),
        name: Set(String::new()),
        email: Set(email.as_str().to_owned()),
        email_key: Set(email.key()),
        password_hash: Set(None),
        standing: Set(convert::standing_code(Standing::Open).to_owned()),
        failures: Set(0),
        temporary: Set(false),
        credential_at: Set(now),
        last_login_at: Set(None),
        access_stage: Set(0),
        created_at: Set(now),
        backup_kept_at: Set(None),
        closes_at: Set(None),
        news: Set(true),
    }
}

/// The name an account's holder is greeted by.
pub async fn holder(
    db: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<(String, Option<student::Model>), sea_orm::DbErr> {
    match &account.student_id {
        Some(id) => {
            let student = student::Entity::find_by_id(id).one(db).await?;
            Ok((student.as_ref().map(letters::full_name).unwrap_or_default(), student))
        }
        None => Ok((account.name.clone(), None)),
    }
}

/// Applies an event to an account row that the caller has locked, and does what follows from it.
/// A refused event is a wrong password to the outside.
pub async fn apply(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    row: account::Model,
    event: Event,
) -> Result<account::Model, Fail> {
    let (next, effects) =
        step(convert::account(&row)?, event, portal.now()).map_err(|_| AppError::LoginRequired)?;
    let mut active: account::ActiveModel = row.into();
    convert::set_account(&mut active, next);
    let row = active.update(tx).await?;
    let forgot = format!("{}{}", portal.config.public_url, routes::FORGOT);
    for effect in effects {
        match effect {
            Effect::EndSessions => {
                session::Entity::delete_many()
                    .filter(session::Column::AccountId.eq(&row.id))
                    .exec(tx)
                    .await?;
            }
            Effect::MailLocked => {
                let (name, _) = holder(tx, &row).await?;
                let (to, about) = (row.email.clone(), row.student_id.clone());
                queue(tx, portal, letters::locked(to, about, &name, forgot.clone())).await?;
            }
            Effect::MailPasswordChanged => {
                let (what, undo) = (Happened::PasswordChanged, Undo::Sessions);
                alerts::tell(tx, portal, &row, what, "", &undo).await?;
            }
            // Needs both addresses and the password; the caller writes these.
            Effect::MailEmailChange => {}
        }
    }
    Ok(row)
}
