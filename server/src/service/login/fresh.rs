//! The password again, for what is sensitive.

use super::super::credentials::throttles;
use super::super::error::{ServiceError, fault};
use super::super::visit::{Desk, Known, Visit, guards};
use super::passed;
use crate::limits::Limit;
use crate::scope::Work;
use crate::store::entity::account;
use app::AppError;
use app::ports::Done;
use app::wire::FreshLoginForm;
use domain::FaultCode;

/// The password again.
pub async fn log_in_again(desk: &Desk, form: &FreshLoginForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Logins).await?;
    let account = guards::half_known(&desk.look(), &desk.visit).await?.account;
    if form.password.is_empty() {
        return Err(fault("password", FaultCode::Required).into());
    }
    let hash = account.password_hash.clone();
    let right = desk.portal.hasher.verify(form.password.clone(), hash).await?.right;
    count_own_password(desk.work().await?, &desk.visit, "password", &account, right).await?;
    renew(desk.work().await?, &desk.visit, &account, &form.next).await
}

/// Counts wrong guesses of the own password, asked again in a session, like those at the login. A
/// password changed since it was compared counts as wrong.
pub async fn count_own_password(
    work: Work,
    visit: &Visit,
    field: &'static str,
    compared: &account::Model,
    right: bool,
) -> Result<(), ServiceError> {
    let Known { account, row, .. } = guards::half_known(&work, visit).await?;
    // Counted for each login: guesses in a stolen session do not make the owner's own login wait.
    let key = format!("fresh {} {}", account.id, row.login);
    let throttle = throttles::guard(&work, &key, field).await?;
    if right && account.password_hash == compared.password_hash {
        throttle.passed(&work).await?;
        return Ok(work.commit().await?);
    }
    let code = throttle.failed(&work, FaultCode::WrongPassword).await?;
    work.commit().await?;
    Err(fault(field, code).into())
}

async fn renew(
    work: Work,
    visit: &Visit,
    compared: &account::Model,
    next: &str,
) -> Result<Done, ServiceError> {
    let account = guards::half_known(&work, visit).await?.account;
    if account.password_hash != compared.password_hash {
        return Err(AppError::LoginRequired.into());
    }
    let done = passed::password_again(&work, visit, &account, next).await?;
    work.commit().await?;
    Ok(done)
}
