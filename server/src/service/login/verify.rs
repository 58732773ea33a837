//! The second step of a login: the way in use, and its code.

use super::super::credentials::progress::next_step;
use super::super::credentials::{codes, factors, throttles};
use super::super::error::{ServiceError, fault};
use super::super::visit::places::begin_page;
use super::super::visit::{Desk, Known, Visit, device, guards};
use super::passed;
use super::way::{request, start_way};
use crate::limits::Limit;
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::entity::factor;
use app::ports::Done;
use app::wire::{Notice, SecondStepForm, TakeWayForm, VerifyView};
use app::{AppError, Place, routes};
use domain::factor::FactorKind;
use domain::role::Role;

/// The account whose second step is open.
pub(super) async fn verifying<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
) -> Result<Known, ServiceError> {
    let known = guards::half_known(s, visit).await?;
    if known.row.factor_at.is_some() {
        return Err(AppError::Elsewhere(begin_page(known.role())).into());
    }
    if known.row.password_at.is_none() {
        return Err(AppError::LoginRequired.into());
    }
    Ok(known)
}

/// The way in use (the first, where none was taken) and the others.
fn in_use(
    known: &Known,
    mut ways: Vec<factor::Model>,
) -> Option<(factor::Model, Vec<factor::Model>)> {
    let at = ways.iter().position(|row| known.data.way.as_ref() == Some(&row.id)).unwrap_or(0);
    (at < ways.len()).then(|| (ways.remove(at), ways))
}

/// The page.
pub async fn view(look: &Look, visit: &Visit) -> Result<VerifyView, ServiceError> {
    let known = verifying(look, visit).await?;
    let ways = factors::ways(look, &known.account).await?;
    let Some((way, others)) = in_use(&known, ways) else {
        let place = if known.role() == Role::SigningUp {
            Place::SignUp(next_step(look, &known.account).await?)
        } else {
            Place::FirstFactor
        };
        return Err(AppError::Elsewhere(place).into());
    };
    Ok(VerifyView {
        sent: known.data.way.as_ref() == Some(&way.id) && known.data.way_sent,
        way: Some(factors::way(look, &way)),
        others: others.iter().map(|row| factors::way(look, row)).collect(),
    })
}

/// Takes another way, or asks for a new code.
pub async fn take(work: Work, visit: &Visit, form: &TakeWayForm) -> Result<Done, ServiceError> {
    let known = verifying(&work, visit).await?;
    let ways = factors::ways(&work, &known.account).await?;
    let way = ways.into_iter().find(|row| row.id == form.id).ok_or(AppError::NotFound)?;
    let sent = start_way(&work, visit, &known.account, &way).await?;
    work.commit().await?;
    if let Err(seconds) = sent {
        return Err(AppError::TooMany(seconds).into());
    }
    let notice = way.kind.is_sent().then_some(Notice::CodeSent);
    Ok(Done { next: routes::VERIFY.into(), notice })
}

/// A code.
pub async fn pass(desk: &Desk, form: &SecondStepForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    let typed = codes::typed(&form.code)?;
    pass_code(desk.work().await?, &desk.visit, &typed).await
}

async fn pass_code(work: Work, visit: &Visit, typed: &str) -> Result<Done, ServiceError> {
    let known = verifying(&work, visit).await?;
    let account = &known.account;
    let key = device::second_step_key(&work, visit, account).await?;
    let throttle = throttles::guard(&work, &key, "code").await?;
    let ways = factors::ways(&work, account).await?;
    let Some((way, _)) = in_use(&known, ways) else {
        return Ok(Done::to(routes::VERIFY));
    };
    let row = factors::own(&work, &account.id, &way.id).await?;
    if row.kind == FactorKind::Passkey {
        return Ok(Done::to(routes::VERIFY));
    }
    let outcome = factors::check(&work, &row, &request(&known.row.id), typed).await?;
    if let Err(code) = outcome {
        let code = throttle.failed(&work, code).await?;
        work.commit().await?;
        tracing::info!(account = %account.id, "wrong second step");
        return Err(fault("code", code).into());
    }
    throttle.passed(&work).await?;
    factors::used(&work, &row.id).await?;
    let done = passed::second_step(&work, visit, account).await?;
    work.commit().await?;
    Ok(done)
}
