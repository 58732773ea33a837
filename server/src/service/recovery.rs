//! Forgot password, and new passwords by a mailed link.

use super::actor::role;
use super::links::{self, LinkKind};
use super::record::Record;
use super::registration::email_is;
use super::reset_answers::{Asked, asked_questions};
use super::{Desk, Fail, accounts, factors, fault, passwords};
use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::id;
use crate::store::convert;
use crate::store::entity::{account, link, recovery, school, student};
use app::ports::Done;
use app::wire::{ForgotForm, Form, Notice, ResetForm, ResetView};
use app::{AppError, routes};
use domain::FaultCode;
use domain::email::Email;
use domain::fault::Faults;
use domain::history::{Doer, Event};
use domain::invitation::LinkState;
use domain::password::Context;
use domain::questions;
use domain::sevis_id::SevisId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, Set,
};

const KINDS: &[LinkKind] = &[LinkKind::AccountReset, LinkKind::PasswordReset, LinkKind::Enrolment];

/// What was typed, as it is sealed for the job.
type Request = (String, String);

impl Desk {
    /// Notes the request; a job answers it, so that the page cannot tell who is known.
    pub(super) async fn ask_recovery(&self, form: &ForgotForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.recoveries(self.address)?;
        let mut faults = Faults::default();
        let email = faults.required("email", Email::parse(&form.email));
        let sevis_id = faults.keep("sevis_id", SevisId::parse(&form.sevis_id));
        let (Some(email), Some(sevis_id), true) = (email, sevis_id, faults.is_empty()) else {
            return Err(faults.into_vec().into());
        };
        let sevis_id = sevis_id.map(|id| id.to_string()).unwrap_or_default();
        let asked: Request = (email.key(), sevis_id);
        recovery::ActiveModel {
            id: Set(id()),
            sealed: Set(portal.secrets.seal(&serde_json::to_string(&asked).unwrap_or_default())),
            created_at: Set(millis(portal.now())),
        }
        .insert(portal.store.db())
        .await?;
        portal.wake.notify_one();
        Ok(Done::saying(routes::LOGIN, Notice::RecoveryAsked))
    }

    /// The state of a password link. Reading it changes nothing.
    pub(super) async fn password_link(&self, token: &str) -> Result<ResetView, Fail> {
        let db = self.portal.store.db();
        let Some(row) = links::find(db, &self.portal, token, KINDS, false).await? else {
            return Ok(ResetView {
                link: LinkState::Unknown,
                asks_sevis_id: false,
                questions: Vec::new(),
                policy: self.portal.config.policy,
            });
        };
        let id = row.account_id.clone().unwrap_or_default();
        let account = account::Entity::find_by_id(&id).one(db).await?.ok_or(AppError::NotFound)?;
        let asked = asked_questions(db, &self.portal, &account, Asked::Forgot).await?;
        Ok(ResetView {
            link: convert::link(&row).state(self.portal.now()),
            asks_sevis_id: row.kind == LinkKind::AccountReset.code(),
            questions: asked
                .iter()
                .filter_map(|row| questions::words(&row.question))
                .map(str::to_owned)
                .collect(),
            policy: self.portal.config.policy_of(role(&account)?),
        })
    }

    /// Sets a new password by a link. Until the link and what is asked besides it have proven
    /// themselves, nothing about the account is told or compared.
    pub(super) async fn reset(&self, form: &ResetForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        let db = portal.store.db();
        let open = |row: &link::Model| {
            matches!(convert::link(row).state(portal.now()), LinkState::Open { .. })
        };
        let row = links::find(db, portal, &form.token, KINDS, false).await?;
        let Some(row) = row.filter(open) else {
            return Ok(Done::to(form.page()));
        };
        let account_id = row.account_id.clone().unwrap_or_default();
        let account =
            account::Entity::find_by_id(&account_id).one(db).await?.ok_or(AppError::NotFound)?;
        let policy = portal.config.policy_of(role(&account)?);
        let context = context_of(db, &account).await?;
        let asked = asked_questions(db, portal, &account, Asked::Forgot).await?;

        let mut faults = Faults::default();
        let sevis_id = (row.kind == LinkKind::AccountReset.code())
            .then(|| faults.required("sevis_id", SevisId::parse(&form.sevis_id)));
        let answers = [("answer1", &form.answer1), ("answer2", &form.answer2)];
        for ((field, answer), _) in answers.iter().zip(&asked) {
            faults.required(field, domain::text::line(answer, questions::LONGEST));
        }
        let mut faults = faults.into_vec();
        let blank = Context::default();
        faults.extend(passwords::judge(&policy, &form.password, &form.confirm, &blank));
        if !faults.is_empty() {
            return Err(faults.into());
        }

        // What is asked besides the link; a wrong answer costs one of three chances.
        let mut right = sevis_id.flatten().is_none_or(|id| id.as_str() == context.sevis_id);
        for ((_, answer), row) in answers.iter().zip(&asked) {
            let hash = Some(row.answer_hash.clone());
            right &= portal.hasher.verify(questions::fold(answer), hash).await?.right;
        }
        if !right {
            let tx = portal.store.write().await?;
            let row = links::find(&tx, portal, &form.token, KINDS, true).await?;
            let Some(row) = row.filter(open) else {
                return Ok(Done::to(form.page()));
            };
            let left = links::count_wrong_id(&tx, row).await?;
            tx.commit().await?;
            return match left {
                0 => Ok(Done::to(form.page())),
                _ if !asked.is_empty() => Err(fault("answer1", FaultCode::WrongAnswers).into()),
                left => Err(fault("sevis_id", FaultCode::WrongSevisId { left }).into()),
            };
        }
        let faults = passwords::judge(&policy, &form.password, &form.confirm, &context);
        if !faults.is_empty() {
            return Err(faults.into());
        }
        passwords::refuse_repeated(portal, &account, &form.password).await?;
        let hash = portal.hasher.hash(form.password.clone()).await?;

        let tx = portal.store.write().await?;
        let row = links::find(&tx, portal, &form.token, KINDS, true).await?;
        let Some(row) = row.filter(open) else {
            return Ok(Done::to(form.page()));
        };
        let by_school = row.kind == LinkKind::AccountReset.code();
        links::use_up(&tx, portal, row).await?;
        let account = account::Entity::find_by_id(&account_id)
            .lock_exclusive()
            .one(&tx)
            .await?
            .ok_or(AppError::NotFound)?;
        if by_school {
            // The school has looked who asks, and the mail and the SEVIS ID have proven the rest.
            factors::remove_all(&tx, portal, &account).await?;
        }
        let account = passwords::set(&tx, portal, account, hash).await?;
        if let Some(record) =
            Record::load(&tx, account.student_id.as_deref().unwrap_or_default()).await?
        {
            let who = record.person().name();
            record.note(&tx, portal, Event::PasswordChanged, Doer::Student, &who, &[]).await?;
        }
        tx.commit().await?;
        tracing::info!(account = %account.id, "password set by link");
        Ok(Done::saying(routes::LOGIN, Notice::PasswordChanged))
    }
}

/// What the account's password is compared with.
pub async fn context_of(
    db: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<Context, Fail> {
    let (name, student) = accounts::holder(db, account).await?;
    let school = match &account.school_id {
        Some(id) => school::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let school = school.map(|school| school.name).unwrap_or_default();
    Ok(passwords::context(&account.email, &name, student.as_ref(), &school))
}

/// Answers one request of "Forgot password": a password link for who has an account, a fresh
/// registration link for who has none, nothing for anyone else.
#[expect(clippy::collapsible_match, reason = "a guard cannot await")]
pub async fn answer(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    row: &recovery::Model,
) -> Result<(), Fail> {
    let asked = portal
        .secrets
        .open(&row.sealed)
        .and_then(|text| serde_json::from_str::<Request>(&text).ok());
    let Some((email_key, sevis_id)) = asked else {
        return Ok(());
    };
    let account =
        account::Entity::find().filter(email_is(&email_key)).lock_exclusive().one(tx).await?;
    let student = student::Entity::find()
        .filter(student::Column::EmailKey.eq(&email_key))
        .one(tx)
        .await?
        .filter(|student| student.sevis_id == sevis_id);
    let recent = link::Column::CreatedAt.gt(millis(portal.now() - time::Duration::hours(1)));
    let may_mail = async |of: sea_orm::sea_query::SimpleExpr| -> Result<bool, Fail> {
        let sent = link::Entity::find().filter(of).filter(recent.clone()).count(tx).await?;
        Ok(sent < u64::from(portal.config.limits.recovery_mails))
    };
    match (account, student) {
        (Some(account), Some(student)) if account.student_id.as_ref() == Some(&student.id) => {
            if account.standing != "closed"
                && may_mail(link::Column::StudentId.eq(&student.id)).await?
            {
                let name = crate::mail::letters::full_name(&student);
                links::password_reset(tx, portal, &account, &name).await?;
            }
        }
        (Some(account), None) if !account.role.is_empty() && sevis_id.is_empty() => {
            if account.standing != "closed"
                && may_mail(link::Column::AccountId.eq(&account.id)).await?
            {
                let name = if account.name.is_empty() { &account.email } else { &account.name };
                links::password_reset(tx, portal, &account, name).await?;
            }
        }
        (None, Some(student)) => {
            if may_mail(link::Column::StudentId.eq(&student.id)).await?
                && let Some(record) = Record::load(tx, &student.id).await?
            {
                links::invite(tx, portal, &record).await?;
            }
        }
        _ => {}
    }
    Ok(())
}
