//! The end of access: mails at the authorization's end, 30 days before closing, and at closing; and
//! its beginning anew.

use super::super::error::ServiceError;
use super::super::record::{Line, Record, note};
use super::standing;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::store::{accounts, entity::account};
use app::routes;
use domain::account::Event;
use domain::date::plus_days;
use domain::history::Event as Happened;
use domain::window::{ClosingStage, closes_on, edit_until};

/// Moves an account to the stage of its student's day; one whose student's next authorization has begun opens again. A
/// portal that slept does not send yesterday's mails: only the newest stage is told.
pub async fn advance(work: Work, account_id: &str) -> Result<(), ServiceError> {
    let Some(row) = accounts::lock(work.db(), account_id).await? else {
        return Ok(());
    };
    let student = row.record().map(String::as_str).unwrap_or_default();
    let Some(record) = Record::load(&work, student).await? else {
        return Ok(());
    };
    let today = work.today(&record.zone());
    let authorizations = record.authorizations();
    let Some(end) = authorizations.iter().filter(|a| a.opens_portal(today)).map(|a| a.end).max()
    else {
        return Ok(());
    };
    let stage = ClosingStage::on(today, end);
    if stage == ClosingStage::Running {
        // It may have been approved before its first day.
        reopen(&work, &record).await?;
        return Ok(work.commit().await?);
    }
    if stage.number() <= row.access_stage {
        return Ok(());
    }
    let student = &record.student;
    // It closes as the next day begins.
    let (reports, reads) = (edit_until(end), plus_days(closes_on(end), -1));
    let letter = match stage {
        ClosingStage::Running => return Ok(()),
        ClosingStage::Ended => letters::access_ends(student, (reports, reads), today),
        ClosingStage::Closing => letters::access_closing(student, reads),
        ClosingStage::Closed => letters::access_closed(student, work.url(routes::COPY)),
    };
    if student.email.is_some() {
        queue(&work, letter).await?;
    }
    let closed = stage == ClosingStage::Closed;
    if closed {
        note(&work, &student.id, Line::by_system(Happened::AccessEnded)).await?;
    }
    // An online account goes on without the record.
    let row = match closed && row.student_id.is_some() {
        true => standing::apply(&work, row, Event::AccessEnded).await?,
        false => row,
    };
    let row = account::Model { access_stage: stage.number(), ..row };
    accounts::update(work.db(), row).await?;
    Ok(work.commit().await?)
}

/// A new authorization that has begun opens a closed account again, and its mails start anew.
pub async fn reopen(work: &Work, record: &Record) -> Result<(), ServiceError> {
    let today = work.today(&record.zone());
    let runs = record.authorizations().iter().any(|a| a.opens_portal(today) && a.end >= today);
    let student = &record.student.id;
    let row = match accounts::lock_by_student(work.db(), student).await? {
        Some(row) => Some(row),
        None => accounts::lock_joined(work.db(), student).await?,
    };
    if let Some(row) = row.filter(|row| runs && row.access_stage > 0) {
        let row = match row.student_id {
            Some(_) => standing::apply(work, row, Event::AccessBegan).await?,
            None => row,
        };
        accounts::update(work.db(), account::Model { access_stage: 0, ..row }).await?;
    }
    Ok(())
}
