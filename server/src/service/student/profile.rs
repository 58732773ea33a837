//! Addresses and phones.

use super::super::error::ServiceError;
use super::super::record::{Report, accept, repeated};
use super::super::visit::{Desk, Visit, guards};
use crate::places::place_of;
use crate::scope::{Look, Work};
use crate::sevis::payload;
use crate::store::{convert, receipts, students};
use app::ports::Done;
use app::routes;
use app::wire::{Notice, Place, ProfileView};
use domain::first_try::first_try;
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

/// City and state of a ZIP code, offered to whoever types an address.
pub async fn place(look: &Look, visit: &Visit, zip: &str) -> Result<Option<Place>, ServiceError> {
    guards::account(look, visit).await?;
    let zip = domain::address::zip(zip).ok().flatten().unwrap_or_default();
    let found = place_of(zip.get(..5).unwrap_or_default());
    Ok(found.map(|(city, state)| Place { city: city.to_owned(), state: state.to_owned() }))
}

/// Reports addresses and phones.
pub async fn save(desk: &Desk, form: &ProfileForm) -> Result<Done, ServiceError> {
    guards::student(&desk.look(), &desk.visit).await?;
    let profile = form.parse()?;
    report(desk.work().await?, &desk.visit, form, profile).await
}

async fn report(
    work: Work,
    visit: &Visit,
    form: &ProfileForm,
    profile: Profile,
) -> Result<Done, ServiceError> {
    let record = guards::editing(&work, visit).await?;
    let stored = record.student.version;
    let before = convert::profile(&record.student);
    let changes = before.snapshot().changes_to(&profile.snapshot());
    if form.version != stored.to_string() {
        let last = receipts::newest_of(work.db(), &record.student.id, Event::ProfileChanged);
        let last = last.await?.filter(|_| changes.is_empty());
        return repeated(last, (&form.version, stored), "street");
    }
    if changes.is_empty() {
        return Ok(Done::saying(routes::PROFILE, Notice::NothingChanged));
    }
    let mut row = record.student.clone();
    convert::set_profile(&mut row, profile.clone());
    row.version = stored + 1;
    row.updated_at = work.at();
    students::update(work.db(), row).await?;
    let outgoing = payload::profile(profile, &before);
    let report = Report {
        version: stored + 1,
        tried: first_try(&form.tried_at, work.now()),
        ..Report::new(Event::ProfileChanged, changes, outgoing)
    };
    let receipt = accept(&work, &record, report).await?;
    work.commit().await?;
    Ok(Done::saying(routes::receipt(&receipt), Notice::ReportSaved))
}
