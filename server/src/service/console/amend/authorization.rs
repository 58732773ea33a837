//! Correcting an authorization; withdrawing it is a status.

use super::super::super::error::{ServiceError, fault};
use super::super::super::record::Record;
use super::super::super::visit::{Visit, guards};
use super::draft::{Draft, reason, settle};
use super::rows::{of_authorization, with_values};
use crate::scope::{Look, Work};
use crate::store::convert;
use crate::store::entity::authorization;
use app::AppError;
use app::ports::Done;
use app::routes;
use app::wire::{CorrectAuthorizationForm, CorrectAuthorizationView, Notice};
use domain::FaultCode;
use domain::authorization_form::AuthorizationForm;

/// An authorization of the record.
pub(super) fn find<'a>(record: &'a Record, id: &str) -> Result<&'a authorization::Model, AppError> {
    record.authorization_rows.iter().find(|row| row.id == id).ok_or(AppError::NotFound)
}

/// The form.
pub async fn view(
    look: &Look,
    visit: &Visit,
    student: &str,
    id: &str,
) -> Result<CorrectAuthorizationView, ServiceError> {
    let record = guards::school_record(look, visit, student).await?;
    let row = find(&record, id)?;
    let form = CorrectAuthorizationForm {
        id: row.id.clone(),
        student: student.to_owned(),
        version: row.version.to_string(),
        effect: String::new(),
        reason: String::new(),
        fields: AuthorizationForm::of(&convert::authorization(row), &row.remarks),
    };
    Ok(CorrectAuthorizationView { person: record.person(), form })
}

/// Corrects it.
pub async fn correct(
    work: Work,
    visit: &Visit,
    form: &CorrectAuthorizationForm,
) -> Result<Done, ServiceError> {
    let (official, record) = guards::administered_fresh(&work, visit, &form.student).await?;
    let row = find(&record, &form.id)?;
    let (value, remarks) = form.fields.parse()?;
    let reason = reason(&form.reason)?;
    if form.version != row.version.to_string() {
        let version = row.version;
        return Err(fault("start_date", FaultCode::ChangedMeanwhile { version }).into());
    }
    let after = with_values(row, &value, remarks);
    if of_authorization(row) == of_authorization(&after) {
        return Ok(Done::saying(routes::student(&form.student), Notice::NothingChanged));
    }
    let what = format!("Corrected: {}", value.words());
    let draft = Draft { what, reason, authorizations: vec![after], ..Draft::default() };
    settle(work, (&official, &record), draft, &form.effect).await
}
