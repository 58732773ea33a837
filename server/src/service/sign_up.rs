//! Opening an online account: ten steps, each of which can be left and come back to.

use super::actor::role;
use super::alerts::{self, Happened};
use super::pace::level;
use super::reset_answers::{answer_rows, replace_answers};
use super::session::{Data, Entry, Session};
use super::{Desk, Fail, accounts, backup, factors, fault, passwords};
use crate::clock::{instant, millis};
use crate::mail::{letters, queue};
use crate::portal::Portal;
use crate::secret::{id, random, token};
use crate::store::entity::{account, confirmation, reset_answer, sign_up, student};
use app::ports::{Answer, Done, SignUpPort};
use app::wire::*;
use app::{AppError, Place, routes};
use async_trait::async_trait;
use domain::FaultCode;
use domain::email::Email;
use domain::factor::{FactorKind, bare_code};
use domain::fault::Faults;
use domain::password::Context;
use domain::phone;
use domain::profile::ticked;
use domain::questions::QuestionsForm;
use domain::role::Role;
use domain::sign_up::{CONFIRM_CODE, CONFIRM_LIFE, CONFIRM_TRIES, Progress, RESEND_AFTER, Step};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};

/// Letters and digits that cannot be taken for one another.
const CODE_ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// What an account has so far.
pub async fn progress(
    db: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
) -> Result<Progress, Fail> {
    let all = factors::all(db, &account.id).await?;
    let confirmed = all.iter().filter(|(_, row)| row.confirmed_at.is_some()).count();
    let answers = reset_answer::Entity::find()
        .filter(reset_answer::Column::AccountId.eq(&account.id))
        .count(db)
        .await?;
    Ok(Progress {
        password: account.password_hash.is_some(),
        chosen: all.len() - confirmed,
        confirmed,
        backup_kept: account.backup_kept_at.is_some(),
        // NIST SP 800-63B-4 §3.1.1.2 forbids questions, so the modern policy has no such step.
        questions: answers > 0 || !portal.config.is_seed(),
        kind: role(account)? != Role::SigningUp,
    })
}

fn code_hash(portal: &Portal, sign_up_id: &str, typed: &str) -> String {
    portal.secrets.hash("confirmation", &format!("{sign_up_id} {}", bare_code(typed)))
}

/// Answers one request for a confirmation mail; a job does it, so that the page cannot tell who is
/// known.
pub async fn answer(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    row: sign_up::Model,
) -> Result<(), Fail> {
    let taken = account::Entity::find()
        .filter(account::Column::EmailKey.eq(&row.email_key))
        .one(tx)
        .await?
        .is_some_and(|account| {
            account.role != Role::SigningUp.code() || account.password_hash.is_some()
        });
    // A student's address is kept for the account that comes with the school's invitation.
    let student = student::Entity::find()
        .filter(student::Column::EmailKey.eq(&row.email_key))
        .count(tx)
        .await?
        > 0;
    let to = row.email.clone();
    if taken || student {
        let login = format!("{}{}", portal.config.public_url, routes::LOGIN);
        queue(tx, portal, letters::already_there(to, login)).await?;
    } else {
        let token = token();
        let code: String = random::<CONFIRM_CODE>()
            .iter()
            .map(|b| char::from(CODE_ALPHABET[usize::from(b % 32)]))
            .collect();
        confirmation::ActiveModel {
            id: Set(id()),
            sign_up_id: Set(row.id.clone()),
            token_hash: Set(portal.secrets.hash("confirm", &token)),
            code_hash: Set(code_hash(portal, &row.id, &code)),
            created_at: Set(millis(portal.now())),
            failures: Set(0),
            used_at: Set(None),
        }
        .insert(tx)
        .await?;
        let link = format!("{}{}", portal.config.public_url, routes::confirm(&token));
        let shown = format!("{}-{}", &code[..4], &code[4..]);
        queue(tx, portal, letters::confirmation(to, link, &shown)).await?;
    }
    let mut row: sign_up::ActiveModel = row.into();
    row.mailed_at = Set(Some(millis(portal.now())));
    row.update(tx).await?;
    Ok(())
}

impl Desk {
    async fn ask_sign_up(&self, form: &SignUpForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.sign_ups(self.address)?;
        let mut faults = Faults::default();
        let email = faults.required("email", Email::parse(&form.email));
        let Some(email) = email else {
            return Err(faults.into_vec().into());
        };
        let tx = portal.store.write().await?;
        let found = sign_up::Entity::find()
            .filter(sign_up::Column::EmailKey.eq(email.key()))
            .lock_exclusive()
            .one(&tx)
            .await?;
        let id = match found {
            Some(row) => {
                let id = row.id.clone();
                self.ask_again(&tx, row).await?;
                id
            }
            None => {
                let row = sign_up::ActiveModel {
                    id: Set(id()),
                    email: Set(email.as_str().to_owned()),
                    email_key: Set(email.key()),
                    asked_at: Set(millis(portal.now())),
                    mailed_at: Set(None),
                    account_id: Set(None),
                };
                row.insert(&tx).await?.id
            }
        };
        tx.commit().await?;
        portal.wake.notify_one();
        let mut session = self.session.lock().await;
        session.data.sign_up = Some((id, email.as_str().to_owned()));
        self.save_session(&mut session).await?;
        Ok(Done::to(routes::SIGN_UP_CONFIRM))
    }

    /// Notes that another mail is wanted, unless the last request was within the minute.
    async fn ask_again(
        &self,
        tx: &impl ConnectionTrait,
        row: sign_up::Model,
    ) -> Result<bool, Fail> {
        let now = self.portal.now();
        if now - instant(row.asked_at) < RESEND_AFTER {
            return Ok(false);
        }
        let mut row: sign_up::ActiveModel = row.into();
        row.asked_at = Set(millis(now));
        row.mailed_at = Set(None);
        row.update(tx).await?;
        Ok(true)
    }

    async fn resend_mail(&self) -> Result<Done, Fail> {
        self.portal.limiters.sign_ups(self.address)?;
        let Some((id, _)) = self.session.lock().await.data.sign_up.clone() else {
            return Ok(Done::to(routes::SIGN_UP));
        };
        let tx = self.portal.store.write().await?;
        let row = sign_up::Entity::find_by_id(&id).lock_exclusive().one(&tx).await?;
        let asked = match row {
            Some(row) => self.ask_again(&tx, row).await?,
            None => return Ok(Done::to(routes::SIGN_UP)),
        };
        tx.commit().await?;
        self.portal.wake.notify_one();
        let notice = asked.then_some(Notice::ConfirmationSent);
        Ok(Done { next: routes::SIGN_UP_CONFIRM.into(), notice })
    }

    async fn waiting_view(&self) -> Result<ConfirmView, Fail> {
        let Some((id, email)) = self.session.lock().await.data.sign_up.clone() else {
            return Ok(ConfirmView { email: None, resend_in: 0 });
        };
        let row = sign_up::Entity::find_by_id(&id).one(self.portal.store.db()).await?;
        let left = row.map_or(time::Duration::ZERO, |row| {
            (instant(row.asked_at) + RESEND_AFTER - self.portal.now()).min(RESEND_AFTER)
        });
        let resend_in = u32::try_from(left.whole_seconds().max(0)).unwrap_or(0);
        Ok(ConfirmView { email: Some(email), resend_in })
    }

    async fn confirmation_of(
        &self,
        db: &impl ConnectionTrait,
        token: &str,
    ) -> Result<Option<confirmation::Model>, Fail> {
        if token.len() != 43 {
            return Ok(None);
        }
        let hash = self.portal.secrets.hash("confirm", token);
        Ok(confirmation::Entity::find()
            .filter(confirmation::Column::TokenHash.eq(hash))
            .one(db)
            .await?)
    }

    fn lapsed(&self, row: &confirmation::Model) -> bool {
        let age = self.portal.now() - instant(row.created_at);
        age >= CONFIRM_LIFE || age < -CONFIRM_LIFE
    }

    async fn look_at_link(&self, token: &str) -> Result<ConfirmLink, Fail> {
        let db = self.portal.store.db();
        let Some(row) = self.confirmation_of(db, token).await? else {
            return Ok(ConfirmLink::Unknown);
        };
        let Some(sign_up) = sign_up::Entity::find_by_id(&row.sign_up_id).one(db).await? else {
            return Ok(ConfirmLink::Unknown);
        };
        let account = match &sign_up.account_id {
            Some(id) => account::Entity::find_by_id(id).one(db).await?,
            None => None,
        };
        Ok(if account.is_some_and(|account| account.password_hash.is_some()) {
            ConfirmLink::Done
        } else if row.used_at.is_some() {
            ConfirmLink::Used
        } else if self.lapsed(&row) {
            ConfirmLink::Lapsed
        } else {
            ConfirmLink::Open { email: sign_up.email }
        })
    }

    async fn confirm_address(&self, form: &ConfirmForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let by_link = !form.token.is_empty();
        let waiting = self.session.lock().await.data.sign_up.clone();
        let sign_up_id = if by_link {
            match self.confirmation_of(portal.store.db(), &form.token).await? {
                Some(row) => row.sign_up_id,
                None => return Ok(Done::to(form.page())),
            }
        } else {
            match waiting {
                Some((id, _)) if !form.confirmation_code.trim().is_empty() => id,
                Some(_) => return Err(fault("confirmation_code", FaultCode::Required).into()),
                None => return Ok(Done::to(routes::SIGN_UP)),
            }
        };
        let tx = portal.store.write().await?;
        let sign_up = sign_up::Entity::find_by_id(&sign_up_id)
            .lock_exclusive()
            .one(&tx)
            .await?
            .ok_or(AppError::NotFound)?;
        let row = if by_link {
            let row = self.confirmation_of(&tx, &form.token).await?;
            match row.filter(|row| row.used_at.is_none() && !self.lapsed(row)) {
                Some(row) => row,
                None => return Ok(Done::to(form.page())),
            }
        } else {
            match self.by_code(&tx, &sign_up.id, &form.confirmation_code).await? {
                Ok(row) => row,
                Err(code) => {
                    tx.commit().await?;
                    return Err(fault("confirmation_code", code).into());
                }
            }
        };
        let account = match &sign_up.account_id {
            Some(id) => {
                account::Entity::find_by_id(id).one(&tx).await?.ok_or(AppError::NotFound)?
            }
            None => self.open_account(&tx, &sign_up).await?,
        };
        let now = Some(millis(portal.now()));
        let mut row: confirmation::ActiveModel = row.into();
        row.used_at = Set(now);
        row.update(&tx).await?;
        if account.password_hash.is_some() {
            tx.commit().await?;
            return Ok(Done::to(routes::LOGIN));
        }
        let mut sign_up: sign_up::ActiveModel = sign_up.into();
        sign_up.account_id = Set(Some(account.id.clone()));
        sign_up.update(&tx).await?;
        self.begin_session(&tx, &account.id, Entry::default(), Data::default()).await?;
        tx.commit().await?;
        Ok(Done::to(Step::Password.path()))
    }

    /// The confirmation with this code. Wrong codes are counted against the newest one.
    async fn by_code(
        &self,
        tx: &impl ConnectionTrait,
        sign_up_id: &str,
        typed: &str,
    ) -> Result<Result<confirmation::Model, FaultCode>, Fail> {
        let rows = confirmation::Entity::find()
            .filter(confirmation::Column::SignUpId.eq(sign_up_id))
            .filter(confirmation::Column::UsedAt.is_null())
            .order_by_desc(confirmation::Column::CreatedAt)
            .all(tx)
            .await?;
        let worn = rows.iter().map(|row| row.failures).sum::<i32>() >= i32::from(CONFIRM_TRIES);
        if worn {
            return Ok(Err(FaultCode::CodeSpent));
        }
        let hash = code_hash(&self.portal, sign_up_id, typed);
        let found = rows.iter().find(|row| row.code_hash == hash);
        match found {
            Some(row) if self.lapsed(row) => Ok(Err(FaultCode::CodeSpent)),
            Some(row) => Ok(Ok(row.clone())),
            None => {
                // Without a mail there is nothing to count against, and nothing to guess.
                if let Some(newest) = rows.into_iter().next() {
                    let failures = newest.failures + 1;
                    let mut newest: confirmation::ActiveModel = newest.into();
                    newest.failures = Set(failures);
                    newest.update(tx).await?;
                }
                Ok(Err(FaultCode::WrongCode))
            }
        }
    }

    async fn open_account(
        &self,
        tx: &impl ConnectionTrait,
        sign_up: &sign_up::Model,
    ) -> Result<account::Model, Fail> {
        let there = account::Entity::find()
            .filter(account::Column::EmailKey.eq(&sign_up.email_key))
            .one(tx)
            .await?;
        if let Some(there) = there {
            // Made in another way since the mail was sent.
            return if there.role == Role::SigningUp.code() {
                Ok(there)
            } else {
                Err(AppError::NotFound.into())
            };
        }
        let email = Email::parse(&sign_up.email).ok().flatten().ok_or(AppError::NotFound)?;
        let row = account::ActiveModel {
            role: Set(Role::SigningUp.code().to_owned()),
            ..accounts::new(&self.portal, &email)
        };
        Ok(row.insert(tx).await?)
    }

    /// The account that is signing up in this session, with its next step.
    async fn signing_up(&self) -> Result<(account::Model, Session, Step), Fail> {
        let (account, session) = self.half_known().await?;
        let role = role(&account)?;
        if role != Role::SigningUp {
            return Err(AppError::Elsewhere(super::second_step::begin_page(role)).into());
        }
        let row = session.row.as_ref().ok_or(AppError::LoginRequired)?;
        let progress = progress(self.portal.store.db(), &self.portal, &account).await?;
        // A password, and then a second step, once there are any.
        if progress.password && row.password_at.is_none() {
            return Err(AppError::LoginRequired.into());
        }
        if progress.confirmed > 0 && row.factor_at.is_none() {
            return Err(AppError::Elsewhere(Place::Verify).into());
        }
        Ok((account, session, progress.next().unwrap_or(Step::AccountType)))
    }

    /// The same, if this step is the next one.
    pub(super) async fn at_step(&self, step: Step) -> Result<account::Model, Fail> {
        let (account, _, next) = self.signing_up().await?;
        if next == step {
            Ok(account)
        } else {
            Err(AppError::Elsewhere(Place::SignUp(next)).into())
        }
    }

    fn context(account: &account::Model) -> Context {
        passwords::context(&account.email, "", None, "")
    }

    async fn step_view(&self, step: Step) -> Result<StepView, Fail> {
        let account = self.at_step(step).await?;
        let portal = &self.portal;
        Ok(match step {
            Step::Password => StepView::Password {
                policy: portal.config.policy_of(Role::SigningUp),
                context: Self::context(&account),
                email: account.email,
            },
            Step::SecondStep => StepView::SecondStep,
            Step::Verify => StepView::Verify(self.enrol_view().await?),
            Step::BackupCode => {
                let codes = backup::readable(portal.store.db(), portal, &account.id).await?;
                StepView::BackupCode { code: codes.into_iter().next().unwrap_or_default() }
            }
            Step::Questions => StepView::Questions,
            Step::AccountType => StepView::AccountType,
        })
    }

    async fn set_first_password(&self, form: &SignUpPasswordForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        let account = self.at_step(Step::Password).await?;
        let policy = portal.config.policy_of(Role::SigningUp);
        let faults =
            passwords::judge(&policy, &form.password, &form.confirm, &Self::context(&account));
        if !faults.is_empty() {
            return Err(faults.into());
        }
        let hash = portal.hasher.hash(form.password.clone()).await?;
        let tx = portal.store.write().await?;
        let row = account::Entity::find_by_id(&account.id)
            .lock_exclusive()
            .one(&tx)
            .await?
            .ok_or(AppError::NotFound)?;
        if row.password_hash.is_some() {
            return Ok(Done::to(routes::LOGIN));
        }
        passwords::remember(&tx, portal, &row.id, &hash).await?;
        let now = millis(portal.now());
        let mut row: account::ActiveModel = row.into();
        row.password_hash = Set(Some(hash));
        row.credential_at = Set(now);
        row.update(&tx).await?;
        self.renew_session(&tx, |entry, _| entry.password_at = Some(now)).await?;
        tx.commit().await?;
        Ok(Done::to(Step::SecondStep.path()))
    }

    async fn choose_ways(&self, form: &ChooseForm) -> Result<Done, Fail> {
        let (account, _, next) = self.signing_up().await?;
        if !matches!(next, Step::SecondStep | Step::Verify) {
            return Err(AppError::Elsewhere(Place::SignUp(next)).into());
        }
        let mut faults = Faults::default();
        let chosen: Vec<FactorKind> = [
            (FactorKind::Passkey, &form.passkey),
            (FactorKind::App, &form.app),
            (FactorKind::Text, &form.text),
            (FactorKind::Email, &form.by_email),
        ]
        .into_iter()
        .filter(|(_, tick)| ticked(tick))
        .map(|(kind, _)| kind)
        .collect();
        if chosen.is_empty() {
            faults.add("passkey", FaultCode::Required);
        }
        let number = chosen.contains(&FactorKind::Text).then(|| mobile(&mut faults, &form.mobile));
        if !faults.is_empty() {
            return Err(faults.into_vec().into());
        }
        let tx = self.portal.store.write().await?;
        for (_, row) in factors::all(&tx, &account.id).await? {
            if row.confirmed_at.is_none() {
                factors::remove(&tx, &row.id).await?;
            }
        }
        let mut first = None;
        for kind in chosen {
            let number = number.clone().flatten();
            let row =
                factors::choose(&tx, &self.portal, &account, kind, "", number.as_deref()).await?;
            first.get_or_insert((kind, row));
        }
        if let Some((kind, row)) = first {
            self.begin_factor(&tx, &account, kind, row).await?;
        }
        self.store_session(&tx).await?;
        tx.commit().await?;
        Ok(Done::to(Step::Verify.path()))
    }

    async fn put_code_away(&self) -> Result<Done, Fail> {
        let account = self.at_step(Step::BackupCode).await?;
        let tx = self.portal.store.write().await?;
        backup::put_away(&tx, &account.id).await?;
        let now = Some(millis(self.portal.now()));
        account::Entity::update_many()
            .col_expr(account::Column::BackupKeptAt, Expr::value(now))
            .filter(account::Column::Id.eq(&account.id))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        let (_, _, next) = self.signing_up().await?;
        // The session still holds the account as it was loaded.
        let next = if next == Step::BackupCode { after_backup(&self.portal) } else { next };
        Ok(Done::to(next.path()))
    }

    async fn keep_answers(&self, form: &QuestionsForm) -> Result<Done, Fail> {
        let account = self.at_step(Step::Questions).await?;
        let rows = answer_rows(&self.portal, &account.id, form).await?;
        let tx = self.portal.store.write().await?;
        replace_answers(&tx, &account.id, rows).await?;
        tx.commit().await?;
        Ok(Done::to(Step::AccountType.path()))
    }

    async fn choose_type(&self, form: &AccountTypeForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        let account = self.at_step(Step::AccountType).await?;
        let role = match Role::from_code(&form.account_type) {
            Some(role @ (Role::Applicant | Role::Representative)) => role,
            _ if form.account_type.is_empty() => {
                return Err(fault("account_type", FaultCode::Required).into());
            }
            _ => return Err(fault("account_type", FaultCode::NotAChoice).into()),
        };
        let tx = portal.store.write().await?;
        let has = factors::confirmed(&tx, &account.id).await?;
        if !factors::enough(role, has.iter().map(|(kind, _)| kind)) {
            return Err(fault("account_type", FaultCode::NotEnough).into());
        }
        let login = format!("{}{}", portal.config.public_url, routes::LOGIN);
        let letter = letters::online_account_created(account.email.clone(), &account.id, login);
        let account_id = account.id.clone();
        let mut row: account::ActiveModel = account.into();
        row.role = Set(role.code().to_owned());
        row.update(&tx).await?;
        queue(&tx, portal, letter).await?;
        alerts::note(&tx, portal, &account_id, Happened::Opened, role.words()).await?;
        tx.commit().await?;
        tracing::info!(account = %account_id, "online account opened");
        Ok(Done::saying(routes::HOLDER, Notice::OnlineAccountReady))
    }
}

/// The step after the backup code.
fn after_backup(portal: &Portal) -> Step {
    if portal.config.is_seed() { Step::Questions } else { Step::AccountType }
}

/// A US mobile number, as ten digits.
pub fn mobile(faults: &mut Faults, typed: &str) -> Option<String> {
    let number = phone::us(typed).map_err(|_| FaultCode::NotAMobile);
    faults.required("mobile", number)
}

#[async_trait]
impl SignUpPort for Desk {
    async fn begin(&self, form: &SignUpForm) -> Answer {
        Ok(level(self.ask_sign_up(form)).await?)
    }

    async fn resend(&self) -> Answer {
        Ok(level(self.resend_mail()).await?)
    }

    async fn waiting(&self) -> Result<ConfirmView, AppError> {
        Ok(self.waiting_view().await?)
    }

    async fn link(&self, token: &str) -> Result<ConfirmLink, AppError> {
        Ok(self.look_at_link(token).await?)
    }

    async fn confirm(&self, form: &ConfirmForm) -> Answer {
        Ok(self.confirm_address(form).await?)
    }

    async fn step(&self, step: Step) -> Result<StepView, AppError> {
        Ok(self.step_view(step).await?)
    }

    async fn password(&self, form: &SignUpPasswordForm) -> Answer {
        Ok(self.set_first_password(form).await?)
    }

    async fn choose(&self, form: &ChooseForm) -> Answer {
        Ok(self.choose_ways(form).await?)
    }

    async fn backup_kept(&self) -> Answer {
        Ok(self.put_code_away().await?)
    }

    async fn questions(&self, form: &QuestionsForm) -> Answer {
        Ok(self.keep_answers(form).await?)
    }

    async fn account_type(&self, form: &AccountTypeForm) -> Answer {
        Ok(self.choose_type(form).await?)
    }
}
