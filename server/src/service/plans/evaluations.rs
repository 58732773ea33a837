//! The two evaluations of a plan: the student writes and signs, then the overseeing official signs.

use super::super::credentials::sends;
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note};
use super::super::visit::{Visit, guards};
use super::links::{Found, make, to_employer};
use super::plan::Plan;
use super::tell::tell;
use crate::mail::{letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::secret::{id, sha256_hex};
use crate::store::code::Code;
use crate::store::convert;
use crate::store::entity::{authorization, employer, plan_evaluation, plan_link};
use crate::store::plans::{self, evaluations as rows, links};
use app::ports::Done;
use app::wire::{EvaluationForm, EvaluationRow, EvaluationView, Notice};
use app::{AppError, routes};
use domain::Date;
use domain::authorization::Kind;
use domain::fault::{Fault, FaultCode};
use domain::history::Event;
use domain::plan::{
    Evaluation, EvaluationForm as Typed, EvaluationKind, EvaluationStage, LinkPurpose, SIGN_DAYS,
    SignForm, Signer, evaluations,
};
use std::collections::HashMap;
use time::Duration;

/// The evaluations of an accepted plan. Days come from the record where it has the extension and the job, else from
/// the plan.
pub fn due_of(record: &Record, plan: &Plan) -> Vec<Evaluation> {
    due_among(plan, &record.authorization_rows, &record.employer_rows)
}

/// The same among these rows of its student.
fn due_among(
    plan: &Plan,
    authorizations: &[authorization::Model],
    employers: &[employer::Model],
) -> Vec<Evaluation> {
    let job = plan.recorded_among(authorizations, employers);
    let began = job.map(|row| row.start_date).or_else(|| plan.day("employment_from"));
    let planned = plan.day("stem_from").zip(plan.day("stem_to"));
    let within = |row: &&authorization::Model| {
        planned.is_none_or(|(from, to)| row.start_date <= to && row.end_date >= from)
    };
    let extends =
        authorizations.iter().filter(within).find(|row| convert::authorization(row).extends());
    let mut asked =
        authorizations.iter().filter(within).filter(|row| row.kind == Kind::Stem).peekable();
    if extends.is_none() && asked.peek().is_some() && asked.all(|row| row.status.is_over()) {
        // Denied or withdrawn: there is no training to write of.
        return Vec::new();
    }
    let stem = extends.map(|row| (row.start_date, row.end_date)).or(planned);
    match (stem, began) {
        (Some(stem), Some(began)) => evaluations(stem, (began, job.and_then(|row| row.end_date))),
        _ => Vec::new(),
    }
}

/// What both sign, as a hash.
fn covers(plan: &Plan, kind: EvaluationKind, (from, to, body): (Date, Date, &str)) -> String {
    let head = format!("{}\n{}\n{}\n{from} {to}\n", plan.row.root, kind.code(), plan.row.id);
    sha256_hex(format!("{head}{} {body}", body.len()).as_bytes())
}

/// An evaluation and where it stands.
fn row(
    record: &Record,
    one: Evaluation,
    written: Option<&plan_evaluation::Model>,
    today: Date,
) -> EvaluationRow {
    let zone = record.zone();
    let day = |at: i64| zone.day(crate::clock::instant(at));
    let done = written.and_then(|row| row.employer_at);
    let signature =
        |name: &str, at: i64| format!("{name}, {}", zone.words(crate::clock::instant(at)));
    let mut signatures = Vec::new();
    if let Some(row) = written {
        signatures.push(signature(&row.student_name, row.student_at));
        let title =
            format!("{}, {} ({})", row.employer_name, row.employer_title, row.employer_email);
        signatures.extend(row.employer_at.map(|at| signature(&title, at)));
    }
    EvaluationRow {
        kind: one.kind,
        opens: one.opens(),
        on: one.on,
        until: one.until(),
        stage: written.map(|row| row.stage.0),
        late: done.map_or(today, day) > one.until(),
        period: written.map(|row| (row.period_from, row.period_to)),
        text: written.map(|row| row.body.clone()).unwrap_or_default(),
        signatures,
        returned: written.map(|row| row.words.clone()).unwrap_or_default(),
        covers: written.map(|row| row.covers.clone()).unwrap_or_default(),
    }
}

/// All evaluations of a plan.
pub(super) async fn of<C: Connection>(
    s: &Scope<C>,
    record: &Record,
    plan: &Plan,
    today: Date,
) -> Result<Vec<EvaluationRow>, ServiceError> {
    let written = rows::of(s.db(), &plan.row.root).await?;
    let find = |kind: EvaluationKind| written.iter().find(|row| row.kind == kind);
    let mut due = due_of(record, plan);
    // What was written stays, whatever the days have become since.
    for kept in &written {
        if !due.iter().any(|one| kept.kind == one.kind) {
            due.push(Evaluation { kind: kept.kind.0, on: kept.due_on });
        }
    }
    Ok(due.into_iter().map(|one| row(record, one, find(one.kind), today)).collect())
}

/// The evaluations of a student's accepted plans that the school does not have, for as long as that is told; `None` where no plan is
/// accepted.
pub async fn open_evaluations(
    look: &Look,
    record: &Record,
    today: Date,
) -> Result<Option<Vec<Evaluation>>, ServiceError> {
    let ids = [record.student.id.clone()];
    let missing = missing_evaluations(look, &ids, |_| {
        (&record.authorization_rows[..], &record.employer_rows[..])
    });
    let missing = missing.await?.remove(&record.student.id);
    Ok(missing.map(|mut all| {
        all.retain(|one| one.told_until() >= today);
        all
    }))
}

/// The evaluations of these students' accepted plans that the school does not have, by student. `rows_of` gives a
/// student's authorizations and employers.
pub async fn missing_evaluations<'a, C: Connection>(
    s: &Scope<C>,
    students: &[String],
    rows_of: impl Fn(&str) -> (&'a [authorization::Model], &'a [employer::Model]),
) -> Result<HashMap<String, Vec<Evaluation>>, ServiceError> {
    let written = rows::of_students(s.db(), students).await?;
    let mut missing: HashMap<String, Vec<Evaluation>> = HashMap::new();
    for row in plans::accepted_of(s.db(), students).await? {
        let plan = Plan::of(row, Vec::new())?;
        let done = |kind: EvaluationKind| {
            let own = |row: &&plan_evaluation::Model| row.root == plan.row.root && row.kind == kind;
            written.iter().find(own).is_some_and(|row| row.stage == EvaluationStage::Received)
        };
        let (authorizations, employers) = rows_of(&plan.row.student_id);
        let due = due_among(&plan, authorizations, employers).into_iter();
        missing
            .entry(plan.row.student_id.clone())
            .or_default()
            .extend(due.filter(|one| !done(one.kind)));
    }
    Ok(missing)
}

/// The page.
pub async fn view(
    look: &Look,
    visit: &Visit,
    id: &str,
    kind: &str,
) -> Result<EvaluationView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let plan = Plan::accepted_of(look, &record.student.id, id).await?;
    let today = look.today(&record.zone());
    let all = of(look, &record, &plan, today).await?;
    let row = all.into_iter().find(|row| row.kind.code() == kind).ok_or(AppError::NotFound)?;
    let begins = plan.day("employment_from").into_iter().chain(plan.day("stem_from")).max();
    let offered = row.period.unwrap_or((begins.unwrap_or(row.on), row.on));
    Ok(EvaluationView {
        id: plan.row.id.clone(),
        signs_as: Signer::Student.named(&plan.values).0,
        employer: plan.value("employer_name").to_owned(),
        open: row.opens <= today && row.stage != Some(EvaluationStage::Received),
        offered,
        row,
    })
}

/// First and last day of the time, and the text.
type Written = (Date, Date, String);

/// What is typed: time, text, signature; every fault at once.
fn typed(form: &EvaluationForm, named: &str) -> Result<(Written, String), Vec<Fault>> {
    let (from, to, text) = (&*form.period_from, &*form.period_to, &*form.evaluation);
    let body = Typed { from, to, text }.parse();
    let signed = SignForm { name: &form.signed_name, agree: &form.agree, drawn: "" }.parse(named);
    match (body, signed) {
        (Ok(body), Ok((name, _))) => Ok((body, name)),
        (body, signed) => {
            let mut all = body.err().unwrap_or_default();
            all.extend(signed.err().unwrap_or_default());
            Err(all)
        }
    }
}

/// The student writes and signs one. Until the employer has signed, it can be written anew.
pub async fn write(work: Work, visit: &Visit, form: &EvaluationForm) -> Result<Done, ServiceError> {
    guards::fresh(&work, visit).await?;
    let (account, record) = guards::answering(&work, visit).await?;
    let plan = Plan::accepted_of(&work, &record.student.id, &form.id).await?;
    let today = work.today(&record.zone());
    let kind = EvaluationKind::from_code(&form.kind).ok_or(AppError::NotFound)?;
    let next = routes::plan(&plan.row.id);
    let written = rows::of(work.db(), &plan.row.root).await?;
    let before = written.into_iter().find(|row| row.kind == kind);
    // What was begun can be ended, whatever the days have become since.
    let begun = before.as_ref().map(|row| Evaluation { kind, on: row.due_on });
    let one = due_of(&record, &plan).into_iter().find(|one| one.kind == kind).or(begun);
    let one = one.filter(|one| one.opens() <= today).ok_or(AppError::NotFound)?;
    let ((from, to, body), name) = typed(form, &Signer::Student.named(&plan.values).0)?;
    let covers = covers(&plan, kind, (from, to, &body));
    if let Some(row) = before.as_ref().filter(|row| row.stage == EvaluationStage::Received) {
        return match row.covers == covers {
            true => Ok(Done::saying(next, Notice::EvaluationSigned)),
            false => Err(fault("evaluation", FaultCode::CheckedMeanwhile { version: 0 }).into()),
        };
    }
    let row = plan_evaluation::Model {
        id: before.as_ref().map_or_else(id, |row| row.id.clone()),
        root: plan.row.root.clone(),
        student_id: record.student.id.clone(),
        kind: Code(kind),
        stage: Code(EvaluationStage::AtEmployer),
        due_on: one.on,
        period_from: from,
        period_to: to,
        body,
        covers,
        student_name: name.clone(),
        student_at: work.at(),
        employer_name: String::new(),
        employer_title: String::new(),
        employer_email: String::new(),
        employer_at: None,
        words: String::new(),
    };
    match before {
        Some(_) => rows::update(work.db(), row.clone()).await?,
        None => rows::insert(work.db(), row.clone()).await?,
    }
    note(&work, &record.student.id, Line::by_student(Event::EvaluationSigned, &name)).await?;
    let email = plan.value("overseer_email").to_lowercase();
    sends::reserve_or_refuse(&work, to_employer(&email, Some(&account.id), visit)).await?;
    ask_employer(&work, &record, &plan, &row).await?;
    work.commit().await?;
    Ok(Done::saying(next, Notice::EvaluationSigned))
}

/// Mails the overseeing official the link to sign; earlier ones about it end.
async fn ask_employer(
    work: &Work,
    record: &Record,
    plan: &Plan,
    row: &plan_evaluation::Model,
) -> Result<(), ServiceError> {
    let email = plan.value("overseer_email").to_lowercase();
    let lapses = work.now() + Duration::days(SIGN_DAYS);
    links::end_about(work.db(), &row.id, work.at()).await?;
    let link = make(work, plan, (LinkPurpose::Evaluate, &row.id), &email, lapses).await?;
    let one = Evaluation { kind: row.kind.0, on: row.due_on };
    let name = plan.value("overseer_name");
    let letter = letters::evaluation_to_sign(&record.person(), (email, name), link, one);
    queue(work, letter).await?;
    work.ring(|bells| &bells.jobs);
    Ok(())
}

/// Once another version holds, whoever oversees the training by it is asked for what waits.
pub(super) async fn ask_again(
    work: &Work,
    record: &Record,
    plan: &Plan,
) -> Result<(), ServiceError> {
    for row in rows::of(work.db(), &plan.row.root).await? {
        if row.stage == EvaluationStage::AtEmployer {
            ask_employer(work, record, plan, &row).await?;
        }
    }
    Ok(())
}

/// The evaluation that a link is about, while it waits for the employer.
pub(super) async fn waiting<C: Connection>(
    s: &Scope<C>,
    link: &plan_link::Model,
) -> Result<Option<plan_evaluation::Model>, ServiceError> {
    let row = rows::by_id(s.db(), &link.about).await?;
    Ok(row.filter(|row| row.root == link.root && row.stage == EvaluationStage::AtEmployer))
}

/// The employer signs the one that waits.
pub(super) async fn sign(
    work: &Work,
    Found { link, record, plan }: &Found,
    (name, title, _): (String, String, String),
    seen: &str,
) -> Result<Notice, ServiceError> {
    let Some(row) = waiting(work, link).await? else { return Ok(Notice::EvaluationSigned) };
    if row.covers != seen {
        return Err(fault("agree", FaultCode::ShownOtherwise).into());
    }
    let row = plan_evaluation::Model {
        stage: Code(EvaluationStage::Received),
        employer_name: name.clone(),
        employer_title: title,
        employer_email: link.email.clone(),
        employer_at: Some(work.at()),
        ..row
    };
    rows::update(work.db(), row).await?;
    links::end_about(work.db(), &link.about, work.at()).await?;
    note(work, &record.student.id, Line::by_employer(Event::EvaluationSigned, &name)).await?;
    let page = work.url(&routes::plan(&plan.row.id));
    let employer = plan.value("employer_name");
    tell(work, record, letters::evaluation_received(&record.student, employer, page)).await?;
    Ok(Notice::EvaluationSigned)
}

/// The employer sends the one that waits back.
pub(super) async fn send_back(
    work: &Work,
    link: &plan_link::Model,
    words: &str,
) -> Result<(), ServiceError> {
    if let Some(row) = waiting(work, link).await? {
        let words = words.to_owned();
        let stage = Code(EvaluationStage::Returned);
        rows::update(work.db(), plan_evaluation::Model { stage, words, ..row }).await?;
    }
    Ok(links::end_about(work.db(), &link.about, work.at()).await?)
}
