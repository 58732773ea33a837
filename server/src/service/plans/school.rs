//! The school's side of a plan: the list, the page, the decision, and the note that the plan was given to SEVIS.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note};
use super::super::visit::{Visit, guards};
use super::links::make;
use super::paper::lacks_a_scan;
use super::plan::{Plan, job_key};
use super::tell::tell;
use super::view::{row, whole};
use super::{departures, evaluations};
use crate::clock::{Zone, instant};
use crate::mail::{letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::entity::{account, plan};
use crate::store::plans::links as rows;
use crate::store::{convert, plans, students};
use app::ports::Done;
use app::wire::{DecidePlanForm, HandPlanForm, Notice, PlanRow, SchoolPlanView, SchoolPlansView};
use app::{AppError, routes};
use domain::audit::{AuditAct, Subject};
use domain::employer::EmployerForm;
use domain::history::{Change, Event};
use domain::plan::{LinkPurpose, PlanFilter, PlanState};
use domain::review::words;
use domain::{FaultCode, text};
use time::Duration;

/// Plans on a page.
const PER_PAGE: u64 = 50;
/// Days after the extension for which the link to report a departure works.
const DEPART_DAYS: i64 = 60;

/// The list, and the students in it.
pub async fn list(
    look: &Look,
    visit: &Visit,
    show: PlanFilter,
    page: u32,
) -> Result<(SchoolPlansView, Vec<Subject>), ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let mut counts = Vec::new();
    for kind in PlanFilter::ALL {
        counts.push((*kind, plans::count(look.db(), &school.id, *kind).await?));
    }
    let all = counts.iter().find(|(kind, _)| *kind == show).map_or(0, |(_, n)| *n);
    let pages = u32::try_from(all.div_ceil(PER_PAGE)).unwrap_or(u32::MAX).max(1);
    let page = page.clamp(1, pages);
    let found = plans::page(look.db(), &school.id, show, (u64::from(page - 1), PER_PAGE)).await?;
    let ids: Vec<String> = found.iter().map(|row| row.student_id.clone()).collect();
    let own: Vec<&str> = ids.iter().map(String::as_str).collect();
    let people = students::of(look.db(), &own).await?;
    let zone = Zone::of(&school.time_zone);
    let all = Plan::all(look, found).await?;
    let shown = |plan: &Plan| -> PlanRow {
        let person = people.get(&plan.row.student_id);
        let name = person.map(letters::full_name).unwrap_or_default();
        let sevis_id = person.map(|one| one.sevis_id.clone()).unwrap_or_default();
        row((&zone, name, sevis_id), plan, None)
    };
    let rows = all.iter().map(shown).collect();
    let departures = departures::open_of(look, &school).await?;
    let subjects = ids.into_iter().chain(departures.iter().map(|row| row.student.clone()));
    let mut subjects: Vec<Subject> = subjects.map(Subject::Student).collect();
    subjects.sort();
    subjects.dedup();
    Ok((SchoolPlansView { show, counts, page, pages, rows, departures }, subjects))
}

/// A plan of the official's school, with its record.
pub(super) async fn of_school<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
    id: &str,
) -> Result<(Record, Plan), ServiceError> {
    let found = plans::by_id(s.db(), id).await?.ok_or(AppError::NotFound)?;
    let record = guards::school_record(s, visit, &found.student_id).await?;
    Ok((record, Plan::one(s, found).await?))
}

/// The form of a plan's employer, as far as the plan says it.
pub fn prefilled(plan: &Plan) -> EmployerForm {
    let get = |name: &str| plan.value(name).to_owned();
    let (first, last) = match plan.value("overseer_name").rsplit_once(' ') {
        Some((first, last)) => (first.to_owned(), last.to_owned()),
        None => (String::new(), get("overseer_name")),
    };
    let site = site(plan);
    let hours: f32 = plan.value("hours").parse().unwrap_or(0.0);
    EmployerForm {
        name: get("employer_name"),
        ein: get("ein"),
        street: get("street"),
        line2: get("suite"),
        city: get("city"),
        state: get("state"),
        zip: get("zip"),
        workplace: if site.is_empty() { "here" } else { "elsewhere" }.to_owned(),
        site,
        // Post-completion work of more than 20 hours is full time (SEVP policy guidance on OPT).
        schedule: if hours > 20.0 { "full_time" } else { "part_time" }.to_owned(),
        start_date: get("employment_from"),
        supervisor_first_name: first,
        supervisor_last_name: last,
        supervisor_phone: get("overseer_phone"),
        supervisor_email: get("overseer_email"),
        relation: plan.value("role").chars().take(1000).collect(),
        ..EmployerForm::begun(job_key(&plan.row.root))
    }
}

/// The site of a plan, where it is not the employer's address; else empty.
fn site(plan: &Plan) -> String {
    let (street, address) = (plan.value("street").trim(), plan.value("site_address").trim());
    if address.is_empty() || address.to_lowercase().contains(&street.to_lowercase()) {
        return String::new();
    }
    let name = plan.value("site_name").trim();
    let line = [name, address].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let line = line.join(", ").split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(200).collect()
}

/// What differs between a plan and its employer on record.
fn differs(record: &Record, plan: &Plan) -> Vec<(String, String, String)> {
    let Some(row) = plan.recorded(record) else { return Vec::new() };
    let known = convert::employer(row);
    let pairs = [
        ("Employer name", known.name.clone(), plan.value("employer_name")),
        ("EIN", domain::ein::spell(&known.ein), plan.value("ein")),
        ("Street address", known.address.street.clone(), plan.value("street")),
        ("City", known.address.city.clone(), plan.value("city")),
        ("ZIP code", known.address.zip.clone(), plan.value("zip")),
        ("Start date", domain::date::typed(known.start), plan.value("employment_from")),
    ];
    let other = pairs.into_iter().filter(|(_, known, told)| known != told);
    other.map(|(label, known, told)| (label.to_owned(), known, told.to_owned())).collect()
}

/// The page.
pub async fn view(look: &Look, visit: &Visit, id: &str) -> Result<SchoolPlanView, ServiceError> {
    let (record, plan) = of_school(look, visit, id).await?;
    let zone = record.zone();
    let handed = plan.row.handed_at.map(|at| {
        let words = format!("{}, {}", plan.row.handed_by, zone.words(instant(at)));
        match plan.row.handed_note.as_str() {
            "" => words,
            note => format!("{words}: {note}"),
        }
    });
    Ok(SchoolPlanView {
        student: record.student.id.clone(),
        authorization: plan.authorization(&record),
        recorded: plan.recorded(&record).map(|row| row.id.clone()),
        differs: differs(&record, &plan),
        handed,
        file: plan.file_name(&record.student.sevis_id),
        plan: whole(look, &record, &plan).await?,
    })
}

/// A plan for a decision: the student's account and record are locked.
async fn locked(
    work: &Work,
    visit: &Visit,
    id: &str,
) -> Result<(account::Model, Record, Plan), ServiceError> {
    let found = plans::by_id(work.db(), id).await?.ok_or(AppError::NotFound)?;
    let (official, record) = guards::administered(work, visit, &found.student_id).await?;
    // Read anew under the lock.
    let row = plans::by_id(work.db(), id).await?.ok_or(AppError::NotFound)?;
    Ok((official, record, Plan::one(work, row).await?))
}

/// Accepts a plan, or asks for something.
pub async fn decide(
    work: Work,
    visit: &Visit,
    form: &DecidePlanForm,
) -> Result<Done, ServiceError> {
    let (official, record, plan) = locked(&work, visit, &form.id).await?;
    let next = routes::school_plan(&plan.row.id);
    let asks = match form.act.as_str() {
        "accept" => false,
        "ask" => true,
        _ => return Err(AppError::BadRequest.into()),
    };
    let same = match asks {
        true => plan.row.state == PlanState::Asked && plan.row.words == form.question.trim(),
        false => plan.row.state == PlanState::Accepted,
    };
    if same {
        // Sent twice.
        return Ok(Done::saying(next, said(asks)));
    }
    let question = if asks { words("question", &form.question)? } else { String::new() };
    if plan.row.state != PlanState::AtSchool || form.version != plan.row.version.to_string() {
        let version = plan.row.version;
        return Err(fault("question", FaultCode::CheckedMeanwhile { version }).into());
    }
    if !asks && plan.is_stale(&record) {
        return Err(fault("question", FaultCode::NotOnRecord).into());
    }
    if !asks && lacks_a_scan(&work, &plan).await? {
        return Err(fault("question", FaultCode::NotEnough).into());
    }
    let by = (&official, question.as_str());
    match asks {
        true => ask(&work, by, &record, &plan).await?,
        false => accept(&work, &official, &record, &plan).await?,
    }
    let act = if asks { AuditAct::PlanAsked } else { AuditAct::PlanAccepted };
    let subjects = vec![Subject::Student(record.student.id.clone())];
    audit::write(&work, Entry::of(&official, act, subjects)).await?;
    work.commit().await?;
    Ok(Done::saying(next, said(asks)))
}

fn said(asks: bool) -> Notice {
    if asks { Notice::PlanAsked } else { Notice::PlanAccepted }
}

fn decided(work: &Work, plan: &Plan, official: &account::Model, state: PlanState) -> plan::Model {
    let (decided_by, decided_at) = (official.name.clone(), Some(work.at()));
    plan::Model { decided_by, decided_at, ..plan.moved(state, work.at()) }
}

async fn ask(
    work: &Work,
    (official, question): (&account::Model, &str),
    record: &Record,
    plan: &Plan,
) -> Result<(), ServiceError> {
    let row = plan::Model {
        words: question.to_owned(),
        ..decided(work, plan, official, PlanState::Asked)
    };
    plans::update(work.db(), row).await?;
    let changes =
        [Change { field: "Question".into(), old: String::new(), new: question.to_owned() }];
    let line = Line::by_official(Event::PlanAsked, &official.name).with(&changes);
    note(work, &record.student.id, line).await?;
    let page = work.url(&routes::plan(&plan.row.id));
    tell(work, record, letters::plan_asked(&record.student, &record.school.name, page)).await
}

/// Accepts: it holds from here on, in place of the version before, and the employer gets the link by which the end of
/// the job is reported.
async fn accept(
    work: &Work,
    official: &account::Model,
    record: &Record,
    plan: &Plan,
) -> Result<(), ServiceError> {
    if let Some(before) = Plan::accepted(work, &plan.row.root).await? {
        plans::update(work.db(), before.moved(PlanState::Replaced, work.at())).await?;
    }
    let row =
        plan::Model { words: String::new(), ..decided(work, plan, official, PlanState::Accepted) };
    plans::update(work.db(), row).await?;
    let employer = plan.value("employer_name");
    let changes =
        [Change { field: "Employer".into(), old: String::new(), new: employer.to_owned() }];
    let line = Line::by_official(Event::PlanAccepted, &official.name).with(&changes);
    note(work, &record.student.id, line).await?;
    let page = work.url(&routes::plan(&plan.row.id));
    tell(work, record, letters::plan_accepted(&record.student, employer, page)).await?;
    evaluations::ask_again(work, record, plan).await?;
    give_departure_links(work, record, plan).await
}

async fn give_departure_links(
    work: &Work,
    record: &Record,
    plan: &Plan,
) -> Result<(), ServiceError> {
    // Whoever is still named may use an earlier mail.
    for link in rows::open_of(work.db(), &plan.row.root).await? {
        if link.purpose == LinkPurpose::Depart && plan.signers_at(&link.email).is_empty() {
            let email = Some(link.email.as_str());
            rows::end(work.db(), &plan.row.root, LinkPurpose::Depart, email, work.at()).await?;
        }
    }
    let zone = record.zone();
    let last = plan.day("stem_to").unwrap_or_else(|| work.today(&zone));
    let lapses = zone.begins(domain::date::plus_days(last, DEPART_DAYS));
    // A plan for days gone by is told of for a while, too.
    let lapses = lapses.max(work.now() + Duration::days(DEPART_DAYS));
    for (email, name) in plan.mailboxes(|_| true) {
        let link = make(work, plan, (LinkPurpose::Depart, ""), &email, lapses).await?;
        queue(work, letters::plan_in_force(&record.person(), (email, &name), link)).await?;
    }
    Ok(())
}

/// Notes that SEVIS was given a plan. `hash` is that of the PDF as it was made for this version.
pub async fn hand(
    work: Work,
    visit: &Visit,
    form: &HandPlanForm,
    hash: &str,
) -> Result<Done, ServiceError> {
    let proof = text::line(&form.proof, 1000).map_err(|code| fault("proof", code))?;
    let (official, record, plan) = locked(&work, visit, &form.id).await?;
    let next = Done::saying(routes::school_plan(&plan.row.id), Notice::PlanHanded);
    if plan.row.state != PlanState::Accepted {
        return Err(AppError::NotFound.into());
    }
    if plan.row.handed_at.is_some() {
        return Ok(next);
    }
    let row = plan::Model {
        handed_by: official.name.clone(),
        handed_at: Some(work.at()),
        handed_note: proof.unwrap_or_default(),
        handed_hash: hash.to_owned(),
        ..plan.moved(PlanState::Accepted, work.at())
    };
    plans::update(work.db(), row).await?;
    let changes = [Change { field: "SHA-256".into(), old: String::new(), new: hash.to_owned() }];
    let line = Line::by_official(Event::PlanHanded, &official.name).with(&changes);
    note(&work, &record.student.id, line).await?;
    let subjects = vec![Subject::Student(record.student.id.clone())];
    audit::write(&work, Entry::of(&official, AuditAct::PlanHanded, subjects)).await?;
    work.commit().await?;
    Ok(next)
}
