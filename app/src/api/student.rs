//! The student's pages and reports.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use domain::employer::EmployerForm;
use domain::profile::ProfileForm;
use domain::push::{PushForm, ShownForm};
use domain::reach::ReachForm;
use leptos::prelude::*;

/// Reports addresses and phones.
#[server(prefix = "/api", endpoint = "profile/save")]
pub async fn save_profile(form: ProfileForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.save_profile(&form).await).await
}

/// Reports a new or changed employer.
#[server(prefix = "/api", endpoint = "employer/save")]
pub async fn save_employer(form: EmployerForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.save_employer(&form).await).await
}

/// City and state of a ZIP code, to be offered to whoever types an address; none where it is not listed.
#[server(prefix = "/api", endpoint = "place")]
pub async fn find_place(form: PlaceForm) -> Result<Option<Place>, AppError> {
    backend().student.place(&form).await
}

/// Chooses how news reach the student.
#[server(prefix = "/api", endpoint = "inbox/reach")]
pub async fn save_reach(form: ReachForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.save_reach(&form).await).await
}

/// Shows news on this browser.
#[server(prefix = "/api", endpoint = "inbox/push")]
pub async fn push_on(form: PushForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.push_on(&form).await).await
}

/// Shows nothing on a browser any more.
#[server(prefix = "/api", endpoint = "inbox/push-off")]
pub async fn push_off(form: PushOffForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.push_off(&form).await).await
}

/// A device says that it has shown a notification. Nobody is logged in there.
#[server(prefix = "/api", endpoint = "inbox/shown")]
pub async fn push_shown(form: ShownForm) -> Result<(), AppError> {
    backend().student.push_shown(&form).await
}

/// Ends a job.
#[server(prefix = "/api", endpoint = "employer/end")]
pub async fn end_job(form: JobEndedForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.end_job(&form).await).await
}

/// Confirms a STEM student's record.
#[server(prefix = "/api", endpoint = "validate")]
pub async fn validate(form: ValidateForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.validate(&form).await).await
}

/// Deletes an employer.
#[server(prefix = "/api", endpoint = "employer/delete")]
pub async fn delete_employer(form: DeleteEmployerForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.delete_employer(&form).await).await
}

/// Brings a deleted employer back.
#[server(prefix = "/api", endpoint = "employer/restore")]
pub async fn restore_employer(form: RestoreEmployerForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.student.restore_employer(&form).await).await
}
