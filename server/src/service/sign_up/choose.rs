//! The second steps that a new account chooses.

use super::super::credentials::factors;
use super::super::error::ServiceError;
use super::super::login::begin_factor;
use super::super::visit::{self, Desk, Visit};
use super::steps::signing_up;
use crate::scope::Work;
use app::ports::Done;
use app::wire::ChooseForm;
use app::{AppError, Place};
use domain::factor::FactorKind;
use domain::second_step::{Several, Ticks};
use domain::sign_up::Step;

fn parse(form: &ChooseForm) -> Result<Several, ServiceError> {
    let ChooseForm { passkey, app, text, by_email, mobile } = form;
    Ok(Ticks { passkey, app, text, by_email, mobile }.parse()?)
}

/// Step 5.
pub async fn choose(desk: &Desk, form: &ChooseForm) -> Result<Done, ServiceError> {
    let (_, next) = signing_up(&desk.look(), &desk.visit).await?;
    may_choose(next)?;
    keep(desk.work().await?, &desk.visit, parse(form)?).await
}

fn may_choose(next: Step) -> Result<(), AppError> {
    // Whoever finds at the last step that another one is needed comes back.
    if matches!(next, Step::SecondStep | Step::Verify | Step::AccountType) {
        Ok(())
    } else {
        Err(AppError::Elsewhere(Place::SignUp(next)))
    }
}

async fn keep(work: Work, visit: &Visit, chosen: Several) -> Result<Done, ServiceError> {
    let (known, next) = signing_up(&work, visit).await?;
    may_choose(next)?;
    let account = &known.account;
    for row in factors::all(&work, &account.id).await? {
        if row.confirmed_at.is_none() {
            factors::remove(&work, &row.id).await?;
        }
    }
    let has = factors::confirmed(&work, &account.id).await?;
    let another = |kind: &FactorKind| {
        *kind != FactorKind::Email || !has.iter().any(|row| row.kind == FactorKind::Email)
    };
    let mut first = None;
    for kind in chosen.kinds.into_iter().filter(another) {
        let row = factors::choose(&work, account, kind, "", chosen.number.as_deref()).await?;
        first.get_or_insert(row);
    }
    if let Some(row) = first.clone() {
        begin_factor(&work, visit, account, row).await?;
    }
    // Nothing besides what works already: on with whatever is next.
    let next = if first.is_some() { Step::Verify } else { next };
    visit::store(&work, visit).await?;
    work.commit().await?;
    Ok(Done::to(next.path()))
}
