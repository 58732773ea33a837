//! On which days a student has confirmed the record.

use super::super::error::ServiceError;
use super::Record;
use crate::clock::instant;
use crate::scope::{Connection, Scope};
use crate::store::receipts;
use domain::Date;
use domain::history::Event;

/// The days of a student's STEM validations.
pub async fn confirmed_on<C: Connection>(
    s: &Scope<C>,
    record: &Record,
) -> Result<Vec<Date>, ServiceError> {
    let ids = std::slice::from_ref(&record.student.id);
    let rows = receipts::of_event(s.db(), ids, Event::StemValidated).await?;
    let zone = record.zone();
    Ok(rows.into_iter().map(|row| zone.day(instant(row.at))).collect())
}
