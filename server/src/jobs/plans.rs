//! Reminds students of the evaluations of their training plans.

use super::failed::Failed;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::plans::{begin_round, remind};
use crate::store::plans;

/// Plans of one round.
const ROUND: u64 = 200;

/// Reminds whoever is due, once in an hour: each plan has to be read for it.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let mut failed = Failed::default();
    if !begin_round(portal.work().await?).await? {
        return Ok(());
    }
    let mut after = String::new();
    loop {
        let rows = plans::accepted_after(portal.look().db(), &after, ROUND).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.id);
        for row in rows {
            let done = match portal.work().await {
                Ok(work) => remind(work, &row.student_id, &row.id).await,
                // One that finds the writer busy keeps none of the others from being looked at.
                Err(error) => Err(error.into()),
            };
            failed.note(&row.id, done);
        }
    }
    failed.result()
}
