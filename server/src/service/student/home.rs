//! The student's first page: what to do now, what comes next, what happened last.

use super::super::error::ServiceError;
use super::super::plans;
use super::super::record::Record;
use super::super::visit::{Visit, guards};
use super::deadlines;
use super::pages::employment_with;
use crate::clock::instant;
use crate::scope::Look;
use crate::store::entity::employer;
use crate::store::sevis_changes::{self, Stand};
use crate::store::{convert, receipts};
use app::wire::{EmploymentView, FirstSteps, HomeView, LastReport, ReportAbout};
use domain::Date;
use domain::deadlines::{Deadline, Duty};
use domain::history::Event;
use domain::next_step::{NextStep, Situation, Urgency, next_steps};
use domain::plan::EvaluationKind;
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
    let asked = visit.session.lock().await.asked.clone();
    let ends = employment.count.as_ref().map(|count| count.opt.to);
    let limit = employment.count.as_ref().and_then(|count| count.reached_on);
    let left = plans::left(look, &record).await?;
    let mut next = deadlines::of_record(look, &record, limit, today).await?;
    let mut steps = next_steps(&Situation {
        next_job: ends.and_then(|ends| next_job(&record, (today, ends))),
        asked: asked.is_some(),
        plan_asked: plans::asked(look, &record).await?,
        evaluation_late: next.iter().find_map(late_evaluation),
        left: left.as_ref().map(|left| left.on),
        count: employment.count.as_ref(),
        validation: employment.validation,
        reachable: reachable(&record),
        ends: last.map(|one| (one.kind, one.end)),
        access: employment.access,
        today,
    });
    let first = first_steps(&record, &employment, &steps);
    if first.is_some() {
        // The list of first steps says it, where it says that no employer was ever reported.
        let none = first.is_some_and(|first| first.employer == Some(false));
        let said = |step: &NextStep| match step {
            NextStep::ReportContact => true,
            NextStep::NoJob { .. } => none,
            _ => false,
        };
        steps.retain(|step| !said(step));
    }
    next.truncate(NEXT);
    Ok(HomeView {
        school: record.school.name.clone(),
        steps,
        asked,
        left: left.map(|left| (left.plan, left.job)),
        first,
        next,
        last: last_report(look, &record, &stands).await?,
        employment,
    })
}

/// The first day of the next job that counts: under an authorization that does, and before the count ends.
fn next_job(record: &Record, (today, ends): (Date, Date)) -> Option<Date> {
    let counts = |row: &&employer::Model| {
        let about = record.authorization_rows.iter().find(|about| about.id == row.authorization_id);
        row.deleted_at.is_none()
            && about.is_some_and(|about| convert::authorization(about).counts())
    };
    let starts = record.employer_rows.iter().filter(counts).map(|row| row.start_date);
    starts.filter(|start| (today < *start) && (*start <= ends)).min()
}

/// The evaluation that is late, where that is what a deadline is about.
fn late_evaluation(one: &Deadline) -> Option<EvaluationKind> {
    match one.duty {
        Duty::EvaluationOverdue(kind) => Some(kind),
        _ => None,
    }
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
        employer: adds.then_some(record.employer_rows.iter().any(|row| row.deleted_at.is_none())),
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
