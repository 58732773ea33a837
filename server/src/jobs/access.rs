//! The end of access, and its beginning anew: finds the accounts whose authorization has ended or begun.

use super::failed::Failed;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::credentials::access_end;
use crate::store::accounts;
use domain::window::ClosingStage;

const ROUND: u64 = 200;

/// Moves every account to the stage of its student's authorizations.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let (mut after, mut failed) = (String::new(), Failed::default());
    loop {
        let look = portal.look();
        let (today, last) = (look.now().date(), ClosingStage::Closed.number());
        let rows = accounts::to_advance(look.db(), today, last, &after, ROUND).await?;
        let Some(last) = rows.last() else {
            return failed.result();
        };
        after.clone_from(&last.id);
        for row in &rows {
            // One record that cannot be read keeps nobody else's account open.
            let done = access_end::advance(portal.work().await?, &row.id).await;
            failed.note(&row.id, done);
        }
    }
}
