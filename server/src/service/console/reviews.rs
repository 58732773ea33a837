//! Reports to check.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, read_json};
use super::super::record::{Line, note};
use super::super::visit::{Visit, guards};
use crate::clock::{Zone, instant};
use crate::mail::letters::full_name;
use crate::scope::{Look, Work};
use crate::store::entity::{receipt, review, student};
use crate::store::{receipts, reviews, sevis_changes, students};
use app::ports::Done;
use app::wire::{MarkReviewedForm, Notice, ReviewRow, ReviewView};
use app::{AppError, routes};
use domain::Date;
use domain::audit::{AuditAct, Subject};
use domain::date::days_between;
use domain::history::Event;
use domain::paging::pages;
use domain::sevis_state::SevisState;

/// Reports on a page of the review list.
const PAGE: u64 = 25;

/// The reports to check, oldest first, a page of them (the first is 1).
pub async fn list(look: &Look, visit: &Visit, page: u32) -> Result<ReviewView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let zone = Zone::of(&school.time_zone);
    let today = look.today(&zone);
    let total = reviews::count_open(look.db(), &school.id).await?;
    let (page, pages) = pages(total, PAGE, page);
    let open = reviews::page_of_open(look.db(), &school.id, u64::from(page - 1), PAGE).await?;
    let ids: Vec<&str> = open.iter().map(|row| row.student_id.as_str()).collect();
    let students = students::of(look.db(), &ids).await?;
    let ids: Vec<String> = open.iter().map(|row| row.receipt_id.clone()).collect();
    let receipts = receipts::of(look.db(), &ids).await?;
    let states = sevis_changes::states_of_receipts(look.db(), &ids).await?;
    let mut rows = Vec::with_capacity(open.len());
    for row in open {
        let (Some(student), Some(receipt)) =
            (students.get(&row.student_id), receipts.get(&row.receipt_id))
        else {
            return Err(ServiceError::Internal(format!("review {}: no receipt", row.id)));
        };
        let sevis = states.get(&receipt.id).copied().unwrap_or(SevisState::Queued);
        rows.push(row_view(row, student, receipt, sevis, (&zone, today))?);
    }
    Ok(ReviewView { total, page, pages, rows })
}

fn row_view(
    row: review::Model,
    student: &student::Model,
    receipt: &receipt::Model,
    sevis: SevisState,
    (zone, today): (&Zone, Date),
) -> Result<ReviewRow, ServiceError> {
    let at = instant(row.at);
    Ok(ReviewRow {
        id: row.id,
        student_id: row.student_id,
        name: full_name(student),
        sevis_id: student.sevis_id.clone(),
        what: receipt.event.words().to_owned(),
        sent: read_json("receipt", &receipt.sent)?,
        at: zone.words(at),
        age_days: days_between(zone.day(at), today),
        days_late: receipt.days_late,
        sevis,
    })
}

/// Marks a report as checked.
pub async fn mark(
    work: Work,
    visit: &Visit,
    form: &MarkReviewedForm,
) -> Result<Done, ServiceError> {
    let (_, school) = guards::official(&work, visit).await?;
    let found = reviews::of_school(work.db(), &form.id, &school.id).await?;
    let student = found.ok_or(AppError::NotFound)?.student_id;
    // The record's lock comes before the report's, as everywhere.
    let (official, record) = guards::administered(&work, visit, &student).await?;
    let row = reviews::lock_of_school(work.db(), &form.id, &school.id).await?;
    let row = row.ok_or(AppError::NotFound)?;
    if row.done_at.is_none() {
        let line = Line::by_official(Event::ReportReviewed, &official.name);
        note(&work, &record.student.id, line).await?;
        let (done_at, done_by) = (Some(work.at()), Some(official.id.clone()));
        reviews::update(work.db(), review::Model { done_at, done_by, ..row }).await?;
        let subjects = vec![Subject::Student(record.student.id.clone())];
        audit::write(&work, Entry::of(&official, AuditAct::ReportChecked, subjects)).await?;
        work.commit().await?;
    }
    Ok(Done::saying(routes::REVIEW, Notice::Reviewed))
}
