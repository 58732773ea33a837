//! Forgot password, and new passwords by a mailed link.

use super::links::{self, LinkKind};
use super::record::Record;
use super::registration::email_is;
use super::{Desk, Fail, accounts, fault, passwords};
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
use domain::sevis_id::SevisId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, Set,
};

const KINDS: &[LinkKind] = &[LinkKind::AccountReset, LinkKind::PasswordReset, LinkKind::Enrolment];

/// What was typed, as it is sealed for the job.
type Asked = (String, String);

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
        let asked: Asked = (email.key(), sevis_id);
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
        let row = links::find(self.portal.store.db(), &self.portal, token, KINDS, false).await?;
        Ok(ResetView {
            link: row
                .as_ref()
                .map_or(LinkState::Unknown, |row| convert::link(row).state(self.portal.now())),
            asks_sevis_id: row.is_some_and(|row| row.kind == LinkKind::AccountReset.code()),
            policy: self.portal.config.policy,
        })
    }

    /// Sets a new password by a link.
    pub(super) async fn reset(&self, form: &ResetForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        let db = portal.store.db();
        let Some(row) = links::find(db, portal, &form.token, KINDS, false).await? else {
            return Ok(Done::to(form.page()));
        };
        let account_id = row.account_id.clone().unwrap_or_default();
        let account =
            account::Entity::find_by_id(&account_id).one(db).await?.ok_or(AppError::NotFound)?;
        let context = context_of(db, &account).await?;
        let mut faults = Vec::new();
        let typed = if row.kind == LinkKind::AccountReset.code() {
            match SevisId::parse(&form.sevis_id).and_then(|id| id.ok_or(FaultCode::Required)) {
                Ok(id) => Some(id),
                Err(code) => {
                    faults.push(fault("sevis_id", code));
                    None
                }
            }
        } else {
            None
        };
        faults.extend(passwords::judge(portal, &form.password, &form.confirm, &context));
        if !faults.is_empty() {
            return Err(faults.into());
        }
        // Before the link proves itself again below, nothing about the account is told.
        if typed.as_ref().is_none_or(|id| id.as_str() == context.sevis_id) {
            passwords::refuse_repeated(portal, &account, &form.password).await?;
        }
        let hash = portal.hasher.hash(form.password.clone()).await?;

        let tx = portal.store.write().await?;
        let row = links::find(&tx, portal, &form.token, KINDS, true).await?;
        let open = |row: &link::Model| {
            matches!(convert::link(row).state(portal.now()), LinkState::Open { .. })
        };
        let Some(row) = row.filter(open) else {
            return Ok(Done::to(form.page()));
        };
        if typed.is_some_and(|id| id.as_str() != context.sevis_id) {
            let left = links::count_wrong_id(&tx, row).await?;
            tx.commit().await?;
            return match left {
                0 => Ok(Done::to(form.page())),
                left => Err(fault("sevis_id", FaultCode::WrongSevisId { left }).into()),
            };
        }
        links::use_up(&tx, portal, row).await?;
        let account = account::Entity::find_by_id(&account_id)
            .lock_exclusive()
            .one(&tx)
            .await?
            .ok_or(AppError::NotFound)?;
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
    let school = school::Entity::find_by_id(&account.school_id).one(db).await?;
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
    let asked =
        portal.secrets.open(&row.sealed).and_then(|text| serde_json::from_str::<Asked>(&text).ok());
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
            if may_mail(link::Column::AccountId.eq(&account.id)).await? {
                links::password_reset(tx, portal, &account, &account.name).await?;
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
