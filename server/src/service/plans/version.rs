//! A new version of a plan.

use super::super::error::{ServiceError, write_json};
use super::plan::Plan;
use crate::scope::Work;
use crate::secret::id;
use crate::store::code::Code;
use crate::store::entity::{plan, plan_signature};
use crate::store::plans::{self, signatures};
use app::AppError;
use domain::plan::{PlanState, Values};
use time::Duration;

/// Most versions of a plan that are begun in a day.
const A_DAY: usize = 40;

/// A new version with these values, which stands in the place of one that is not accepted.
pub(super) async fn next_version(
    work: &Work,
    before: &Plan,
    values: Values,
) -> Result<Plan, ServiceError> {
    let (row, at) = (&before.row, work.at());
    let stays = row.state == PlanState::Accepted;
    let asked = row.state.is_open();
    if !stays {
        let taken_back = (row.state == PlanState::AtSchool).then_some(at);
        let replaced = before.moved(PlanState::Replaced, at);
        let decided_at = taken_back.or(replaced.decided_at);
        plans::update(work.db(), plan::Model { decided_at, ..replaced }).await?;
    }
    let versions = plans::versions(work.db(), &row.root).await?;
    let today = work.ago(Duration::days(1));
    if versions.iter().filter(|one| one.created_at > today).count() >= A_DAY {
        return Err(AppError::TooMany(3600).into());
    }
    let counter = versions.iter().map(|one| one.version).max().unwrap_or(row.version);
    let next = plan::Model {
        id: id(),
        number: versions.first().map_or(row.number, |newest| newest.number) + 1,
        state: Code(PlanState::Open),
        version: counter.max(row.version) + 1,
        fields: write_json("plan", &values)?,
        created_at: at,
        changed_at: at,
        // What the school asks stays until the plan is with it again.
        words: if asked { row.words.clone() } else { String::new() },
        decided_by: if asked { row.decided_by.clone() } else { String::new() },
        decided_at: None,
        handed_by: String::new(),
        handed_at: None,
        handed_note: String::new(),
        handed_hash: String::new(),
        ..row.clone()
    };
    let mut plan = Plan { row: next, values, edition: before.edition, signatures: Vec::new() };
    plans::insert(work.db(), plan.row.clone()).await?;
    for signature in &before.signatures {
        if plan.covers(signature.signer.0) == signature.covers {
            let copy =
                plan_signature::Model { id: id(), plan: plan.row.id.clone(), ..signature.clone() };
            signatures::insert(work.db(), copy.clone()).await?;
            plan.signatures.push(copy);
        }
    }
    Ok(plan)
}
