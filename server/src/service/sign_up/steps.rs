//! The steps after the address is confirmed.

use super::super::credentials::progress::progress;
use super::super::credentials::{backup_codes, events, factors, passwords, reset_answers};
use super::super::error::{ServiceError, fault};
use super::super::login::enrol_view;
use super::super::visit::places::begin_page;
use super::super::visit::{self, Desk, Known, Visit, guards};
use crate::mail::{letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::accounts;
use crate::store::code::Code;
use crate::store::entity::{account, reset_answer};
use app::ports::Done;
use app::wire::{AccountTypeForm, Notice, SignUpPasswordForm, StepView};
use app::{AppError, Place, routes};
use domain::FaultCode;
use domain::password::Context;
use domain::questions::QuestionsForm;
use domain::role::Role;
use domain::security_event::SecurityEvent;
use domain::sign_up::Step;

/// The account that is signing up in this session, with its next step.
pub(super) async fn signing_up<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
) -> Result<(Known, Step), ServiceError> {
    let known = guards::half_known(s, visit).await?;
    if known.role() != Role::SigningUp {
        return Err(AppError::Elsewhere(begin_page(known.role())).into());
    }
    let progress = progress(s, &known.account).await?;
    // A password, and then a second step, once there are any.
    if progress.password && known.row.password_at.is_none() {
        return Err(AppError::LoginRequired.into());
    }
    if progress.confirmed > 0 && known.row.factor_at.is_none() {
        return Err(AppError::Elsewhere(Place::Verify).into());
    }
    Ok((known, progress.next().unwrap_or(Step::AccountType)))
}

/// The same, if this step is the next one.
async fn at_step<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
    step: Step,
) -> Result<account::Model, ServiceError> {
    let (known, next) = signing_up(s, visit).await?;
    if next == step {
        Ok(known.account)
    } else {
        Err(AppError::Elsewhere(Place::SignUp(next)).into())
    }
}

fn context(account: &account::Model) -> Context {
    passwords::context(&account.email, "", None, "")
}

/// A step, if it is the next one.
pub async fn view(look: &Look, visit: &Visit, step: Step) -> Result<StepView, ServiceError> {
    let (known, next) = signing_up(look, visit).await?;
    let account = known.account;
    // A second step can still be added at the end: some account types need another one.
    if next != step && (step, next) != (Step::SecondStep, Step::AccountType) {
        return Err(AppError::Elsewhere(Place::SignUp(next)).into());
    }
    Ok(match step {
        Step::Password => StepView::Password {
            policy: look.config.policy_of(Role::SigningUp),
            context: context(&account),
            email: account.email,
        },
        Step::SecondStep => StepView::SecondStep,
        Step::Verify => StepView::Verify(enrol_view(look, visit).await?),
        Step::BackupCode => {
            let codes = backup_codes::readable(look, &account.id).await?;
            StepView::BackupCode { code: codes.into_iter().next().unwrap_or_default() }
        }
        Step::Questions => StepView::Questions,
        Step::AccountType => StepView::AccountType,
    })
}

/// Step 4.
pub async fn password(desk: &Desk, form: &SignUpPasswordForm) -> Result<Done, ServiceError> {
    let account = at_step(&desk.look(), &desk.visit, Step::Password).await?;
    let policy = desk.portal.config.policy_of(Role::SigningUp);
    let faults = passwords::judge(&policy, &form.password, &form.confirm, &context(&account));
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let hash = desk.portal.hasher.hash(form.password.clone()).await?;
    set_password(desk.work().await?, &desk.visit, hash).await
}

async fn set_password(work: Work, visit: &Visit, hash: String) -> Result<Done, ServiceError> {
    let account = guards::half_known(&work, visit).await?.account;
    if account.password_hash.is_some() {
        return Ok(Done::to(routes::LOGIN));
    }
    passwords::remember(&work, &account.id, &hash).await?;
    let now = work.at();
    let account = account::Model { password_hash: Some(hash), credential_at: now, ..account };
    accounts::update(work.db(), account).await?;
    visit::renew(&work, visit, |entry, _| entry.password_at = Some(now)).await?;
    work.commit().await?;
    Ok(Done::to(Step::SecondStep.path()))
}

/// Step 7.
pub async fn backup_kept(work: Work, visit: &Visit) -> Result<Done, ServiceError> {
    let account = at_step(&work, visit, Step::BackupCode).await?;
    crate::store::backup_codes::discard_plaintext(work.db(), &account.id).await?;
    let account = account::Model { backup_kept_at: Some(work.at()), ..account };
    accounts::update(work.db(), account).await?;
    let (_, next) = signing_up(&work, visit).await?;
    work.commit().await?;
    Ok(Done::to(next.path()))
}

/// Step 8.
pub async fn questions(desk: &Desk, form: &QuestionsForm) -> Result<Done, ServiceError> {
    let account = at_step(&desk.look(), &desk.visit, Step::Questions).await?;
    let rows = reset_answers::rows(&desk.portal, &account.id, form).await?;
    keep_answers(desk.work().await?, &desk.visit, rows).await
}

async fn keep_answers(
    work: Work,
    visit: &Visit,
    rows: Vec<reset_answer::Model>,
) -> Result<Done, ServiceError> {
    let account = at_step(&work, visit, Step::Questions).await?;
    crate::store::reset_answers::replace(work.db(), &account.id, rows).await?;
    work.commit().await?;
    Ok(Done::to(Step::AccountType.path()))
}

/// Step 9.
pub async fn account_type(
    work: Work,
    visit: &Visit,
    form: &AccountTypeForm,
) -> Result<Done, ServiceError> {
    let account = at_step(&work, visit, Step::AccountType).await?;
    let role = domain::sign_up::account_type(&form.account_type)
        .map_err(|code| fault("account_type", code))?;
    if !factors::enough(role, &factors::confirmed(&work, &account.id).await?) {
        return Err(fault("account_type", FaultCode::NotEnough).into());
    }
    let login = work.url(routes::LOGIN);
    let letter = letters::online_account_created(account.email.clone(), &account.id, login);
    let account = account::Model { role: Code(role), ..account };
    accounts::update(work.db(), account.clone()).await?;
    queue(&work, letter).await?;
    events::note(&work, &account.id, SecurityEvent::Opened, role.words()).await?;
    work.commit().await?;
    tracing::info!(account = %account.id, "online account opened");
    Ok(Done::saying(routes::HOLDER, Notice::OnlineAccountReady))
}

/// Backup codes that may still be read: at that step of the sign-up, or on the security page.
pub async fn backup_codes_to_keep(look: &Look, visit: &Visit) -> Result<Vec<String>, ServiceError> {
    let half = guards::half_known(look, visit).await?;
    let account = if half.role() == Role::SigningUp {
        at_step(look, visit, Step::BackupCode).await?
    } else {
        guards::fresh(look, visit).await?.account
    };
    Ok(backup_codes::readable(look, &account.id).await?)
}
