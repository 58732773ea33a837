//! The student's first page: what to do now, what comes next, what happened last.

use super::super::error::ServiceError;
use super::super::record::Record;
use super::super::visit::{Visit, guards};
use super::deadlines;
use super::pages::employment_with;
use crate::clock::instant;
use crate::scope::Look;
use crate::store::plans::departures;
use crate::store::receipts;
use crate::store::sevis_changes::{self, Stand};
use app::wire::{EmploymentView, FirstSteps, HomeView, LastReport, ReportAbout};
use domain::Date;
use domain::authorization::Authorization;
use domain::history::Event;
use domain::next_step::{NextStep, Situation, Urgency, next_steps};
use domain::window::Access;

/// Deadlines shown.
const NEXT: usize = 3;

/// The page.
pub async fn home(look: &Look, visit: &Visit) -> Result<HomeView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let today = look.today(&record.zone());
    let stands = sevis_changes::stands(look.db(), &record.student.id).await?;
    let employment = employment_with(look, &record, &stands).await?;
    let held = record.authorizations();
    let last = held.iter().filter(|one| one.counts()).max_by_key(|one| one.end);
    let asked = visit.session.lock().await.asked.is_some();
    let begins = record.employer_rows.iter().filter(|row| row.deleted_at.is_none());
    let begins = begins.map(|row| row.start_date).filter(|start| *start > today);
    let mut steps = next_steps(&Situation {
        next_job: begins.min(),
        asked,
        left: left(look, &record).await?,
        count: employment.count.as_ref(),
        validation: employment.validation,
        reachable: reachable(&record),
        ends: last.map(|one| (one.kind, one.end)),
        access: employment.access,
        today,
    });
    let first = first_steps(&record, &employment, &steps);
    if first.is_some() {
        // The list of first steps says it.
        let said =
            |step: &NextStep| matches!(step, NextStep::ReportContact | NextStep::NoJob { .. });
        steps.retain(|step| !said(step));
    }
    let limit = employment.count.as_ref().and_then(|count| count.reached_on);
    let mut next = deadlines::of_record(look, &record, limit, today).await?;
    next.truncate(NEXT);
    Ok(HomeView {
        school: record.school.name.clone(),
        steps,
        first,
        next,
        last: last_report(look, &record, &stands).await?,
        employment,
    })
}

/// The last day that an employer has reported of a job that goes on by the record, until the school has seen to it.
async fn left(look: &Look, record: &Record) -> Result<Option<Date>, ServiceError> {
    // Only STEM employers have a link to report it by.
    if !record.authorizations().iter().any(Authorization::extends) {
        return Ok(None);
    }
    let student = &record.student;
    let told = departures::open_for(look.db(), &student.school_id, &student.id).await?;
    let goes_on = |on: Date| {
        let live = record.employer_rows.iter().filter(|row| row.deleted_at.is_none());
        live.filter(|row| row.start_date <= on).any(|row| row.end_date.is_none_or(|end| end > on))
    };
    Ok(told.map(|row| row.last_day).filter(|on| goes_on(*on)))
}

/// Address and phone are on record.
fn reachable(record: &Record) -> bool {
    let student = &record.student;
    let phone =
        student.no_phone || !student.us_phone.is_empty() || !student.foreign_phone.is_empty();
    phone && !student.street.is_empty()
}

/// The first steps, until all are done and while nothing presses.
fn first_steps(
    record: &Record,
    employment: &EmploymentView,
    steps: &[NextStep],
) -> Option<FirstSteps> {
    let open = matches!(employment.access, Access::Edit { .. });
    if !open || steps.iter().any(|step| step.urgency() > Urgency::Calm) {
        return None;
    }
    let adds = employment.authorizations.iter().any(|one| one.may_add);
    let first = FirstSteps {
        reachable: reachable(record),
        employer: adds.then_some(!record.employer_rows.is_empty()),
    };
    (!first.reachable || first.employer == Some(false)).then_some(first)
}

/// The last report, and where the change stands that it made; one of what SEVIS has no field for made none.
async fn last_report(
    look: &Look,
    record: &Record,
    stands: &[Stand],
) -> Result<Option<LastReport>, ServiceError> {
    let Some(last) = receipts::newest(look.db(), &record.student.id).await? else {
        return Ok(None);
    };
    let employer = last.employer_id.as_ref();
    let employer = employer.and_then(|id| record.employer_rows.iter().find(|row| row.id == *id));
    let about = match employer {
        Some(row) => ReportAbout::Employer(row.name.clone()),
        None if last.event == Event::StemValidated => ReportAbout::Confirmation,
        None => ReportAbout::Contact,
    };
    let stand = stands.iter().rfind(|one| one.receipt_id.as_ref() == Some(&last.id));
    Ok(Some(LastReport {
        about,
        on: record.zone().day(instant(last.at)),
        state: stand.map(|stand| stand.state.0),
        receipt: last.id,
    }))
}
