//! Who works for the school.

use super::super::audit::{self, Entry};
use super::super::credentials::sends;
use super::super::error::{ServiceError, fault};
use super::super::officials::{Person, SetUpError, invited, let_in_anew, revoke_access};
use super::super::visit::{Visit, guards};
use crate::scope::{Look, Work};
use crate::store::accounts;
use crate::store::code::Code;
use crate::store::entity::{account, school};
use app::ports::Done;
use app::wire::{InviteOfficialForm, Notice, OfficialRoleForm, OfficialRow, OfficialsView};
use app::{AppError, routes};
use domain::account::Standing;
use domain::audit::{AuditAct, Subject};
use domain::email::Email;
use domain::fault::Faults;
use domain::role::Role;
use domain::school::MAX_NAME;
use domain::{FaultCode, text};

/// Everybody who works for the school, by name.
pub async fn list(look: &Look, visit: &Visit) -> Result<OfficialsView, ServiceError> {
    let (principal, school) = guards::principal(look, visit).await?;
    let row = |row: account::Model| OfficialRow {
        own: row.id == principal.id,
        invited: row.password_hash.is_none(),
        id: row.id,
        name: row.name,
        email: row.email,
        role: row.role.0,
    };
    let rows = accounts::officials_of(look.db(), &school.id).await?;
    Ok(OfficialsView { rows: rows.into_iter().map(row).collect() })
}

/// One of the two roles.
fn role_of(code: &str) -> Option<Role> {
    Role::from_code(code).filter(|role| role.is_official())
}

/// Invites somebody.
pub async fn invite(
    work: Work,
    visit: &Visit,
    form: &InviteOfficialForm,
) -> Result<Done, ServiceError> {
    guards::fresh(&work, visit).await?;
    let (principal, school) = guards::principal(&work, visit).await?;
    let mut faults = Faults::default();
    let email = faults.required("email", Email::parse(&form.email));
    let name = faults.required("name", text::line(&form.name, MAX_NAME));
    let role = role_of(&form.role);
    if role.is_none() {
        faults.add("role", FaultCode::NotAChoice);
    }
    let (Some(email), Some(name), Some(role)) = (email, name, role) else {
        return Err(faults.into_vec().into());
    };
    // Accounts come before the ledger, as everywhere.
    accounts::lock_by_email(work.db(), &email.key()).await?;
    sends::by_official(&work, visit.address, &principal, email.as_str()).await?;
    let person = Person { email: &email, name: &name, role };
    let duty = format!("an official of {}", school.name);
    let (row, _) = match invited(&work, Some(&school.id), person, &duty).await {
        Ok(done) => done,
        Err(SetUpError::Service(error)) => return Err(error),
        // Whose it is, is not told.
        Err(_) => return Err(fault("email", FaultCode::EmailTaken).into()),
    };
    write_down(&work, &principal, &row, AuditAct::OfficialInvited).await?;
    work.commit().await?;
    Ok(Done::saying(routes::OFFICIALS, Notice::OfficialInvited))
}

/// The principal official and a colleague, both locked, in the order of their ids, so that two who act on
/// each other do so one after the other: the second finds what the first has done.
async fn pair(
    work: &Work,
    visit: &Visit,
    id: &str,
) -> Result<(account::Model, account::Model, school::Model), ServiceError> {
    let own = guards::own_id(visit).await?;
    let mut ids = [own.as_str(), id];
    ids.sort_unstable();
    for id in ids {
        accounts::lock(work.db(), id).await?;
    }
    guards::fresh(work, visit).await?;
    let (principal, school) = guards::principal(work, visit).await?;
    let colleague = accounts::by_id(work.db(), id).await?.filter(|row| {
        row.id != principal.id
            && row.school_id.as_ref() == Some(&school.id)
            && row.role.0.is_official()
            && row.standing != Standing::Closed
    });
    Ok((principal, colleague.ok_or(AppError::NotFound)?, school))
}

/// Gives a colleague another role.
pub async fn set_role(
    work: Work,
    visit: &Visit,
    form: &OfficialRoleForm,
) -> Result<Done, ServiceError> {
    let (principal, row, _) = pair(&work, visit, &form.id).await?;
    let role = role_of(&form.role).ok_or_else(|| fault("role", FaultCode::NotAChoice))?;
    if row.role == role {
        return Ok(Done::saying(routes::OFFICIALS, Notice::NothingChanged));
    }
    let row = account::Model { role: Code(role), ..row };
    accounts::update(work.db(), row.clone()).await?;
    write_down(&work, &principal, &row, AuditAct::OfficialRole).await?;
    work.commit().await?;
    Ok(Done::saying(routes::OFFICIALS, Notice::OfficialChanged))
}

/// Ends a colleague's access: sessions, password, links. What they did stays in the history.
pub async fn end(work: Work, visit: &Visit, id: &str) -> Result<Done, ServiceError> {
    let (principal, row, _) = pair(&work, visit, id).await?;
    let row = revoke_access(&work, row, Standing::Closed).await?;
    write_down(&work, &principal, &row, AuditAct::OfficialRemoved).await?;
    work.commit().await?;
    Ok(Done::saying(routes::OFFICIALS, Notice::OfficialChanged))
}

/// Mails a colleague a new way in, who has lost every second step or not opened the invitation.
pub async fn let_in(work: Work, visit: &Visit, id: &str) -> Result<Done, ServiceError> {
    let (principal, row, _) = pair(&work, visit, id).await?;
    sends::by_official(&work, visit.address, &principal, &row.email).await?;
    let (row, _) = let_in_anew(&work, row).await?;
    write_down(&work, &principal, &row, AuditAct::OfficialReset).await?;
    work.commit().await?;
    Ok(Done::saying(routes::OFFICIALS, Notice::OfficialInvited))
}

async fn write_down(
    work: &Work,
    principal: &account::Model,
    about: &account::Model,
    act: AuditAct,
) -> Result<(), ServiceError> {
    let subjects = vec![Subject::Account(about.id.clone())];
    let entry = Entry::of(principal, act, subjects);
    audit::write(work, entry.changed("", about.role.0.words())).await
}
