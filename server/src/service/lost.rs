//! Every second step is lost, and no backup code is left: two independent proofs open the account,
//! the mail and two of the questions. Where the questions count as no proof, this way is closed.

use super::actor::role;
use super::alerts::{self, Happened, Undo};
use super::reset_answers::{Asked, asked_questions};
use super::session::Session;
use super::{Desk, Fail, codes, throttles};
use crate::clock::millis;
use crate::store::entity::{account, factor, reset_answer, security_event};
use app::ports::Done;
use app::wire::{LostForm, LostView, Notice};
use app::{AppError, routes};
use domain::factor::FactorKind;
use domain::fault::{FaultCode, Faults};
use domain::questions;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use time::Duration;

/// How long this way stays closed after a new password.
const NEW_PASSWORD: Duration = Duration::hours(24);

/// What is needed to prove it.
struct Losing {
    account: account::Model,
    session: Session,
    /// A lost second step: codes are kept under one.
    factor: factor::Model,
    asked: Vec<reset_answer::Model>,
    /// The password is too new: whoever set it by mail has to wait, and the owner was told.
    waits: bool,
}

impl Losing {
    fn request(&self) -> String {
        format!("lost {}", self.session.name())
    }
}

impl Desk {
    async fn losing(&self) -> Result<Losing, Fail> {
        let db = self.portal.store.db();
        let (account, session) = self.verifying().await?;
        let Some((_, factor)) = self.ways(db, &account).await?.into_iter().next() else {
            return Err(AppError::Elsewhere(app::Place::Verify).into());
        };
        let mut asked = asked_questions(db, &self.portal, &account, Asked::Lost).await?;
        // Mail and questions are what a new password takes already. For those whose clients' cases
        // are at stake a mail is never enough, whatever it is joined with.
        if !FactorKind::Email.is_enough_for(role(&account)?) {
            asked.clear();
        }
        let waits = self.waits_after_new_password(&account).await?;
        Ok(Losing { account, session, factor, asked, waits })
    }

    /// True for a day after the password was changed.
    async fn waits_after_new_password(&self, account: &account::Model) -> Result<bool, Fail> {
        let since = millis(self.portal.now() - NEW_PASSWORD);
        let changed = security_event::Entity::find()
            .filter(security_event::Column::AccountId.eq(&account.id))
            .filter(security_event::Column::Event.eq(Happened::PasswordChanged.code()))
            .filter(security_event::Column::At.gt(since))
            .count(self.portal.store.db())
            .await?;
        Ok(changed > 0)
    }

    pub(super) async fn lost_view(&self) -> Result<LostView, Fail> {
        let Losing { account, session, asked, waits, .. } = self.losing().await?;
        Ok(LostView {
            waits,
            questions: asked
                .iter()
                .filter_map(|row| questions::words(&row.question))
                .map(str::to_owned)
                .collect(),
            sent: session.data.lost_sent,
            role: role(&account)?,
            email: account.email,
        })
    }

    pub(super) async fn send_lost_code(&self) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let losing = self.losing().await?;
        if losing.asked.len() < questions::ASKED || losing.waits {
            return Err(AppError::NotFound.into());
        }
        let tx = portal.store.write().await?;
        let to = (FactorKind::Email, losing.account.email.clone());
        let request = losing.request();
        codes::send_to(&tx, portal, &losing.account, to, &losing.factor, &request).await?;
        self.session.lock().await.data.lost_sent = true;
        self.store_session(&tx).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::VERIFY_LOST, Notice::CodeSent))
    }

    pub(super) async fn pass_lost(&self, form: &LostForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let losing = self.losing().await?;
        let answers = [("answer1", &form.answer1), ("answer2", &form.answer2)];
        if losing.asked.len() < answers.len() || losing.waits {
            return Err(AppError::NotFound.into());
        }
        let mut faults = Faults::default();
        let code = faults.required("code", domain::text::line(&form.code, 100));
        for (field, answer) in answers {
            faults.required(field, domain::text::line(answer, questions::LONGEST));
        }
        let (Some(code), true) = (code, faults.is_empty()) else {
            return Err(faults.into_vec().into());
        };
        let key = self.second_key(&losing.account).await?;
        if let Some(seconds) = throttles::wait(portal.store.db(), portal, &key).await? {
            return Err(super::fault("code", FaultCode::WaitFor { seconds }).into());
        }
        let mut right = true;
        for ((_, answer), row) in answers.iter().zip(&losing.asked) {
            let hash = Some(row.answer_hash.clone());
            right &= portal.hasher.verify(questions::fold(answer), hash).await?.right;
        }
        let tx = portal.store.write().await?;
        self.hold_account(&tx, &losing.account).await?;
        let throttle = throttles::lock(&tx, portal, &key).await?;
        if let Some(seconds) = throttle.wait(portal) {
            return Err(super::fault("code", FaultCode::WaitFor { seconds }).into());
        }
        let request = losing.request();
        // A code that wrong answers used up would tell that it was right.
        let proven =
            right && codes::check(&tx, portal, &losing.factor, &request, &code).await?.is_ok();
        if !proven {
            let wait = throttle.failed(&tx, portal).await?;
            tx.commit().await?;
            tracing::info!(account = %losing.account.id, "wrong proofs of a lost second step");
            // Which of them was wrong is not told.
            let code =
                wait.map_or(FaultCode::WrongProofs, |seconds| FaultCode::WaitFor { seconds });
            return Err(super::fault("code", code).into());
        }
        throttle.passed(&tx).await?;
        let what = Happened::StepsLost;
        alerts::tell(&tx, portal, &losing.account, what, "", &Undo::Sessions).await?;
        self.second_step_passed(&tx, &losing.account).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::SECURITY, Notice::StepsLost))
    }
}
