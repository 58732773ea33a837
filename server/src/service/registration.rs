//! Registration: SEVIS ID (three chances for an invitation in all), then password.

use super::links::{self, LinkKind};
use super::record::Record;
use super::{Desk, Fail, accounts, fault, passwords};
use crate::mail::{letters, queue};
use crate::store::convert;
use crate::store::entity::{account, link};
use app::ports::Done;
use app::wire::{CreateAccountForm, Form, Greeting, IdentifyForm, Notice, RegisterView};
use app::{AppError, routes};
use domain::FaultCode;
use domain::email::Email;
use domain::history::{Doer, Event};
use domain::invitation::LinkState;
use domain::sevis_id::SevisId;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

const KINDS: &[LinkKind] = &[LinkKind::Registration];

impl Desk {
    /// The state of an invitation. Reading it changes nothing.
    pub(super) async fn registration(&self, token: &str) -> Result<RegisterView, Fail> {
        let db = self.portal.store.db();
        let Some(row) = links::find(db, &self.portal, token, KINDS, false).await? else {
            return Ok(RegisterView { link: LinkState::Unknown, person: None });
        };
        let link = convert::link(&row).state(self.portal.now());
        let identified = self.session.lock().await.data.identified.as_ref() == Some(&row.id);
        let person = match link {
            LinkState::Open { .. } if identified => self.greeting(db, &row).await?,
            _ => None,
        };
        Ok(RegisterView { link, person })
    }

    async fn greeting(
        &self,
        db: &impl ConnectionTrait,
        row: &link::Model,
    ) -> Result<Option<Greeting>, Fail> {
        let record = Record::load(db, row.student_id.as_deref().unwrap_or_default()).await?;
        Ok(record.map(|record| {
            let (name, email) = (record.person().name(), record.person().email);
            Greeting {
                context: passwords::context(
                    &email,
                    &name,
                    Some(&record.student),
                    &record.school.name,
                ),
                policy: self.portal.config.policy,
                name,
                email,
            }
        }))
    }

    /// The SEVIS ID step.
    pub(super) async fn identify_student(&self, form: &IdentifyForm) -> Result<Done, Fail> {
        // A slip of the pen is told without costing a chance: only a well-formed ID is a try.
        let typed = SevisId::parse(&form.sevis_id)
            .and_then(|id| id.ok_or(FaultCode::Required))
            .map_err(|code| fault("sevis_id", code))?;
        let tx = self.portal.store.write().await?;
        let row = links::find(&tx, &self.portal, &form.token, KINDS, true).await?;
        let Some(row) = row else {
            return Ok(Done::to(form.page()));
        };
        if !matches!(convert::link(&row).state(self.portal.now()), LinkState::Open { .. }) {
            // The page says what the link is good for now.
            return Ok(Done::to(form.page()));
        }
        let record = Record::load(&tx, row.student_id.as_deref().unwrap_or_default())
            .await?
            .ok_or(AppError::NotFound)?;
        if record.student.sevis_id != typed.as_str() {
            let left = links::count_wrong_id(&tx, row).await?;
            if left == 0 {
                record.note(&tx, &self.portal, Event::AccountLocked, Doer::System, "", &[]).await?;
            }
            tx.commit().await?;
            return match left {
                0 => Ok(Done::to(form.page())),
                left => Err(fault("sevis_id", FaultCode::WrongSevisId { left }).into()),
            };
        }
        tx.commit().await?;
        let mut session = self.session.lock().await;
        session.data.identified = Some(row.id);
        self.save_session(&mut session).await?;
        Ok(Done::to(form.page()))
    }

    /// The password step.
    pub(super) async fn register(&self, form: &CreateAccountForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        let db = portal.store.db();
        let identified = self.session.lock().await.data.identified.clone();
        let row = links::find(db, portal, &form.token, KINDS, false).await?;
        let Some(row) = row.filter(|row| identified.as_ref() == Some(&row.id)) else {
            return Ok(Done::to(form.page()));
        };
        let Some(person) = self.greeting(db, &row).await? else {
            return Ok(Done::to(form.page()));
        };
        let faults =
            passwords::judge(&portal.config.policy, &form.password, &form.confirm, &person.context);
        if !faults.is_empty() {
            return Err(faults.into());
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
        let student_id = row.student_id.clone().unwrap_or_default();
        let record = Record::lock(&tx, &student_id).await?.ok_or(AppError::NotFound)?;
        let email =
            record.student.email.as_deref().and_then(|email| Email::parse(email).ok().flatten());
        let email = email.ok_or(AppError::NotFound)?;
        let key = record.student.email_key.clone().unwrap_or_default();
        if account::Entity::find().filter(email_is(&key)).count(&tx).await? > 0 {
            return Err(fault("password", FaultCode::EmailTaken).into());
        }
        links::use_up(&tx, portal, row).await?;
        let account = account::ActiveModel {
            student_id: Set(Some(student_id)),
            school_id: Set(Some(record.student.school_id.clone())),
            password_hash: Set(Some(hash.clone())),
            ..accounts::new(portal, &email)
        }
        .insert(&tx)
        .await?;
        passwords::remember(&tx, portal, &account.id, &hash).await?;
        let who = record.person().name();
        record.note(&tx, portal, Event::AccountCreated, Doer::Student, &who, &[]).await?;
        let login = format!("{}{}", portal.config.public_url, routes::LOGIN);
        queue(&tx, portal, letters::account_created(&record.student, login)).await?;
        tx.commit().await?;
        tracing::info!(account = %account.id, "account created");
        Ok(Done::saying(routes::LOGIN, Notice::AccountCreated))
    }
}

/// An account by its e-mail, compared without case.
pub fn email_is(key: &str) -> sea_orm::sea_query::SimpleExpr {
    use sea_orm::ColumnTrait;
    account::Column::EmailKey.eq(key)
}
