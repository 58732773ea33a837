//! Employers: report, change, delete, bring back.

use super::record::Record;
use super::report::Report;
use super::{Desk, Fail, fault};
use crate::clock::millis;
use crate::secret::id;
use crate::store::convert;
use crate::store::entity::{authorization, employer, receipt};
use app::ports::Done;
use app::wire::{EmployerFormView, EmployerView, Notice};
use app::{AppError, routes};
use domain::FaultCode;
use domain::authorization::Kind;
use domain::employer::{Circumstances, Employer, EmployerForm};
use domain::history::{Event, Snapshot};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set,
};

impl Desk {
    pub(super) async fn employer_view(&self, id: &str) -> Result<EmployerView, Fail> {
        let (_, record) = self.student().await?;
        let today = self.portal.today(&record.zone());
        let card = record
            .views(self.portal.store.db(), today)
            .await?
            .into_iter()
            .flat_map(|view| view.employers)
            .find(|card| card.id == id)
            .ok_or(AppError::NotFound)?;
        Ok(EmployerView {
            card,
            count: record.count(today)?,
            used_otherwise: record.used_otherwise(id, today)?,
        })
    }

    pub(super) async fn employer_form_view(
        &self,
        id: Option<String>,
    ) -> Result<EmployerFormView, Fail> {
        let (_, record) = self.student().await?;
        let today = self.portal.today(&record.zone());
        let (row, form) = match &id {
            Some(id) => {
                let (row, authorization) = find(&record, id)?;
                if row.deleted_at.is_some() {
                    return Err(AppError::NotFound.into());
                }
                (authorization, convert::employer(row)?.form(&row.id, row.version))
            }
            None => {
                let once = crate::secret::id();
                (newest_open(&record, today)?, EmployerForm { once, ..EmployerForm::default() })
            }
        };
        if !record.is_open(row, today) {
            return Err(AppError::NotFound.into());
        }
        let authorization = convert::authorization(row)?;
        let stem = authorization.kind == Kind::Stem;
        if stem && id.is_none() {
            return Err(AppError::NotFound.into());
        }
        Ok(EmployerFormView { form, authorization, stem, today })
    }

    pub(super) async fn report_employer(&self, form: &EmployerForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        let tx = portal.store.write().await?;
        let record = self.editing(&tx).await?;
        let today = portal.today(&record.zone());
        let stored =
            if form.id.is_empty() { None } else { Some(find(&record, &form.id)?.0.clone()) };
        let row = match &stored {
            Some(row) => find(&record, &row.id)?.1,
            None => newest_open(&record, today)?,
        };
        if !record.is_open(row, today)
            || stored.as_ref().is_some_and(|row| row.deleted_at.is_some())
        {
            return Err(AppError::NotFound.into());
        }
        if stored.is_none()
            && let Some(receipt) = sent_before(&tx, &record, &form.once).await?
        {
            return Ok(Done::saying(routes::receipt(&receipt.id), Notice::ReportSaved));
        }
        let before = stored.as_ref().map(convert::employer).transpose()?;
        let authorization = convert::authorization(row)?;
        let name = record.person().name();
        let others: Vec<_> = record
            .employer_rows
            .iter()
            .filter(|e| e.authorization_id == row.id && e.deleted_at.is_none() && e.id != form.id)
            .map(|e| (e.name.clone(), e.start_date))
            .collect();
        let employer = form.parse(&Circumstances {
            authorization: &authorization,
            student_name: &name,
            others: &others,
            stored: before.as_ref(),
            by_student: true,
        })?;
        if let Some(stored) = &stored
            && form.version != stored.version.to_string()
        {
            return Err(
                fault("name", FaultCode::ChangedMeanwhile { version: stored.version }).into()
            );
        }
        let changes = before
            .as_ref()
            .map(Employer::snapshot)
            .unwrap_or_else(Snapshot::new)
            .changes_to(&employer.snapshot());
        if changes.is_empty() {
            return Ok(Done::saying(routes::EMPLOYMENT, Notice::NothingChanged));
        }
        // A changed start date is as late as a new one; other edits are reports of today.
        let started = before.as_ref().is_none_or(|before| before.start != employer.start);
        let days_late = if started { employer.days_late(today) } else { 0 };
        let payload = serde_json::json!({
            "authorization": { "start": row.start_date.to_string(), "end": row.end_date.to_string() },
            "identifier": before.as_ref().map(|b| serde_json::json!({ "name": b.name, "start": b.start.to_string() })),
            "employer": employer,
        });
        let (event, sevis_event) = match stored {
            Some(_) => (Event::EmployerChanged, "OPTEmployer/Edit"),
            None => (Event::EmployerAdded, "OPTEmployer/Add"),
        };
        let employer_id = match stored {
            Some(stored) => {
                let (id, version, late_before) =
                    (stored.id.clone(), stored.version, stored.days_late);
                let mut active: employer::ActiveModel = stored.into();
                convert::set_employer(&mut active, employer);
                active.version = Set(version + 1);
                active.days_late = Set(if started { days_late } else { late_before });
                active.update(&tx).await?;
                id
            }
            None => {
                let new_id = id();
                let mut active = employer::ActiveModel {
                    id: Set(new_id.clone()),
                    authorization_id: Set(row.id.clone()),
                    student_id: Set(record.student.id.clone()),
                    once: Set(if form.once.is_empty() {
                        new_id.clone()
                    } else {
                        form.once.clone()
                    }),
                    days_late: Set(days_late),
                    deleted_at: Set(None),
                    version: Set(1),
                    reported_at: Set(millis(portal.now())),
                    ..Default::default()
                };
                convert::set_employer(&mut active, employer);
                active.insert(&tx).await?;
                new_id
            }
        };
        let report = Report {
            event,
            changes,
            employer_id: Some(employer_id),
            sevis_event,
            payload,
            days_late,
        };
        let receipt = record.accept(&tx, portal, report).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::receipt(&receipt.id), Notice::ReportSaved))
    }

    pub(super) async fn remove_employer(&self, id: &str) -> Result<Done, Fail> {
        let notice = Notice::EmployerDeleted { id: id.to_owned() };
        self.toggle(id, Event::EmployerDeleted, "OPTEmployer/Delete", notice).await
    }

    pub(super) async fn bring_back_employer(&self, id: &str) -> Result<Done, Fail> {
        self.toggle(id, Event::EmployerRestored, "OPTEmployer/Add", Notice::EmployerRestored).await
    }

    async fn toggle(
        &self,
        id: &str,
        event: Event,
        sevis_event: &str,
        notice: Notice,
    ) -> Result<Done, Fail> {
        let portal = &self.portal;
        let tx = portal.store.write().await?;
        let record = self.editing(&tx).await?;
        let today = portal.today(&record.zone());
        let (row, authorization) = find(&record, id)?;
        let stem = authorization.kind == Kind::Stem.code();
        if stem || !record.is_open(authorization, today) {
            return Err(AppError::NotFound.into());
        }
        let delete = event == Event::EmployerDeleted;
        if delete == row.deleted_at.is_some() {
            // Pressed twice: it is as it should be.
            return Ok(Done::saying(routes::EMPLOYMENT, notice));
        }
        let twin = |e: &&employer::Model| {
            e.id != row.id
                && e.authorization_id == row.authorization_id
                && e.deleted_at.is_none()
                && e.name.eq_ignore_ascii_case(&row.name)
                && e.start_date == row.start_date
        };
        if !delete && record.employer_rows.iter().any(|e| twin(&e)) {
            return Err(AppError::BadRequest.into());
        }
        let value = convert::employer(row)?;
        let payload = serde_json::json!({
            "authorization": { "start": authorization.start_date.to_string(), "end": authorization.end_date.to_string() },
            "identifier": { "name": value.name, "start": value.start.to_string() },
            "employer": value,
        });
        let (full, none) = (value.snapshot(), Snapshot::new());
        let changes = if delete { full.changes_to(&none) } else { none.changes_to(&full) };
        let mut active: employer::ActiveModel = row.clone().into();
        active.deleted_at = Set(delete.then(|| millis(portal.now())));
        active.version = Set(row.version + 1);
        active.update(&tx).await?;
        let report = Report {
            event,
            changes,
            employer_id: Some(row.id.clone()),
            sevis_event,
            payload,
            days_late: 0,
        };
        record.accept(&tx, portal, report).await?;
        tx.commit().await?;
        Ok(Done::saying(routes::EMPLOYMENT, notice))
    }
}

/// An employer of this record, with its authorization.
fn find<'a>(
    record: &'a Record,
    id: &str,
) -> Result<(&'a employer::Model, &'a authorization::Model), AppError> {
    let row = record.employer_rows.iter().find(|row| row.id == id).ok_or(AppError::NotFound)?;
    let authorization = record.authorization_rows.iter().find(|a| a.id == row.authorization_id);
    Ok((row, authorization.ok_or(AppError::NotFound)?))
}

/// The authorization that a new employer belongs to.
fn newest_open(record: &Record, today: domain::Date) -> Result<&authorization::Model, AppError> {
    record
        .authorization_rows
        .iter()
        .find(|row| record.is_open(row, today))
        .ok_or(AppError::NotFound)
}

/// The receipt of the same form sent before: a double click or a reload makes no second report.
async fn sent_before(
    tx: &impl ConnectionTrait,
    record: &Record,
    once: &str,
) -> Result<Option<receipt::Model>, Fail> {
    let Some(row) = record.employer_rows.iter().find(|row| !once.is_empty() && row.once == once)
    else {
        return Ok(None);
    };
    Ok(receipt::Entity::find()
        .filter(receipt::Column::EmployerId.eq(&row.id))
        .order_by_asc(receipt::Column::At)
        .one(tx)
        .await?)
}
