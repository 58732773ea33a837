//! Correcting an authorization, and adding one; withdrawing it is a status.

use super::super::super::error::{ServiceError, fault};
use super::super::super::plans::{Plan, is_key};
use super::super::super::record::Record;
use super::super::super::visit::{Visit, guards};
use super::draft::{Draft, reason, settle};
use super::rows::{of_authorization, with_values};
use crate::scope::{Look, Work};
use crate::secret::id;
use crate::store::entity::{account, authorization};
use crate::store::{authorizations, convert};
use app::AppError;
use app::ports::Done;
use app::routes;
use app::wire::{CorrectAuthorizationForm, CorrectAuthorizationView, Notice};
use domain::FaultCode;
use domain::authorization::{Kind, Schedule, Status};
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
        fields: AuthorizationForm::of(&convert::authorization(row), &row.remarks),
        ..CorrectAuthorizationForm::default()
    };
    Ok(CorrectAuthorizationView { person: record.person(), form })
}

/// The form of a new one: as a training plan of the student has it, else empty.
pub async fn add_view(
    look: &Look,
    visit: &Visit,
    student: &str,
    plan: &str,
) -> Result<CorrectAuthorizationView, ServiceError> {
    let record = guards::school_record(look, visit, student).await?;
    let fields = match plan {
        "" => AuthorizationForm::default(),
        id => recommended(&Plan::accepted_of(look, student, id).await?),
    };
    let form = CorrectAuthorizationForm {
        once: id(),
        plan: plan.to_owned(),
        student: student.to_owned(),
        fields,
        ..CorrectAuthorizationForm::default()
    };
    Ok(CorrectAuthorizationView { person: record.person(), form })
}

/// The STEM extension that a plan asks for. Work on it is of 20 hours a week at least, and full time is more
/// (8 CFR 214.2(f)(10)(ii)(C)(8)); most are full time.
fn recommended(plan: &Plan) -> AuthorizationForm {
    let (kind, status, schedule) = (Kind::Stem, Status::Requested, Schedule::FullTime);
    AuthorizationForm {
        opt_type: kind.code().to_owned(),
        status: status.code().to_owned(),
        schedule: schedule.code().to_owned(),
        start_date: plan.value("stem_from").to_owned(),
        end_date: plan.value("stem_to").to_owned(),
        remarks: String::new(),
    }
}

/// Adds one. The employer of the plan it came from is next.
async fn add(
    work: Work,
    (official, record): (&account::Model, &Record),
    form: &CorrectAuthorizationForm,
) -> Result<Done, ServiceError> {
    let (value, remarks) = form.fields.parse()?;
    let reason = reason(&form.reason)?;
    if !is_key(&form.once) {
        return Err(AppError::BadRequest.into());
    }
    let id = form.once.clone();
    let done = match form.plan.as_str() {
        "" => Done::saying(routes::student(&form.student), Notice::Amended),
        plan => {
            let next = routes::student_plan_employer(&form.student, plan);
            Done::saying(next, Notice::ExtensionAdded)
        }
    };
    if let Some(known) = record.authorization_rows.iter().find(|row| row.id == id) {
        return match convert::authorization(known) == value {
            true => Ok(done),
            false => Err(fault("start_date", FaultCode::SentBefore).into()),
        };
    }
    if authorizations::by_id(work.db(), &id).await?.is_some() {
        return Err(AppError::NotFound.into());
    }
    let what = format!("Added: {}", value.words());
    let row = convert::new_authorization(id, &form.student, &value, remarks);
    let draft = Draft { what, reason, authorizations: vec![row], ..Draft::default() };
    settle(work, (official, record), draft, &form.effect).await?;
    Ok(done)
}

/// Corrects it, or adds a new one.
pub async fn correct(
    work: Work,
    visit: &Visit,
    form: &CorrectAuthorizationForm,
) -> Result<Done, ServiceError> {
    let (official, record) = guards::administered_fresh(&work, visit, &form.student).await?;
    if form.id.is_empty() {
        return add(work, (&official, &record), form).await;
    }
    let row = find(&record, &form.id)?;
    let (value, remarks) = form.fields.parse()?;
    let reason = reason(&form.reason)?;
    if form.version != row.version.to_string() {
        let version = row.version;
        return Err(fault("start_date", FaultCode::ChangedMeanwhile { version }).into());
    }
    let after = with_values(row, &value, remarks)?;
    if of_authorization(row) == of_authorization(&after) {
        return Ok(Done::saying(routes::student(&form.student), Notice::NothingChanged));
    }
    let what = format!("Corrected: {}", value.words());
    let draft = Draft { what, reason, authorizations: vec![after], ..Draft::default() };
    settle(work, (&official, &record), draft, &form.effect).await
}
