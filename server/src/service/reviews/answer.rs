//! The student answers the school's question about a report.

use super::super::error::{ServiceError, fault};
use super::super::record::{Line, note};
use super::super::visit::{Visit, guards};
use super::decide::step;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::store::code::Code;
use crate::store::entity::{account, review};
use crate::store::{accounts, receipts, reviews};
use app::ports::Done;
use app::wire::{AnswerReportForm, Notice};
use app::{AppError, routes};
use domain::FaultCode;
use domain::account::Standing;
use domain::history::{Change, Event};
use domain::review::{ReviewAct, ReviewState, words};

/// Takes an answer. It is no report, so it is taken as long as the record can be read.
pub async fn answer(
    work: Work,
    visit: &Visit,
    form: &AnswerReportForm,
) -> Result<Done, ServiceError> {
    let (account, record) = guards::answering(&work, visit).await?;
    let student = &record.student.id;
    let receipt = receipts::of_student(work.db(), &form.id, student).await?;
    let receipt = receipt.ok_or(AppError::NotFound)?;
    let answer = words("answer", &form.answer)?;
    let found = reviews::of_receipt(work.db(), &receipt.id).await?.ok_or(AppError::NotFound)?;
    let row = reviews::lock(work.db(), &found.id).await?.ok_or(AppError::NotFound)?;
    let done = Done::saying(routes::receipt(&receipt.id), Notice::AnswerSent);
    let notes = reviews::notes::of(work.db(), &row.id).await?;
    let last = notes.last();
    if last.is_some_and(|note| note.act == ReviewAct::Answered && note.words == answer) {
        // Sent twice.
        return Ok(done);
    }
    if !matches!(row.state.0, ReviewState::Asked | ReviewState::Answered) {
        return Err(fault("answer", FaultCode::NothingAsked).into());
    }
    let row = review::Model { state: Code(ReviewState::Answered), version: row.version + 1, ..row };
    reviews::update(work.db(), row.clone()).await?;
    let name = record.person().name();
    let by = account::Model { name: name.clone(), ..account };
    step(&work, &row, ReviewAct::Answered, (&by, &answer)).await?;
    let changes = [Change { field: "Answer".into(), old: String::new(), new: answer }];
    let line = Line::by_student(Event::ReportAnswered, &name).with(&changes);
    note(&work, student, line).await?;
    let asker = notes.iter().rev().find(|note| note.act == ReviewAct::Asked);
    let asker = asker.map(|note| note.by_id.as_str()).unwrap_or_default();
    tell(&work, &[asker, &row.assigned_to], &row).await?;
    work.ring(|bells| &bells.jobs);
    work.commit().await?;
    Ok(done)
}

/// Mails the first of these who still works there: whoever asked, else whom it is assigned to.
async fn tell(work: &Work, whom: &[&str], row: &review::Model) -> Result<(), ServiceError> {
    let found = accounts::of(work.db(), whom).await?;
    let works = |account: &&account::Model| account.standing != Standing::Closed;
    let of = |id: &&str| found.iter().filter(works).find(|account| account.id == **id).cloned();
    if let Some(official) = whom.iter().find_map(of) {
        let page = work.url(&routes::report(&row.id));
        queue(work, letters::report_answered(official.email, &official.id, page)).await?;
    }
    Ok(())
}
