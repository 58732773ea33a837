//! Employers: report, change, delete, bring back.

use super::super::error::{ServiceError, fault};
use super::super::record::{Record, Report, accept, repeated, take_back};
use super::super::visit::{Visit, guards};
use crate::scope::Work;
use crate::secret::id;
use crate::sevis::payload::{self, Outgoing, SevisEvent, says_something};
use crate::store::entity::{authorization, employer};
use crate::store::{convert, employers, receipts};
use app::ports::Done;
use app::wire::Notice;
use app::{AppError, routes};
use domain::authorization::{Authorization, Kind};
use domain::employer::{AGAIN, Circumstances, Decision, Employer, EmployerForm, decide, same_name};
use domain::first_try::first_try;
use domain::history::{Event, Snapshot};
use domain::{Date, FaultCode};

/// An employer of this record, with its authorization.
pub(super) fn find<'a>(
    record: &'a Record,
    id: &str,
) -> Result<(&'a employer::Model, &'a authorization::Model), AppError> {
    let row = record.employer_rows.iter().find(|row| row.id == id).ok_or(AppError::NotFound)?;
    let authorization = record.authorization_rows.iter().find(|a| a.id == row.authorization_id);
    Ok((row, authorization.ok_or(AppError::NotFound)?))
}

/// The authorization that a new employer belongs to: an OPT that still takes reports before its extension, whose employers the
/// school adds.
pub(super) fn newest_open(record: &Record, today: Date) -> Result<&authorization::Model, AppError> {
    let open = || record.authorization_rows.iter().filter(|row| record.is_open(row, today));
    let own = open().find(|row| convert::authorization(row).kind != Kind::Stem);
    own.or_else(|| open().next()).ok_or(AppError::NotFound)
}

/// What a form is about: the stored employer, if it changes one, and the authorization.
struct About<'a> {
    stored: Option<&'a employer::Model>,
    authorization: &'a authorization::Model,
}

fn about<'a>(record: &'a Record, form: &EmployerForm, today: Date) -> Result<About<'a>, AppError> {
    let (stored, authorization) = match form.id.as_str() {
        "" => (None, newest_open(record, today)?),
        id => find(record, id).map(|(row, authorization)| (Some(row), authorization))?,
    };
    let deleted = stored.is_some_and(|row| row.deleted_at.is_some());
    if deleted || !record.is_open(authorization, today) {
        return Err(AppError::NotFound);
    }
    Ok(About { stored, authorization })
}

/// The same form sent before: a double click or a reload makes no second report.
fn twin_of<'a>(
    record: &'a Record,
    form: &EmployerForm,
    about: &About<'_>,
) -> Option<&'a employer::Model> {
    let new = about.stored.is_none() && !form.once.is_empty() && form.version != AGAIN;
    record.employer_rows.iter().find(|row| new && row.once == form.once)
}

/// Reports a new or changed employer.
pub async fn save(work: Work, visit: &Visit, form: &EmployerForm) -> Result<Done, ServiceError> {
    let record = guards::editing(&work, visit).await?;
    let today = work.today(&record.zone());
    let about = about(&record, form, today)?;
    let twin = twin_of(&record, form, &about);
    let before = about.stored.map(convert::employer);
    let authorization = convert::authorization(about.authorization);
    let name = record.person().name();
    let siblings = record.employer_rows.iter().filter(|row| {
        row.authorization_id == about.authorization.id
            && row.deleted_at.is_none()
            && row.id != form.id
            && twin.is_none_or(|twin| twin.id != row.id)
    });
    let others: Vec<_> = siblings.map(|row| (row.name.clone(), row.start_date)).collect();
    let employer = form.parse(&Circumstances {
        authorization: &authorization,
        student_name: &name,
        others: &others,
        stored: before.as_ref(),
        by_student: true,
    })?;
    if let Some(twin) = twin {
        return sent_before(&work, twin, &employer).await;
    }
    if let Some(stored) = about.stored
        && form.version != stored.version.to_string()
    {
        let same = convert::employer(stored) == employer;
        let last = receipts::last_of_employer(work.db(), &stored.id).await?.filter(|_| same);
        return repeated(last, (&form.version, stored.version), "name");
    }
    let Some(decision) = decide(before.as_ref(), &employer, today) else {
        return Ok(Done::saying(routes::EMPLOYMENT, Notice::NothingChanged));
    };
    let outgoing = outgoing(&authorization, before.as_ref(), &employer);
    let Decision { event, changes, start_late, days_late } = decision;
    let row = match about.stored {
        Some(stored) => changed(stored, employer, start_late),
        None => new(about.authorization, form, employer, start_late, work.at()),
    };
    let (employer_id, version) = (Some(row.id.clone()), row.version);
    match about.stored {
        Some(stored) => employers::change(&work.later(), stored, row).await?,
        None => employers::insert(&work.later(), row).await?,
    }
    let tried = first_try(&form.tried_at, work.now());
    let new = Report::new(event, changes, outgoing);
    let report = Report { employer_id, days_late, version, tried, ..new };
    let receipt = accept(&work, &record, report).await?;
    work.commit().await?;
    Ok(Done::saying(routes::receipt(&receipt), Notice::ReportSaved))
}

/// What SEVIS is told; nothing where it has no field for what changes.
fn outgoing(
    about: &Authorization,
    before: Option<&Employer>,
    after: &Employer,
) -> Option<Outgoing> {
    let event = match before {
        Some(before) if !says_something(before, after) => return None,
        Some(_) => SevisEvent::EmployerEdit,
        None => SevisEvent::EmployerAdd,
    };
    Some(payload::employer(event, about, before, after.clone()))
}

fn changed(
    stored: &employer::Model,
    employer: domain::employer::Employer,
    start_late: Option<i64>,
) -> employer::Model {
    let mut row = employer::Model { version: stored.version + 1, ..stored.clone() };
    convert::set_employer(&mut row, employer);
    row.days_late = start_late.unwrap_or(stored.days_late);
    row
}

fn new(
    authorization: &authorization::Model,
    form: &EmployerForm,
    employer: domain::employer::Employer,
    start_late: Option<i64>,
    at: i64,
) -> employer::Model {
    let mut row = convert::new_employer(id(), authorization, &employer, at);
    // The keys of training plans are the school's to give.
    if !form.once.is_empty() && !form.once.starts_with("plan-") && form.version != AGAIN {
        row.once.clone_from(&form.once);
    }
    row.days_late = start_late.unwrap_or(0);
    row
}

/// The receipt of the same form sent before. With other content it is not that report: "Back" shows
/// an old form again, and what is changed in it must not be called saved.
async fn sent_before(
    work: &Work,
    twin: &employer::Model,
    employer: &domain::employer::Employer,
) -> Result<Done, ServiceError> {
    if convert::employer(twin) != *employer {
        return Err(fault("name", FaultCode::SentBefore).into());
    }
    let receipt = receipts::first_of_employer(work.db(), &twin.id).await?;
    let receipt = receipt.ok_or_else(|| ServiceError::Internal("employer: no receipt".into()))?;
    Ok(Done::saying(routes::receipt(&receipt.id), Notice::ReportSaved))
}

/// Deletes an employer; it can be brought back.
pub async fn delete(work: Work, visit: &Visit, id: &str) -> Result<Done, ServiceError> {
    let notice = Notice::EmployerDeleted { id: id.to_owned() };
    toggle(work, visit, id, true, notice).await
}

/// Brings a deleted employer back.
pub async fn restore(work: Work, visit: &Visit, id: &str) -> Result<Done, ServiceError> {
    toggle(work, visit, id, false, Notice::EmployerRestored).await
}

async fn toggle(
    work: Work,
    visit: &Visit,
    id: &str,
    delete: bool,
    notice: Notice,
) -> Result<Done, ServiceError> {
    let record = guards::editing(&work, visit).await?;
    let today = work.today(&record.zone());
    let (row, authorization) = find(&record, id)?;
    if authorization.kind == Kind::Stem || !record.is_open(authorization, today) {
        return Err(AppError::NotFound.into());
    }
    if delete == row.deleted_at.is_some() {
        // Pressed twice: it is as it should be.
        return Ok(Done::saying(routes::EMPLOYMENT, notice));
    }
    let twin = |other: &employer::Model| {
        other.id != row.id
            && other.authorization_id == row.authorization_id
            && other.deleted_at.is_none()
            && same_name(&other.name, &row.name)
            && other.start_date == row.start_date
    };
    if !delete && record.employer_rows.iter().any(twin) {
        let why = "This employer with this start date is already on your record.".to_owned();
        return Ok(Done::saying(routes::EMPLOYMENT, Notice::NotUndone { why }));
    }
    let value = convert::employer(row);
    let (full, none) = (value.snapshot(), Snapshot::new());
    let (event, sevis_event, changes) = if delete {
        (Event::EmployerDeleted, SevisEvent::EmployerDelete, full.changes_to(&none))
    } else {
        (Event::EmployerRestored, SevisEvent::EmployerAdd, none.changes_to(&full))
    };
    let authorization = convert::authorization(authorization);
    let known =
        if delete { take_back(&work, &record.school.id, row).await? } else { Some(value.clone()) };
    // Of a job that SEVIS was never told, it is told nothing.
    let outgoing = known
        .map(|known| payload::employer(sevis_event, &authorization, Some(&known), value.clone()));
    let row = employer::Model {
        deleted_at: delete.then(|| work.at()),
        version: row.version + 1,
        ..row.clone()
    };
    let employer_id = Some(row.id.clone());
    employers::update(work.db(), row).await?;
    let report = Report { employer_id, ..Report::new(event, changes, outgoing) };
    accept(&work, &record, report).await?;
    work.commit().await?;
    Ok(Done::saying(routes::EMPLOYMENT, notice))
}
