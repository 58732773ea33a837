//! Reminds students of the evaluations of their training plans.

use super::failed::Failed;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::plans::{begin_round, is_due, remind, round_is_due};
use crate::store::entity::plan;
use crate::store::plans;

/// Plans of one round.
const ROUND: u64 = 200;

/// Reminds whoever is due, once in an hour.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    if !round_is_due(&portal.look()).await? {
        return Ok(());
    }
    begin_round(portal.work().await?).await?;
    let mut failed = Failed::default();
    let mut after = String::new();
    loop {
        let rows = plans::accepted_after(portal.look().db(), &after, ROUND).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.id);
        for row in rows {
            // One that finds the writer busy keeps none of the others from being looked at.
            failed.note(&row.id, one(portal, row.clone()).await);
        }
    }
    failed.result()
}

/// One plan: looked at first, since most of them have nothing that is due.
async fn one(portal: &Portal, row: plan::Model) -> Result<(), ServiceError> {
    let (student, id) = (row.student_id.clone(), row.id.clone());
    if is_due(&portal.look(), row).await? {
        remind(portal.work().await?, &student, &id).await?;
    }
    Ok(())
}
