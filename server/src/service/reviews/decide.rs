//! The decision about one report: accepted, or the student is asked.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note};
use super::super::visit::{Visit, guards};
use super::rows::wanted;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::secret::id;
use crate::store::code::Code;
use crate::store::entity::{account, review, review_note};
use crate::store::{reviews, sevis_changes};
use app::ports::Done;
use app::wire::{CheckForm, Notice};
use app::{AppError, routes};
use domain::FaultCode;
use domain::audit::{AuditAct, Subject};
use domain::history::{Change, Event};
use domain::review::{ReviewAct, ReviewFilter, ReviewState, kept_points, words};

/// A report of the official's school, locked after its record, as everywhere.
pub async fn lock(
    work: &Work,
    visit: &Visit,
    id: &str,
) -> Result<(account::Model, Record, review::Model), ServiceError> {
    let (_, school) = guards::official(work, visit).await?;
    let found = reviews::of_school(work.db(), id, &school.id).await?.ok_or(AppError::NotFound)?;
    lock_found(work, visit, &found).await
}

/// The same of one that was found already; the guard judges its record, and so its school, anew.
pub async fn lock_found(
    work: &Work,
    visit: &Visit,
    found: &review::Model,
) -> Result<(account::Model, Record, review::Model), ServiceError> {
    let (official, record) = guards::administered(work, visit, &found.student_id).await?;
    let row = reviews::lock(work.db(), &found.id).await?.ok_or(AppError::NotFound)?;
    Ok((official, record, row))
}

/// Accepts a report, or asks the student about it.
pub async fn check(work: Work, visit: &Visit, form: &CheckForm) -> Result<Done, ServiceError> {
    let (official, record, row) = lock(&work, visit, &form.id).await?;
    let question = match form.act.as_str() {
        "accept" => None,
        "ask" => Some(words("question", &form.question)?),
        _ => return Err(fault("question", FaultCode::NotAChoice).into()),
    };
    let own = row.state == ReviewState::Accepted && row.done_by.as_ref() == Some(&official.id);
    if own && question.is_none() {
        // Pressed twice.
        return next(&work, &official, &record, &row).await;
    }
    if let Some(question) = &question
        && asked_already(&work, &official, &row, question).await?
    {
        return Ok(Done::saying(routes::report(&form.id), Notice::StudentAsked));
    }
    if form.version != row.version.to_string() || row.state == ReviewState::Accepted {
        let version = row.version;
        return Err(fault("question", FaultCode::CheckedMeanwhile { version }).into());
    }
    let row = review::Model { points: kept_points(&form.points()), ..row };
    let done = match &question {
        None => {
            let row = accept(&work, (&official, &record), row, "").await?;
            next(&work, &official, &record, &row).await?
        }
        Some(question) => {
            ask(&work, (&official, &record), row, question).await?;
            Done::saying(routes::report(&form.id), Notice::StudentAsked)
        }
    };
    work.ring(|bells| &bells.sevis);
    work.commit().await?;
    Ok(done)
}

/// True where this official asked this last: the form was sent twice.
async fn asked_already(
    work: &Work,
    official: &account::Model,
    row: &review::Model,
    question: &str,
) -> Result<bool, ServiceError> {
    let notes = reviews::notes::of(work.db(), &row.id).await?;
    Ok(notes.last().is_some_and(|last| {
        last.act == ReviewAct::Asked && last.by_id == official.id && last.words == question
    }))
}

/// Where an official goes after a report is accepted.
async fn next(
    work: &Work,
    official: &account::Model,
    record: &Record,
    row: &review::Model,
) -> Result<Done, ServiceError> {
    let wanted = wanted(work, official, &record.school);
    let left = reviews::count(work.db(), wanted, ReviewFilter::Open).await?;
    let next = reviews::next_open(work.db(), wanted, row).await?;
    let path = next.map_or_else(|| routes::REVIEW.to_owned(), |row| routes::report(&row.id));
    Ok(Done::saying(path, Notice::Accepted { left }))
}

/// Accepts a locked report, alone or together with others; what waited for it goes on to SEVIS.
pub async fn accept(
    work: &Work,
    (official, record): (&account::Model, &Record),
    row: review::Model,
    together: &str,
) -> Result<review::Model, ServiceError> {
    let row = review::Model {
        state: Code(ReviewState::Accepted),
        version: row.version + 1,
        done_at: Some(work.at()),
        done_by: Some(official.id.clone()),
        together: together.to_owned(),
        ..row
    };
    reviews::update(work.db(), row.clone()).await?;
    sevis_changes::let_go(work.db(), &row.receipt_id).await?;
    step(work, &row, ReviewAct::Accepted, (official, "")).await?;
    let line = Line::by_official(Event::ReportReviewed, &official.name);
    note(work, &record.student.id, line).await?;
    write_down(work, official, &row, AuditAct::ReportChecked).await?;
    Ok(row)
}

/// Asks the student about a locked report, who is mailed.
pub async fn ask(
    work: &Work,
    (official, record): (&account::Model, &Record),
    row: review::Model,
    question: &str,
) -> Result<(), ServiceError> {
    let row = review::Model { state: Code(ReviewState::Asked), version: row.version + 1, ..row };
    reviews::update(work.db(), row.clone()).await?;
    step(work, &row, ReviewAct::Asked, (official, question)).await?;
    let change = Change { field: "Question".into(), old: String::new(), new: question.to_owned() };
    let changes = [change];
    let line = Line::by_official(Event::ReportAsked, &official.name).with(&changes);
    note(work, &record.student.id, line).await?;
    write_down(work, official, &row, AuditAct::ReportAsked).await?;
    let page = work.url(&routes::receipt(&row.receipt_id));
    queue(work, letters::report_asked(&record.student, &record.school.name, page)).await?;
    Ok(())
}

/// Writes a step of the check.
pub async fn step(
    work: &Work,
    row: &review::Model,
    act: ReviewAct,
    (by, words): (&account::Model, &str),
) -> Result<(), ServiceError> {
    let note = review_note::Model {
        id: id(),
        review: row.id.clone(),
        at: work.at(),
        act: Code(act),
        by_id: by.id.clone(),
        by_name: by.name.clone(),
        words: words.to_owned(),
    };
    Ok(reviews::notes::insert(work.db(), note).await?)
}

/// Writes down who did what.
pub async fn write_down(
    work: &Work,
    official: &account::Model,
    row: &review::Model,
    act: AuditAct,
) -> Result<(), ServiceError> {
    let subjects = vec![Subject::Student(row.student_id.clone())];
    audit::write(work, Entry::of(official, act, subjects)).await
}
