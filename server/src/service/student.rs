//! What a student may do, on the own record.

use super::actor::role;
use super::record::Record;
use super::recovery::context_of;
use super::report::Report;
use super::second_step::begin_page;
use super::visitor::mail_state;
use super::{Desk, Fail, fault, passwords, session, throttles};
use crate::clock::{Zone, instant, millis};
use crate::store::convert;
use crate::store::entity::{
    account, history, mail, receipt, session as session_row, sevis_change, student,
};
use app::ports::{Answer, Done, StudentPort};
use app::wire::*;
use app::{AppError, routes};
use async_trait::async_trait;
use domain::FaultCode;
use domain::access::{Action, Actor};
use domain::date::plus_days;
use domain::employer::EmployerForm;
use domain::history::{Doer, Event};
use domain::profile::ProfileForm;
use domain::window::Access;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

impl Desk {
    /// The student's record within a transaction, if edits are taken.
    pub(super) async fn editing(&self, tx: &impl ConnectionTrait) -> Result<Record, Fail> {
        let (_, seen) = self.student().await?;
        let record = Record::lock(tx, &seen.student.id).await?.ok_or(AppError::NotFound)?;
        self.check(&Actor::Student { student: seen.student.id }, Action::Report, &record)?;
        match record.access(&self.portal)? {
            Access::Edit { .. } => Ok(record),
            _ => Err(AppError::NotFound.into()),
        }
    }

    async fn report_profile(&self, form: &ProfileForm) -> Result<Done, Fail> {
        self.student().await?;
        let profile = form.parse()?;
        let tx = self.portal.store.write().await?;
        let record = self.editing(&tx).await?;
        if form.version != record.student.version.to_string() {
            let version = record.student.version;
            return Err(fault("street", FaultCode::ChangedMeanwhile { version }).into());
        }
        let before = convert::profile(&record.student).snapshot();
        let changes = before.changes_to(&profile.snapshot());
        if changes.is_empty() {
            return Ok(Done::saying(routes::PROFILE, Notice::NothingChanged));
        }
        let payload = serde_json::to_value(&profile).unwrap_or_default();
        let mut row: student::ActiveModel = record.student.clone().into();
        convert::set_profile(&mut row, profile);
        row.version = Set(record.student.version + 1);
        row.updated_at = Set(millis(self.portal.now()));
        row.update(&tx).await?;
        let report = Report {
            event: Event::ProfileChanged,
            changes,
            employer_id: None,
            sevis_event: "PersonalInfo",
            payload,
            days_late: 0,
        };
        let receipt = record.accept(&tx, &self.portal, report).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::receipt(&receipt.id), Notice::ReportSaved))
    }

    async fn account_view(&self) -> Result<AccountView, Fail> {
        let (account, school, attested) = self.account().await?;
        if account.student_id.is_some() && !attested {
            return Err(AppError::AttestationRequired.into());
        }
        let zone = Zone::of(school.as_ref().map_or("UTC", |school| &school.time_zone));
        let since = instant(account.credential_at);
        let policy = self.portal.config.policy_of(role(&account)?);
        Ok(AccountView {
            email: account.email.clone(),
            forced: self.forced(&account),
            policy,
            context: context_of(self.portal.store.db(), &account).await?,
            password_since: if account.temporary { "Temporary".into() } else { zone.words(since) },
            password_expires: policy
                .max_age_days
                .filter(|_| !account.temporary)
                .map(|days| domain::date::long(plus_days(zone.day(since), i64::from(days)))),
        })
    }

    async fn new_password(&self, form: &ChangePasswordForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        let view = self.account_view().await?;
        let (account, _, _) = self.account().await?;
        let mut faults =
            passwords::judge(&view.policy, &form.password, &form.confirm, &view.context);
        if view.forced.is_none() {
            portal.limiters.logins(self.address)?;
            if form.current.is_empty() {
                faults.insert(0, fault("current", FaultCode::Required));
            } else if faults.is_empty() {
                let hash = account.password_hash.clone();
                let right = portal.hasher.verify(form.current.clone(), hash).await?.right;
                self.count_password("current", &account, right).await?;
            }
        }
        if !faults.is_empty() {
            return Err(faults.into());
        }
        passwords::refuse_repeated(portal, &account, &form.password).await?;
        let hash = portal.hasher.hash(form.password.clone()).await?;
        let tx = portal.store.write().await?;
        let row = account::Entity::find_by_id(&account.id)
            .lock_exclusive()
            .one(&tx)
            .await?
            .ok_or(AppError::LoginRequired)?;
        // The school may have reset the account meanwhile: then this session is over.
        if row.password_hash != account.password_hash || !self.is_alive(&tx).await? {
            return Err(AppError::LoginRequired.into());
        }
        let row = passwords::set(&tx, portal, row, hash).await?;
        let student = row.student_id.clone();
        if let Some(record) = Record::load(&tx, student.as_deref().unwrap_or_default()).await? {
            let who = record.person().name();
            record.note(&tx, portal, Event::PasswordChanged, Doer::Student, &who, &[]).await?;
        }
        // Every other session has ended; this browser goes on in a new one.
        let now = Some(millis(portal.now()));
        let entry = session::Entry {
            attested: student.is_some(),
            factor_at: now,
            password_at: now,
            ..Default::default()
        };
        self.begin_session(&tx, &account.id, entry, session::Data::default()).await?;
        tx.commit().await?;
        let next = begin_page(role(&account)?).path(routes::HOME);
        Ok(Done::saying(next, Notice::PasswordChanged))
    }

    /// Counts wrong guesses of the own password, asked again in a session, like those at the login.
    pub(super) async fn count_password(
        &self,
        field: &'static str,
        account: &account::Model,
        right: bool,
    ) -> Result<(), Fail> {
        let tx = self.portal.store.write().await?;
        let key = format!("fresh {}", account.id);
        let throttle = throttles::lock(&tx, &self.portal, &key).await?;
        if let Some(seconds) = throttle.wait(&self.portal) {
            return Err(fault(field, FaultCode::WaitFor { seconds }).into());
        }
        let code = if right {
            throttle.passed(&tx).await?;
            None
        } else {
            let wait = throttle.failed(&tx, &self.portal).await?;
            Some(wait.map_or(FaultCode::WrongPassword, |seconds| FaultCode::WaitFor { seconds }))
        };
        tx.commit().await?;
        code.map_or(Ok(()), |code| Err(fault(field, code).into()))
    }

    async fn agree(&self, form: &AttestForm) -> Result<Done, Fail> {
        let (account, _, _) = self.account().await?;
        account.student_id.as_ref().ok_or(AppError::NotFound)?;
        let current = self.session.lock().await;
        if let Some(row) = &current.row {
            let mut row: session_row::ActiveModel = row.clone().into();
            row.attested = Set(true);
            row.update(self.portal.store.db()).await?;
        }
        drop(current);
        Ok(match self.forced(&account) {
            Some(_) => Done::to(routes::ACCOUNT),
            None => Done {
                next: routes::own_path(&form.next).unwrap_or(routes::PROFILE).to_owned(),
                notice: self.kept_notice().await,
            },
        })
    }

    async fn receipt_view(&self, id: &str) -> Result<ReceiptView, Fail> {
        let (_, record) = self.student().await?;
        let db = self.portal.store.db();
        let row = receipt::Entity::find_by_id(id)
            .filter(receipt::Column::StudentId.eq(&record.student.id))
            .one(db)
            .await?
            .ok_or(AppError::NotFound)?;
        let change = sevis_change::Entity::find()
            .filter(sevis_change::Column::ReceiptId.eq(id))
            .one(db)
            .await?;
        Ok(ReceiptView {
            at: record.zone().words(instant(row.at)),
            person: record.person(),
            event: Event::from_code(&row.event).unwrap_or(Event::EmployerChanged),
            sent: serde_json::from_str(&row.sent).unwrap_or_default(),
            days_late: row.days_late,
            sevis: change
                .and_then(|c| SevisState::from_code(&c.state))
                .unwrap_or(SevisState::Queued),
            number: row.number,
        })
    }
}

#[async_trait]
impl StudentPort for Desk {
    async fn attestation(&self) -> Result<AttestView, AppError> {
        let (account, _, _) = self.account().await?;
        account.student_id.ok_or(AppError::NotFound)?;
        let session = self.session.lock().await;
        let name = session.student.as_ref().map(crate::mail::letters::full_name);
        Ok(AttestView { name: name.unwrap_or_default() })
    }

    async fn attest(&self, form: &AttestForm) -> Answer {
        Ok(self.agree(form).await?)
    }

    async fn profile(&self) -> Result<ProfileView, AppError> {
        let (_, record) = self.student().await?;
        let access = record.access(&self.portal).map_err(Fail::Db)?;
        Ok(ProfileView {
            person: record.person(),
            form: convert::profile(&record.student).form(record.student.version),
            access,
        })
    }

    async fn save_profile(&self, form: &ProfileForm) -> Answer {
        Ok(self.report_profile(form).await?)
    }

    async fn employment(&self) -> Result<EmploymentView, AppError> {
        let (_, record) = self.student().await?;
        let today = self.portal.today(&record.zone());
        let view = async || -> Result<EmploymentView, DbErr> {
            Ok(EmploymentView {
                today,
                authorizations: record.views(self.portal.store.db(), today).await?,
                count: record.count(today)?,
                access: record.access(&self.portal)?,
            })
        };
        Ok(view().await.map_err(Fail::Db)?)
    }

    async fn employer(&self, id: &str) -> Result<EmployerView, AppError> {
        Ok(self.employer_view(id).await?)
    }

    async fn employer_form(&self, id: Option<String>) -> Result<EmployerFormView, AppError> {
        Ok(self.employer_form_view(id).await?)
    }

    async fn save_employer(&self, form: &EmployerForm) -> Answer {
        Ok(self.report_employer(form).await?)
    }

    async fn delete_employer(&self, form: &IdForm) -> Answer {
        Ok(self.remove_employer(&form.id).await?)
    }

    async fn restore_employer(&self, form: &IdForm) -> Answer {
        Ok(self.bring_back_employer(&form.id).await?)
    }

    async fn history(&self, filter: HistoryFilter) -> Result<HistoryView, AppError> {
        let (_, record) = self.student().await?;
        let all = history_of(self.portal.store.db(), &record).await.map_err(Fail::Db)?;
        let mut months: Vec<String> = all.iter().map(|(month, ..)| month.clone()).collect();
        months.dedup();
        let entries = all
            .into_iter()
            .filter(|(month, kind, _)| {
                (filter.month.is_empty() || filter.month == *month)
                    && (filter.kind.is_empty() || filter.kind == *kind)
            })
            .map(|(_, _, entry)| entry)
            .collect();
        Ok(HistoryView { entries, months, filter })
    }

    async fn receipt(&self, id: &str) -> Result<ReceiptView, AppError> {
        Ok(self.receipt_view(id).await?)
    }

    async fn account(&self) -> Result<AccountView, AppError> {
        Ok(self.account_view().await?)
    }

    async fn change_password(&self, form: &ChangePasswordForm) -> Answer {
        Ok(self.new_password(form).await?)
    }
}

/// Changes and mails of a record, newest first, each with its month and the code of its kind.
pub async fn history_of(
    db: &impl ConnectionTrait,
    record: &Record,
) -> Result<Vec<(String, String, HistoryEntry)>, DbErr> {
    let zone = record.zone();
    let changes = history::Entity::find()
        .filter(history::Column::StudentId.eq(&record.student.id))
        .order_by_desc(history::Column::At)
        .limit(2000)
        .all(db)
        .await?;
    let mails = mail::Entity::find()
        .filter(mail::Column::StudentId.eq(&record.student.id))
        .order_by_desc(mail::Column::CreatedAt)
        .limit(2000)
        .all(db)
        .await?;
    let mut lines: Vec<(i64, String, String, HistoryKind)> = Vec::new();
    for row in changes {
        let what = HistoryKind::Change {
            event: Event::from_code(&row.event).unwrap_or(Event::Imported),
            doer: Doer::from_code(&row.doer).unwrap_or(Doer::System),
            name: row.doer_name,
            changes: serde_json::from_str(&row.changes).unwrap_or_default(),
        };
        lines.push((row.at, row.id, row.event, what));
    }
    for row in mails {
        let state = mail_state(&row);
        let what = HistoryKind::Mail { subject: row.subject, to: row.recipient, state };
        lines.push((row.created_at, row.id, "mail".into(), what));
    }
    lines.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
    Ok(lines
        .into_iter()
        .map(|(at, _, kind, what)| {
            let at = instant(at);
            (zone.month(at), kind, HistoryEntry { at: zone.words(at), what })
        })
        .collect())
}
