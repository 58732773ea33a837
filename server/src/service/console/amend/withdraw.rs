//! Deleting an employer in the console, or bringing it back; on STEM OPT only the school can.

use super::super::super::error::{ServiceError, fault};
use super::super::super::visit::{Visit, guards};
use super::draft::{Draft, settle};
use super::employer::find;
use crate::scope::{Look, Work};
use crate::store::entity::employer;
use app::ports::Done;
use app::wire::{WithdrawEmployerForm, WithdrawEmployerView};
use domain::FaultCode;

/// The other state of an employer.
fn draft(row: &employer::Model, at: i64) -> Draft {
    let deleted_at = if row.deleted_at.is_some() { None } else { Some(at) };
    let done = if deleted_at.is_some() { "Deleted" } else { "Brought back" };
    let what = format!("{done} employer {}", row.name);
    let after = employer::Model { deleted_at, version: row.version + 1, ..row.clone() };
    Draft { what, employers: vec![after], ..Draft::default() }
}

/// What it would do.
pub async fn view(
    look: &Look,
    visit: &Visit,
    student: &str,
    id: &str,
) -> Result<WithdrawEmployerView, ServiceError> {
    let record = guards::school_record(look, visit, student).await?;
    let row = find(&record, id)?;
    let effect = draft(row, look.at()).effect(&record, look.today(&record.zone()));
    let until = row.end_date.map_or_else(|| "today".to_owned(), domain::date::long);
    Ok(WithdrawEmployerView {
        person: record.person(),
        name: row.name.clone(),
        days: format!("{} to {until}", domain::date::long(row.start_date)),
        deleted: row.deleted_at.is_some(),
        effect,
        form: WithdrawEmployerForm {
            id: row.id.clone(),
            student: student.to_owned(),
            version: row.version.to_string(),
            effect: effect.seen(),
        },
    })
}

/// Does it.
pub async fn withdraw(
    work: Work,
    visit: &Visit,
    form: &WithdrawEmployerForm,
) -> Result<Done, ServiceError> {
    let (official, record) = guards::administered_fresh(&work, visit, &form.student).await?;
    let row = find(&record, &form.id)?;
    if form.version != row.version.to_string() {
        let version = row.version;
        return Err(fault("name", FaultCode::ChangedMeanwhile { version }).into());
    }
    let draft = draft(row, work.at());
    settle(work, (&official, &record), draft, &form.effect).await
}
