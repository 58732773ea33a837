//! What follows once all three have signed.

use super::super::error::ServiceError;
use super::super::record::{Line, Record, note};
use super::plan::Plan;
use super::tell::tell;
use crate::mail::letters;
use crate::scope::Work;
use crate::store::entity::plan;
use crate::store::plans::{self, links};
use domain::history::Event;
use domain::plan::{LinkPurpose, PlanState};

/// Hands a plan to the school if it is complete and all three have signed; returns whether it did.
pub(super) async fn settle(
    work: &Work,
    record: &Record,
    plan: &Plan,
) -> Result<bool, ServiceError> {
    let state = plan.row.state.0;
    if !state.is_open() || !plan.is_whole() {
        plans::update(work.db(), plan.moved(state, work.at())).await?;
        return Ok(false);
    }
    let row = plan.moved(PlanState::AtSchool, work.at());
    plans::update(work.db(), plan::Model { words: String::new(), ..row }).await?;
    links::end(work.db(), &plan.row.root, LinkPurpose::Sign, None, work.at()).await?;
    note(work, &record.student.id, Line::by_system(Event::PlanSent)).await?;
    let page = work.url(&app::routes::plan(&plan.row.id));
    let employer = plan.value("employer_name");
    tell(work, record, letters::plan_at_school(&record.student, employer, page)).await?;
    Ok(true)
}
