//! What follows once all three have signed.

use super::super::error::ServiceError;
use super::super::record::{Line, Record, note};
use super::plan::Plan;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::store::code::Code;
use crate::store::entity::plan;
use crate::store::plans::{self, links};
use domain::history::Event;
use domain::plan::{LinkPurpose, PlanState};

/// Gives a plan to the school that is complete and signed by all three; tells whether it did.
pub(super) async fn settle(
    work: &Work,
    record: &Record,
    plan: &Plan,
) -> Result<bool, ServiceError> {
    let row =
        plan::Model { version: plan.row.version + 1, changed_at: work.at(), ..plan.row.clone() };
    if !plan.row.state.is_open() || !plan.is_whole() {
        plans::update(work.db(), row).await?;
        return Ok(false);
    }
    plans::update(
        work.db(),
        plan::Model { state: Code(PlanState::AtSchool), words: String::new(), ..row },
    )
    .await?;
    links::end(work.db(), &plan.row.root, LinkPurpose::Sign, None, work.at()).await?;
    note(work, &record.student.id, Line::by_system(Event::PlanSent)).await?;
    let page = work.url(&app::routes::plan(&plan.row.id));
    queue(work, letters::plan_at_school(&record.student, plan.value("employer_name"), page))
        .await?;
    work.wake.notify_one();
    Ok(true)
}
