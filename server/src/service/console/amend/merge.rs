//! Two records of one thing become one.

use super::super::super::error::{ServiceError, fault};
use super::super::super::record::Record;
use super::super::super::visit::{Visit, guards};
use super::draft::{Draft, settle};
use super::rows::with_values;
use crate::scope::{Look, Work};
use crate::store::convert;
use crate::store::entity::{authorization, employer};
use app::ports::Done;
use app::wire::{MergeForm, MergeView};
use domain::FaultCode;
use domain::authorization::Status;
use domain::date::long;

/// What there is to merge.
pub async fn view(look: &Look, visit: &Visit, student: &str) -> Result<MergeView, ServiceError> {
    let record = guards::school_record(look, visit, student).await?;
    let authorizations = record.authorization_rows.iter().map(|row| {
        let words = convert::authorization(row).words();
        (row.id.clone(), format!("{words} ({})", row.status.words()))
    });
    let employers = record.employer_rows.iter().filter(|row| row.deleted_at.is_none());
    let employers = employers.map(|row| {
        let until = row.end_date.map_or_else(|| "today".to_owned(), long);
        (row.id.clone(), format!("Employer {}, {} to {until}", row.name, long(row.start_date)))
    });
    Ok(MergeView {
        person: record.person(),
        student: student.to_owned(),
        choices: authorizations.chain(employers).collect(),
    })
}

/// Merges.
pub async fn merge(work: Work, visit: &Visit, form: &MergeForm) -> Result<Done, ServiceError> {
    let (official, record) = guards::administered_fresh(&work, visit, &form.student).await?;
    for (field, id) in [("goes", &form.goes), ("stays", &form.stays)] {
        if id.is_empty() {
            return Err(fault(field, FaultCode::Required).into());
        }
    }
    if form.goes == form.stays {
        return Err(fault("stays", FaultCode::ChosenTwice).into());
    }
    let draft = authorizations(&record, form)?;
    let draft = draft.or_else(|| employers(&record, form, work.at()));
    let draft = draft.ok_or_else(|| fault("stays", FaultCode::NotAChoice))?;
    settle(work, (&official, &record), draft, &form.effect).await
}

/// The employers of the one move to the other, and it is canceled.
fn authorizations(record: &Record, form: &MergeForm) -> Result<Option<Draft>, ServiceError> {
    let find = |id: &str| record.authorization_rows.iter().find(|row| row.id == id);
    let Some((goes, stays)) = find(&form.goes).zip(find(&form.stays)) else { return Ok(None) };
    let mut value = convert::authorization(goes);
    let what = format!("Merged {} into {}", value.words(), convert::authorization(stays).words());
    value.status = Status::Canceled;
    let remarks = format!("The same as {}.", convert::authorization(stays).words());
    let canceled: authorization::Model = with_values(goes, &value, remarks)?;
    let moved = record.employer_rows.iter().filter(|row| row.authorization_id == goes.id);
    let moved = moved.map(|row| employer::Model {
        authorization_id: stays.id.clone(),
        version: row.version + 1,
        ..row.clone()
    });
    let (authorizations, employers) = (vec![canceled], moved.collect());
    Ok(Some(Draft { what, authorizations, employers, ..Draft::default() }))
}

/// The one is deleted, and the other has the days of both.
fn employers(record: &Record, form: &MergeForm, at: i64) -> Option<Draft> {
    let live = |row: &&employer::Model| row.deleted_at.is_none();
    let find = |id: &str| record.employer_rows.iter().filter(live).find(|row| row.id == id);
    let (goes, stays) = (find(&form.goes)?, find(&form.stays)?);
    let what = format!("Merged employer {} into {}", goes.name, stays.name);
    let gone = employer::Model { deleted_at: Some(at), version: goes.version + 1, ..goes.clone() };
    let kept = employer::Model {
        start_date: goes.start_date.min(stays.start_date),
        // Without an end it goes on.
        end_date: goes.end_date.zip(stays.end_date).map(|(one, other)| one.max(other)),
        version: stays.version + 1,
        ..stays.clone()
    };
    Some(Draft { what, employers: vec![gone, kept], ..Draft::default() })
}
