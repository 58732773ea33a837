//! An accepted report: history, receipt, review and outgoing change, all in one transaction.

use super::super::error::{ServiceError, write_json};
use super::{Line, Record};
use crate::scope::Work;
use crate::secret::{drawn, id};
use crate::sevis::payload::{Outgoing, Payload};
use crate::store::entity::{receipt, review, sevis_change};
use crate::store::{code::Code, history, receipts, reviews, sevis_changes};
use domain::history::{Change, Event};
use domain::receipt_code::{ALPHABET, LENGTH};
use domain::review::{ReviewState, due_in_sevis};
use domain::sevis_state::{SevisState, SevisWay};
use domain::{Date, OffsetDateTime};

/// What is reported.
pub struct Report {
    /// What happened.
    pub event: Event,
    /// The fields that changed.
    pub changes: Vec<Change>,
    /// The employer, where it is about one.
    pub employer_id: Option<String>,
    /// What SEVIS is told, if it has a field for it.
    pub outgoing: Option<Outgoing>,
    /// Days by which it comes late.
    pub days_late: i64,
    /// The last day on which SEVIS takes it, where it says one.
    pub closes: Option<Date>,
    /// The version of the record or the employer that it makes; 0 where it makes none.
    pub version: i32,
    /// When the device first tried to send it, where the line dropped that.
    pub tried: Option<OffsetDateTime>,
}

impl Report {
    /// Of no employer, in time, and without a version: what it is besides is said by whoever makes it.
    pub fn new(event: Event, changes: Vec<Change>, outgoing: impl Into<Option<Outgoing>>) -> Self {
        let outgoing = outgoing.into();
        let (employer_id, days_late, closes, version, tried) = (None, 0, None, 0, None);
        Self { event, changes, employer_id, outgoing, days_late, closes, version, tried }
    }
}

/// How a receipt calls the instant at which a device first tried to send the report.
const TRIED: &str = "First tried to send";

/// A number to quote: day and eight unmistakable characters.
fn number(day: domain::Date) -> String {
    format!("FH-{}-{}", domain::date::iso(day).replace('-', ""), drawn::<8>(ALPHABET))
}

/// What was sent, field by field, as the receipt quotes it.
fn quoted(changes: &[Change]) -> Vec<(String, String)> {
    let quote = |change: &Change| {
        let value = if change.new.is_empty() { "(removed)" } else { &change.new };
        (change.field.to_string(), value.to_owned())
    };
    changes.iter().map(quote).collect()
}

/// Accepts a student's report; returns the identity of its receipt.
pub async fn accept(work: &Work, record: &Record, report: Report) -> Result<String, ServiceError> {
    let (student, who) = (&record.student, record.person().name());
    let line = Line::by_student(report.event, &who).with(&report.changes);
    history::insert(&work.later(), line.row(&student.id, work.at())?).await?;
    let mut sent = quoted(&report.changes);
    sent.extend(report.tried.map(|at| {
        let words = format!("{} (by the device’s clock)", record.zone().words(at));
        (TRIED.to_owned(), words)
    }));
    let receipt = receipt::Model {
        id: id(),
        number: number(work.today(&record.zone())),
        student_id: student.id.clone(),
        employer_id: report.employer_id,
        at: work.at(),
        event: Code(report.event),
        sent: write_json("receipt", &sent)?,
        code: drawn::<LENGTH>(ALPHABET),
        changes: write_json("receipt", &report.changes)?,
        days_late: report.days_late,
        made_version: report.version,
    };
    let in_time = due_in_sevis(work.today(&record.zone())).min(report.closes.unwrap_or(Date::MAX));
    let (receipt_id, about) = (receipt.id.clone(), receipt.employer_id.clone());
    receipts::insert(&work.later(), receipt).await?;
    let review = review::Model {
        id: id(),
        school_id: student.school_id.clone(),
        student_id: student.id.clone(),
        receipt_id: receipt_id.clone(),
        at: work.at(),
        done_at: None,
        done_by: None,
        state: Code(ReviewState::Open),
        version: 1,
        assigned_to: String::new(),
        points: String::new(),
        together: String::new(),
        due_on: in_time,
    };
    reviews::insert(&work.later(), review).await?;
    if let Some(outgoing) = report.outgoing {
        queue(work, record, (outgoing, Some(receipt_id.clone()), about)).await?;
    }
    Ok(receipt_id)
}

/// Notes what an official has entered in SEVIS without a report.
pub async fn entered(
    work: &Work,
    record: &Record,
    outgoing: Outgoing,
    (by, proof): (&str, String),
) -> Result<(), ServiceError> {
    let row = change(work, record, outgoing)?;
    let row = sevis_change::Model {
        state: Code(SevisState::ByHand),
        settled_at: Some(work.at()),
        done_by: by.to_owned(),
        proof,
        ..row
    };
    Ok(sevis_changes::insert(work.db(), row).await?)
}

/// Queues a change for SEVIS that no receipt stands for.
pub async fn tell_sevis(
    work: &Work,
    record: &Record,
    outgoing: Outgoing,
) -> Result<(), ServiceError> {
    queue(work, record, (outgoing, None, None)).await
}

/// The same about an employer.
pub async fn tell_sevis_of_employer(
    work: &Work,
    record: &Record,
    employer: &str,
    outgoing: Outgoing,
) -> Result<(), ServiceError> {
    queue(work, record, (outgoing, None, Some(employer.to_owned()))).await
}

/// Queues a change, the receipt that stands for it, and the employer it is about.
async fn queue(
    work: &Work,
    record: &Record,
    (outgoing, receipt_id, employer_id): (Outgoing, Option<String>, Option<String>),
) -> Result<(), ServiceError> {
    // What the school itself says needs no check.
    let state = match receipt_id {
        Some(_) if record.school.review_first => SevisState::InReview,
        _ => SevisState::Queued,
    };
    let row = change(work, record, outgoing)?;
    let row = sevis_change::Model { receipt_id, employer_id, state: Code(state), ..row };
    let waits = row.state.0 == SevisState::Queued;
    sevis_changes::insert(&work.later(), row).await?;
    // Other ways wait for an official, or for the school's check.
    if waits && record.school.sevis_way.0 == SevisWay::Rehearsal {
        work.ring(|bells| &bells.sevis);
    }
    Ok(())
}

/// A change that waits.
fn change(
    work: &Work,
    record: &Record,
    Outgoing { event, payload }: Outgoing,
) -> Result<sevis_change::Model, ServiceError> {
    let payload: Payload = payload;
    Ok(sevis_change::Model {
        id: id(),
        student_id: record.student.id.clone(),
        receipt_id: None,
        employer_id: None,
        event: event.code().to_owned(),
        payload: write_json("payload", &payload)?,
        state: Code(SevisState::Queued),
        batch_id: None,
        created_at: work.at(),
        settled_at: None,
        answer: String::new(),
        request_id: String::new(),
        corrected: String::new(),
        done_by: String::new(),
        proof: String::new(),
        held: String::new(),
    })
}
