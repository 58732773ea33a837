//! Every second step is lost, and no backup code is left: two independent proofs open the account,
//! the mail and two of the questions. Where the questions count as no proof, this way is closed.

use super::super::credentials::before::Before;
use super::super::credentials::reset_answers::{self, Asked};
use super::super::credentials::{codes, events, factors, throttles};
use super::super::error::{ServiceError, fault};
use super::super::visit::{self, Desk, Known, Visit, device};
use super::passed;
use super::verify::verifying;
use crate::clock::instant;
use crate::limits::Limit;
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::entity::{factor, reset_answer};
use crate::store::security_events;
use app::ports::Done;
use app::wire::{LostForm, LostView, Notice};
use app::{AppError, routes};
use domain::factor::FactorKind;
use domain::fault::{FaultCode, Faults};
use domain::questions;
use domain::security_event::SecurityEvent;
use time::Duration;

/// How long this way stays closed after a new password.
const NEW_PASSWORD: Duration = Duration::hours(24);

/// What is needed to prove it.
struct Losing {
    known: Known,
    /// A lost second step: codes are kept under one.
    factor: factor::Model,
    asked: Vec<reset_answer::Model>,
    /// The password is too new: whoever set it by mail has to wait, and the owner was told.
    waits: bool,
}

impl Losing {
    fn request(&self) -> String {
        format!("lost {}", self.known.row.id)
    }

    /// Not found, unless this way is open.
    fn open(self) -> Result<Self, AppError> {
        if self.asked.len() < questions::ASKED || self.waits {
            Err(AppError::NotFound)
        } else {
            Ok(self)
        }
    }
}

async fn losing<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Losing, ServiceError> {
    let known = verifying(s, visit).await?;
    let account = &known.account;
    let Some(factor) = factors::ways(s, account).await?.into_iter().next() else {
        return Err(AppError::Elsewhere(app::Place::Verify).into());
    };
    // The same as long as this login is under way, also where a week begins meanwhile.
    let begun = instant(known.row.created_at);
    let mut asked = reset_answers::asked_questions(s, account, Asked::Lost, begun).await?;
    // Mail and questions are what a new password takes already. For those whose clients' cases
    // are at stake a mail is never enough, whatever it is joined with.
    if !FactorKind::Email.is_enough_for(known.role()) {
        asked.clear();
    }
    let (what, since) = (SecurityEvent::PasswordChanged, s.ago(NEW_PASSWORD));
    let waits = security_events::count_since(s.db(), &account.id, what, since).await? > 0;
    Ok(Losing { known, factor, asked, waits })
}

/// The page.
pub async fn view(look: &Look, visit: &Visit) -> Result<LostView, ServiceError> {
    let Losing { known, asked, waits, .. } = losing(look, visit).await?;
    Ok(LostView {
        waits,
        questions: reset_answers::words(&asked),
        sent: known.data.lost_sent,
        role: known.role(),
        email: known.account.email,
    })
}

/// Mails the code.
pub async fn send(work: Work, visit: &Visit) -> Result<Done, ServiceError> {
    let losing = losing(&work, visit).await?.open()?;
    let account = &losing.known.account;
    let to = (FactorKind::Email, account.email.clone());
    let asker = device::asker(&work, visit, account, losing.request()).await?;
    codes::send_to(&work, account, to, &losing.factor, asker).await?;
    visit.session.lock().await.data.lost_sent = true;
    visit::store(&work, visit).await?;
    work.commit().await?;
    Ok(Done::saying(routes::VERIFY_LOST, Notice::CodeSent))
}

/// Code and answers together.
pub async fn pass(desk: &Desk, form: &LostForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    let (look, visit) = (desk.look(), &desk.visit);
    let losing = losing(&look, visit).await?.open()?;
    let mut faults = Faults::default();
    let code = faults.required("code", domain::text::line(&form.code, 100));
    for (field, answer) in [("answer1", &form.answer1), ("answer2", &form.answer2)] {
        faults.required(field, domain::text::line(answer, questions::LONGEST));
    }
    let (Some(code), true) = (code, faults.is_empty()) else {
        return Err(faults.into_vec().into());
    };
    let key = device::second_step_key(&look, visit, &losing.known.account).await?;
    throttles::look(&look, &key, "code").await?;
    let answers = [form.answer1.as_str(), form.answer2.as_str()];
    let right = reset_answers::are_right(&desk.portal, &losing.asked, &answers).await?;
    settle(desk.work().await?, visit, &losing.asked, &code, right).await
}

async fn settle(
    work: Work,
    visit: &Visit,
    compared: &[reset_answer::Model],
    code: &str,
    right: bool,
) -> Result<Done, ServiceError> {
    let losing = losing(&work, visit).await?.open()?;
    let account = &losing.known.account;
    let key = device::second_step_key(&work, visit, account).await?;
    let throttle = throttles::guard(&work, &key, "code").await?;
    // A code that wrong answers used up would tell that it was right.
    let proven = right
        && losing.asked == compared
        && codes::check(&work, &losing.factor, &losing.request(), code).await?.is_ok();
    if !proven {
        // Which of them was wrong is not told.
        let code = throttle.failed(&work, FaultCode::WrongProofs).await?;
        work.commit().await?;
        tracing::info!(account = %account.id, "wrong proofs of a lost second step");
        return Err(fault("code", code).into());
    }
    throttle.passed(&work).await?;
    let before = Before::of(&work, account).await?;
    events::tell(&work, account, SecurityEvent::StepsLost, "", &before).await?;
    passed::second_step(&work, visit, account).await?;
    work.commit().await?;
    Ok(Done::saying(routes::SECURITY, Notice::StepsLost))
}
