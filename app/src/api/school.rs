//! The principal official's side.

use super::answer;
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use leptos::prelude::*;

/// Invites an official.
#[server(prefix = "/api", endpoint = "console/officials/invite")]
pub async fn invite_official(form: InviteOfficialForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.school.invite_official(&form).await).await
}

/// Gives an official another role.
#[server(prefix = "/api", endpoint = "console/officials/role")]
pub async fn official_role(form: OfficialRoleForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.school.official_role(&form).await).await
}

/// Ends an official's access.
#[server(prefix = "/api", endpoint = "console/officials/end")]
pub async fn end_official(form: EndOfficialForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.school.end_official(&form).await).await
}

/// Gives an official a new way in.
#[server(prefix = "/api", endpoint = "console/officials/reset")]
pub async fn reset_official(form: ResetOfficialForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.school.reset_official(&form).await).await
}

/// Changes the settings of the school.
#[server(prefix = "/api", endpoint = "console/school")]
pub async fn set_school(form: SchoolForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.school.set_school(&form).await).await
}
