//! The own password, changed while logged in.

use super::super::credentials::passwords;
use super::super::error::{ServiceError, fault};
use super::super::visit::places::begin_page;
use super::super::visit::{self, Data, Desk, Entry, Known, Visit, device, guards};
use super::fresh::count_own_password;
use crate::clock::instant;
use crate::limits::Limit;
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::entity::account;
use app::ports::Done;
use app::wire::{AccountView, ChangePasswordForm, ForcedChange, Notice};
use app::{AppError, routes};
use domain::FaultCode;
use domain::date::plus_days;

/// Whoever may change the own password: officials and holders at once, students once they have
/// attested.
async fn changer<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Known, ServiceError> {
    let known = guards::account(s, visit).await?;
    if known.account.student_id.is_some() && !known.row.attested {
        return Err(AppError::AttestationRequired.into());
    }
    Ok(known)
}

/// The present password is asked for, but right after a login with a temporary one: it was typed
/// just now, and is not the person's own.
fn asks_current(look: &Look, known: &Known) -> bool {
    let temporary = guards::forced(look, &known.account) == Some(ForcedChange::Temporary);
    !(temporary && guards::is_fresh(look, known))
}

/// Email and password policy of whoever is logged in.
pub async fn account_view(look: &Look, visit: &Visit) -> Result<AccountView, ServiceError> {
    let known = changer(look, visit).await?;
    let (zone, account) = (known.zone(), &known.account);
    let since = instant(account.credential_at);
    let policy = look.config.policy_of(known.role());
    Ok(AccountView {
        email: account.email.clone(),
        forced: guards::forced(look, account),
        asks_current: asks_current(look, &known),
        policy,
        context: passwords::context_of(look, account).await?,
        password_since: if account.temporary { "Temporary".into() } else { zone.words(since) },
        password_expires: policy
            .max_age_days
            .filter(|_| !account.temporary)
            .map(|days| domain::date::long(plus_days(zone.day(since), i64::from(days)))),
    })
}

/// Changes the own password.
pub async fn change_password(desk: &Desk, form: &ChangePasswordForm) -> Result<Done, ServiceError> {
    let look = desk.look();
    let known = changer(&look, &desk.visit).await?;
    let account = known.account.clone();
    let context = passwords::context_of(&look, &account).await?;
    let policy = look.config.policy_of(account.role.0);
    let mut faults = passwords::judge(&policy, &form.password, &form.confirm, &context);
    if asks_current(&look, &known) {
        desk.limit(Limit::Logins).await?;
        if form.current.is_empty() {
            faults.insert(0, fault("current", FaultCode::Required));
        } else if faults.is_empty() {
            let hash = account.password_hash.clone();
            let right = desk.portal.hasher.verify(form.current.clone(), hash).await?.right;
            count_own_password(desk.work().await?, &desk.visit, "current", &account, right).await?;
        }
    }
    if !faults.is_empty() {
        return Err(faults.into());
    }
    passwords::refuse_repeated(&desk.portal, &account, &form.password).await?;
    let hash = desk.portal.hasher.hash(form.password.clone()).await?;
    set(desk.work().await?, &desk.visit, &account, hash).await
}

async fn set(
    work: Work,
    visit: &Visit,
    compared: &account::Model,
    hash: String,
) -> Result<Done, ServiceError> {
    let Known { account, row, .. } = changer(&work, visit).await?;
    // The school may have reset the account meanwhile: then this session is over.
    if account.password_hash != compared.password_hash {
        return Err(AppError::LoginRequired.into());
    }
    let page = begin_page(account.role.0).path(routes::HOME);
    let account = passwords::set(&work, account, hash).await?;
    // Every other session has ended; this browser goes on in a new one.
    // The second step is as old as it was.
    let attested = account.student_id.is_some() || row.attested;
    let entry = Entry { attested, factor_at: row.factor_at, password_at: Some(work.at()) };
    visit::begin(&work, visit, &account, entry, Data::default()).await?;
    device::remember(&work, visit, &account.id).await?;
    work.commit().await?;
    Ok(Done::saying(page, Notice::PasswordChanged))
}
