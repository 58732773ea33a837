//! An employer reports the end of a job; the school and the student are told. The record changes only by what
//! student or school do about it.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note};
use super::super::visit::{Visit, guards};
use super::links::{Found, by_token};
use super::tell::tell;
use crate::clock::instant;
use crate::mail::{letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::secret::id;
use crate::store::code::Code;
use crate::store::entity::{employer, plan_departure};
use crate::store::plans::departures as rows;
use crate::store::{accounts, convert, plans, students};
use app::ports::Done;
use app::wire::{DepartureForm, DepartureRow, Notice, SeenDepartureForm, with_token};
use app::{AppError, routes};
use domain::audit::{AuditAct, Subject};
use domain::authorization::{Authorization, Kind};
use domain::date::long;
use domain::employer::same_name;
use domain::history::{Change, Event};
use domain::plan::{DepartureForm as Typed, LinkPurpose, report_by};
use domain::{Date, FaultCode};

/// Most reports about one plan that nobody has seen to: a link in wrong hands fills no list.
const MOST: usize = 10;

/// Takes a report.
pub async fn report(work: Work, form: &DepartureForm) -> Result<Done, ServiceError> {
    let next = with_token(routes::EMPLOYER_PLAN, &form.token);
    let found = by_token(&work, &form.token).await?;
    let found = found.filter(|found| found.link.purpose == LinkPurpose::Depart);
    let Some(Found { link, record, plan }) = found else {
        return Err(fault("token", FaultCode::NotOnRecord).into());
    };
    let (last_day, how) = (&*form.last_day, &*form.how);
    let typed = Typed { last_day, how, note: &form.remark, name: &form.signed_name };
    let told = typed.parse(plan.day("employment_from"), work.today(&record.zone()))?;
    let earlier = rows::of(work.db(), &link.root).await?;
    let done = Done::saying(next, Notice::DepartureReported);
    if earlier
        .iter()
        .any(|row| row.last_day == told.last_day && row.how == told.how && row.note == told.note)
    {
        // Sent twice.
        return Ok(done);
    }
    if earlier.iter().filter(|row| row.seen_at.is_none()).count() >= MOST {
        return Err(AppError::TooMany(86_400).into());
    }
    let row = plan_departure::Model {
        id: id(),
        root: link.root.clone(),
        student_id: record.student.id.clone(),
        school_id: record.school.id.clone(),
        last_day: told.last_day,
        how: Code(told.how),
        note: told.note,
        name: told.name,
        email: link.email,
        at: work.at(),
        seen_at: None,
        seen_by: String::new(),
    };
    rows::insert(work.db(), row.clone()).await?;
    let new = format!("{}: {}", told.how.words(), long(told.last_day));
    let changes = [Change { field: "Last day".into(), old: String::new(), new }];
    let line = Line::by_employer(Event::DepartureReported, &row.name).with(&changes);
    note(&work, &record.student.id, line).await?;
    tell_everybody(&work, &record, plan.value("employer_name")).await?;
    work.commit().await?;
    Ok(done)
}

/// Tells the student, and everybody of the school who reads its mail.
async fn tell_everybody(work: &Work, record: &Record, employer: &str) -> Result<(), ServiceError> {
    let own = work.url(routes::EMPLOYMENT);
    tell(work, record, letters::departure_student(&record.student, employer, own)).await?;
    let page = work.url(routes::SCHOOL_PLANS);
    for official in accounts::officials_of(work.db(), &record.school.id).await? {
        if official.news && official.password_hash.is_some() {
            queue(work, letters::departure_school(official.email, &official.id, page.clone()))
                .await?;
        }
    }
    Ok(())
}

/// A report as it is shown.
pub(super) fn shown(
    row: plan_departure::Model,
    record: (&crate::clock::Zone, String, String, String),
) -> DepartureRow {
    let (zone, name, employer, plan) = record;
    let due = report_by(row.last_day, row.how.0);
    DepartureRow {
        late: zone.day(instant(row.at)) > due,
        by: format!("{} ({}), {}", row.name, row.email, zone.words(instant(row.at))),
        id: row.id,
        plan,
        student: row.student_id,
        name,
        employer,
        last_day: row.last_day,
        due,
        how: row.how.0,
        note: row.note,
        seen: match row.seen_at {
            Some(at) => format!("{}, {}", row.seen_by, zone.words(instant(at))),
            None => String::new(),
        },
    }
}

/// The reports about a plan.
pub(super) async fn of<C: Connection>(
    s: &Scope<C>,
    record: &Record,
    plan: &super::Plan,
) -> Result<Vec<DepartureRow>, ServiceError> {
    let zone = record.zone();
    let all = rows::of(s.db(), &plan.row.root).await?;
    let around = || {
        let employer = plan.value("employer_name").to_owned();
        (&zone, record.person().name(), employer, plan.row.id.clone())
    };
    Ok(all.into_iter().map(|row| shown(row, around())).collect())
}

/// The reports of a school that nobody has seen to.
pub(super) async fn open_of<C: Connection>(
    s: &Scope<C>,
    school: &crate::store::entity::school::Model,
) -> Result<Vec<DepartureRow>, ServiceError> {
    let zone = crate::clock::Zone::of(&school.time_zone);
    let mut all = Vec::new();
    let open = rows::open_of(s.db(), &school.id, 200).await?;
    let ids: Vec<&str> = open.iter().map(|row| row.student_id.as_str()).collect();
    let people = students::of(s.db(), &ids).await?;
    let roots: Vec<String> = open.iter().map(|row| row.root.clone()).collect();
    let mut newest = plans::newest_of(s.db(), &roots).await?;
    for row in open {
        let name = people.get(&row.student_id).map(letters::full_name);
        let newest = newest.remove(&row.root);
        let (employer, id) = match newest {
            Some(newest) => {
                let plan = super::Plan::of(newest, Vec::new())?;
                (plan.value("employer_name").to_owned(), plan.row.id)
            }
            None => (String::new(), String::new()),
        };
        all.push(shown(row, (&zone, name.unwrap_or_default(), employer, id)));
    }
    Ok(all)
}

/// The end of a job as its employer has reported it.
pub struct Left {
    /// The last day.
    pub on: Date,
    /// The newest version of the plan.
    pub plan: String,
    /// The job on record.
    pub job: String,
}

/// The end that an employer has reported of a job that goes on by the record, until the school has seen to the report.
pub async fn left(look: &Look, record: &Record) -> Result<Option<Left>, ServiceError> {
    // Only STEM employers have a link to report it by.
    if !record.authorizations().iter().any(Authorization::extends) {
        return Ok(None);
    }
    let student = &record.student;
    for row in rows::open_for(look.db(), &student.school_id, &student.id).await? {
        let Some(newest) = plans::versions(look.db(), &row.root).await?.into_iter().next() else {
            continue;
        };
        let plan = super::Plan::of(newest, Vec::new())?;
        let name = plan.value("employer_name");
        let goes_on = |job: &&employer::Model| {
            job.deleted_at.is_none()
                && same_name(&job.name, name)
                && job.start_date <= row.last_day
                && convert::lasts_until(job, &record.authorization_rows)
                    .is_none_or(|end| end > row.last_day)
        };
        if let Some(job) = record.employer_rows.iter().find(goes_on) {
            let (on, job) = (row.last_day, job.id.clone());
            return Ok(Some(Left { on, plan: plan.row.id, job }));
        }
    }
    Ok(None)
}

/// True where the school has sent a plan back: it is the student's turn.
pub async fn asked(look: &Look, record: &Record) -> Result<bool, ServiceError> {
    if record.authorizations().iter().all(|one| one.kind != Kind::Stem) {
        return Ok(false);
    }
    let plans = plans::of_student(look.db(), &record.student.id).await?;
    // Its words stay until the school has it again.
    Ok(plans.iter().any(|row| row.state.0.is_open() && !row.words.is_empty()))
}

/// An official has seen to a report.
pub async fn seen(
    work: Work,
    visit: &Visit,
    form: &SeenDepartureForm,
) -> Result<Done, ServiceError> {
    let found = rows::by_id(work.db(), &form.id).await?.ok_or(AppError::NotFound)?;
    let (official, record) = guards::administered(&work, visit, &found.student_id).await?;
    // Read anew under the lock.
    let row = rows::by_id(work.db(), &form.id).await?.ok_or(AppError::NotFound)?;
    let next = routes::student(&record.student.id);
    if row.seen_at.is_some() {
        return Ok(Done::saying(next, Notice::ActedMeanwhile));
    }
    let seen_by = official.name.clone();
    rows::update(work.db(), plan_departure::Model { seen_at: Some(work.at()), seen_by, ..row })
        .await?;
    let subjects = vec![Subject::Student(record.student.id.clone())];
    audit::write(&work, Entry::of(&official, AuditAct::DepartureSeen, subjects)).await?;
    work.commit().await?;
    Ok(Done::saying(next, Notice::DepartureSeen))
}
