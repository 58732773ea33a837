//! A student begins a plan, changes one that is over the school's desk, or gives one up.

use super::super::error::ServiceError;
use super::super::record::{Line, Record, note};
use super::super::visit::{Visit, guards};
use super::known::{extensions, known, put_known};
use super::plan::{Plan, first_version};
use super::version::next_version;
use crate::scope::Work;
use crate::secret::id;
use crate::store::entity::plan;
use crate::store::plans::{self, links};
use app::ports::Done;
use app::wire::{BeginPlanForm, ChangePlanForm, DropPlanForm, Notice};
use app::{AppError, routes};
use domain::date::typed;
use domain::history::Event;
use domain::plan::{Edition, LinkPurpose, PlanState, Section, Values};
use time::Duration;

/// Most versions that a student begins in a day.
const A_DAY: u64 = 40;

/// True for a key that a page made.
pub fn is_key(once: &str) -> bool {
    once.len() == 36 && once.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// What a new plan has besides.
fn offered(record: &Record) -> Values {
    let mut values = known(record);
    let email = record.student.email.clone();
    values.extend(email.map(|email| ("student_email".to_owned(), email)));
    if let Some(row) = extensions(record).max_by_key(|row| row.start_date) {
        values.insert("stem_from".into(), typed(row.start_date));
        values.insert("stem_to".into(), typed(row.end_date));
    }
    values
}

/// Begins one.
pub async fn begin(work: Work, visit: &Visit, form: &BeginPlanForm) -> Result<Done, ServiceError> {
    let (_, record) = guards::answering(&work, visit).await?;
    let id = if is_key(&form.once) { form.once.clone() } else { id() };
    if let Some(row) = plans::by_id(work.db(), &id).await? {
        let own = row.student_id == record.student.id;
        return if own { Ok(Done::to(routes::plan(&id))) } else { Err(AppError::NotFound.into()) };
    }
    let since = work.ago(Duration::days(1));
    if plans::begun_since(work.db(), &record.student.id, since).await? >= A_DAY {
        return Err(AppError::TooMany(3600).into());
    }
    let edition = Edition::on(work.today(&record.zone()));
    let row = first_version(&record.student, edition, &offered(&record), work.at())?;
    // One that was begun and left as it was is opened again.
    let all = plans::of_student(work.db(), &record.student.id).await?;
    let untouched = |begun: &&plan::Model| {
        begun.root == begun.id && begun.state == PlanState::Open && begun.fields == row.fields
    };
    if let Some(begun) = all.iter().find(untouched) {
        return Ok(Done::to(routes::plan_section(&begun.id, Section::Student.code())));
    }
    let row = plan::Model { root: id.clone(), id, ..row };
    let next = routes::plan_section(&row.id, Section::Student.code());
    plans::insert(work.db(), row).await?;
    let name = record.person().name();
    note(&work, &record.student.id, Line::by_student(Event::PlanBegun, &name)).await?;
    work.commit().await?;
    Ok(Done::to(next))
}

/// Begins a new version of a plan that is with the school, or accepted: it holds until the new one is accepted.
pub async fn change(
    work: Work,
    visit: &Visit,
    form: &ChangePlanForm,
) -> Result<Done, ServiceError> {
    let (_, record) = guards::answering(&work, visit).await?;
    let newest = Plan::worked_on(&work, &record.student.id, &form.id).await?;
    if newest.row.state.is_open() {
        return Ok(Done::to(routes::plan(&newest.row.id)));
    }
    let mut values = newest.values.clone();
    put_known(&mut values, &record);
    let plan = next_version(&work, &newest, values).await?;
    work.commit().await?;
    Ok(Done::saying(routes::plan(&plan.row.id), Notice::PlanVersion))
}

/// What the school had whole, and had not decided, is with it again once the version in its place is given up: three people have
/// signed it.
async fn put_back(work: &Work, root: &str) -> Result<(), ServiceError> {
    let versions = plans::versions(work.db(), root).await?;
    if versions.iter().any(|row| row.state.is_current()) {
        return Ok(());
    }
    // Drafts came after it; what the school has asked about comes before nothing.
    let mut before = versions.into_iter().filter(|row| row.state == PlanState::Replaced);
    let before = before.find(|row| row.decided_at.is_some() || !row.decided_by.is_empty());
    if let Some(before) = before.filter(|row| row.decided_by.is_empty()) {
        let before = Plan::one(work, before).await?;
        if before.is_whole() {
            let row = before.moved(PlanState::AtSchool, work.at());
            plans::update(work.db(), plan::Model { decided_at: None, ..row }).await?;
        }
    }
    Ok(())
}

/// Gives a version up that is not accepted. An accepted one before it holds on, and one that the school was checking is with it
/// again.
pub async fn drop_one(
    work: Work,
    visit: &Visit,
    form: &DropPlanForm,
) -> Result<Done, ServiceError> {
    let (_, record) = guards::answering(&work, visit).await?;
    let plan = Plan::current(&work, &record.student.id, &form.id).await?;
    if !plan.row.state.is_open() {
        return Ok(Done::saying(routes::plan(&plan.row.id), Notice::NothingChanged));
    }
    plans::update(work.db(), plan.moved(PlanState::Dropped, work.at())).await?;
    links::end(work.db(), &plan.row.root, LinkPurpose::Sign, None, work.at()).await?;
    put_back(&work, &plan.row.root).await?;
    let name = record.person().name();
    note(&work, &record.student.id, Line::by_student(Event::PlanDropped, &name)).await?;
    work.commit().await?;
    Ok(Done::saying(routes::PLANS, Notice::PlanDropped))
}
