//! Addresses and phones.

use super::super::error::{ServiceError, fault};
use super::super::record::{Report, accept};
use super::super::visit::{Desk, Visit, guards};
use crate::scope::{Look, Work};
use crate::sevis::payload;
use crate::store::{convert, students};
use app::ports::Done;
use app::routes;
use app::wire::{Notice, ProfileView};
use domain::FaultCode;
use domain::history::Event;
use domain::profile::{Profile, ProfileForm};

/// The profile.
pub async fn view(look: &Look, visit: &Visit) -> Result<ProfileView, ServiceError> {
    let record = guards::student(look, visit).await?;
    Ok(ProfileView {
        person: record.person(),
        form: convert::profile(&record.student).form(record.student.version),
        access: record.access(look.today(&record.zone())),
    })
}

/// Reports addresses and phones.
pub async fn save(desk: &Desk, form: &ProfileForm) -> Result<Done, ServiceError> {
    guards::student(&desk.look(), &desk.visit).await?;
    let profile = form.parse()?;
    report(desk.work().await?, &desk.visit, &form.version, profile).await
}

async fn report(
    work: Work,
    visit: &Visit,
    version: &str,
    profile: Profile,
) -> Result<Done, ServiceError> {
    let record = guards::editing(&work, visit).await?;
    let stored = record.student.version;
    if version != stored.to_string() {
        return Err(fault("street", FaultCode::ChangedMeanwhile { version: stored }).into());
    }
    let before = convert::profile(&record.student);
    let changes = before.snapshot().changes_to(&profile.snapshot());
    if changes.is_empty() {
        return Ok(Done::saying(routes::PROFILE, Notice::NothingChanged));
    }
    let mut row = record.student.clone();
    convert::set_profile(&mut row, profile.clone());
    row.version = stored + 1;
    row.updated_at = work.at();
    students::update(work.db(), row).await?;
    let report = Report {
        event: Event::ProfileChanged,
        changes,
        employer_id: None,
        outgoing: payload::profile(profile, Some(&before)),
        days_late: 0,
        closes: None,
    };
    let receipt = accept(&work, &record, report).await?;
    work.commit().await?;
    Ok(Done::saying(routes::receipt(&receipt), Notice::ReportSaved))
}
