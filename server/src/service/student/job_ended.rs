//! "I left this job": the last day alone, with its effect on the count shown before it is saved.

use super::super::error::{ServiceError, fault};
use super::super::record::{Record, Report, accept};
use super::super::visit::{Visit, guards};
use super::employers::find;
use crate::scope::{Look, Work};
use crate::sevis::payload::{self, SevisEvent};
use crate::store::entity::{authorization, employer};
use crate::store::{convert, employers, receipts};
use app::ports::Done;
use app::wire::{JobEndedForm, JobEndedView, Notice};
use app::{AppError, routes};
use domain::effect::Effect;
use domain::employer::{decide, ended};
use domain::{Date, FaultCode};

/// A job that can be ended, with its authorization.
fn job<'a>(
    record: &'a Record,
    id: &str,
    today: Date,
) -> Result<(&'a employer::Model, &'a authorization::Model), AppError> {
    let (row, about) = find(record, id)?;
    if row.deleted_at.is_some() || !record.is_open(about, today) {
        return Err(AppError::NotFound);
    }
    Ok((row, about))
}

/// The page.
pub async fn view(look: &Look, visit: &Visit, id: &str) -> Result<JobEndedView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let today = look.today(&record.zone());
    let (row, about) = job(&record, id, today)?;
    let works = |other: &employer::Model| {
        other.id != row.id && convert::works_on(other, &record.authorization_rows, today)
    };
    let end_date = row.end_date.map(domain::date::typed).unwrap_or_default();
    Ok(JobEndedView {
        name: row.name.clone(),
        since: row.start_date,
        until: about.end_date,
        employed_elsewhere: record.employer_rows.iter().any(works),
        form: JobEndedForm {
            id: row.id.clone(),
            version: row.version.to_string(),
            end_date,
            effect: String::new(),
        },
    })
}

/// Ends it, once the effect was seen.
pub async fn end(work: Work, visit: &Visit, form: &JobEndedForm) -> Result<Done, ServiceError> {
    let record = guards::editing(&work, visit).await?;
    let today = work.today(&record.zone());
    let (row, about) = job(&record, &form.id, today)?;
    let (before, about) = (convert::employer(row), convert::authorization(about));
    let after = ended(&before, &about, &form.end_date)?;
    let Some(decision) = decide(Some(&before), &after, today) else {
        // With another version it is the same form, sent twice.
        let twice = form.version != row.version.to_string();
        let last = receipts::last_of_employer(work.db(), &row.id).await?.filter(|_| twice);
        return Ok(match last {
            Some(last) => Done::saying(routes::receipt(&last.id), Notice::ReportSaved),
            None => Done::saying(routes::EMPLOYMENT, Notice::NothingChanged),
        });
    };
    if form.version != row.version.to_string() {
        let version = row.version;
        return Err(fault("end_date", FaultCode::ChangedMeanwhile { version }).into());
    }
    let changed = employer::Model { end_date: after.end, version: row.version + 1, ..row.clone() };
    let effect = effect(&record, &changed, today);
    if form.effect != effect.seen() {
        return Err(fault("effect", FaultCode::Effect(effect)).into());
    }
    let outgoing =
        payload::employer(SevisEvent::EmployerEdit, &about, Some(&before), after.clone());
    employers::update(work.db(), changed).await?;
    let report = Report {
        employer_id: Some(row.id.clone()),
        days_late: decision.days_late,
        ..Report::new(decision.event, decision.changes, outgoing)
    };
    let receipt = accept(&work, &record, report).await?;
    work.commit().await?;
    Ok(Done::saying(routes::receipt(&receipt), Notice::ReportSaved))
}

fn effect(record: &Record, changed: &employer::Model, today: Date) -> Effect {
    let mut after = record.clone();
    after.put_employer(changed.clone());
    Effect::of(record.count(today).as_ref(), after.count(today).as_ref())
}
