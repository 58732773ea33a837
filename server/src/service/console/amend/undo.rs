//! What was amended, and undoing it.

use super::super::super::error::{ServiceError, fault, read_json};
use super::super::super::record::Record;
use super::super::super::visit::{Visit, guards};
use super::draft::{Draft, settle};
use super::rows::{Was, with_values};
use crate::clock::instant;
use crate::scope::{Connection, Scope, Work};
use crate::store::amendments;
use crate::store::convert;
use crate::store::entity::{amendment, employer};
use app::AppError;
use app::ports::Done;
use app::routes;
use app::wire::{AmendmentRow, Notice, UndoForm};
use domain::FaultCode;

/// Amendments shown.
const SHOWN: u64 = 50;

/// The amendments of a record, newest first.
pub async fn rows<C: Connection>(
    s: &Scope<C>,
    record: &Record,
) -> Result<Vec<AmendmentRow>, ServiceError> {
    let (zone, today) = (record.zone(), s.today(&record.zone()));
    let mut rows = Vec::new();
    for row in amendments::of_student(s.db(), &record.student.id, SHOWN).await? {
        let draft = if row.undone_at.is_none() { draft(record, &row)? } else { None };
        rows.push(AmendmentRow {
            at: zone.words(instant(row.at)),
            undone: row.undone_at.is_some(),
            undo: draft.map(|draft| draft.effect(record, today)),
            id: row.id,
            by: row.by_name,
            what: row.what,
        });
    }
    Ok(rows)
}

/// The rows as they were; none where one of them was changed since.
fn draft(record: &Record, row: &amendment::Model) -> Result<Option<Draft>, ServiceError> {
    let what = match row.what.strip_prefix("Undone: ") {
        Some(again) => again.to_owned(),
        None => format!("Undone: {}", row.what),
    };
    let mut draft = Draft { what, undoes: Some(row.id.clone()), ..Draft::default() };
    for was in read_json::<Vec<Was>>("amendment", &row.was)? {
        let fits = match was {
            Was::Authorization { id, then, value, remarks } => {
                let now = record.authorization_rows.iter().find(|now| now.id == id);
                let now = now.filter(|now| now.version == then);
                let put_back = now.map(|now| with_values(now, &value, remarks)).transpose()?;
                draft.authorizations.extend(put_back);
                now.is_some()
            }
            Was::Employer { id, then, authorization, value, deleted_at } => {
                let now = record.employer_rows.iter().find(|now| now.id == id);
                let now = now.filter(|now| now.version == then);
                draft.employers.extend(now.map(|now| {
                    let mut row = employer::Model {
                        authorization_id: authorization,
                        deleted_at,
                        version: now.version + 1,
                        ..now.clone()
                    };
                    convert::set_employer(&mut row, *value);
                    row
                }));
                now.is_some()
            }
        };
        if !fits {
            return Ok(None);
        }
    }
    Ok(Some(draft))
}

/// Undoes it.
pub async fn undo(work: Work, visit: &Visit, form: &UndoForm) -> Result<Done, ServiceError> {
    let (official, record) = guards::administered_fresh(&work, visit, &form.student).await?;
    let row = amendments::of_record(work.db(), &form.id, &record.student.id).await?;
    let row = row.filter(|row| row.undone_at.is_none()).ok_or(AppError::NotFound)?;
    let version = record.student.version;
    let Some(draft) = draft(&record, &row)? else {
        let fault = fault("undo", FaultCode::ChangedMeanwhile { version });
        let why = app::words::sentence(&fault);
        return Ok(Done::saying(routes::student(&form.student), Notice::NotUndone { why }));
    };
    // The record's page has many buttons, so what stands against this one is said above them.
    match settle(work, (&official, &record), draft, &form.effect).await {
        Err(ServiceError::Refused(faults)) => {
            let why = faults.first().map(app::words::sentence).unwrap_or_default();
            Ok(Done::saying(routes::student(&form.student), Notice::NotUndone { why }))
        }
        done => done,
    }
}
