//! The state in which a change waits that is to be sent again.

use super::super::error::ServiceError;
use crate::scope::Work;
use crate::store::entity::sevis_change;
use crate::store::reviews;
use domain::review::ReviewState;
use domain::sevis_state::SevisState;

/// For the school's check, where that comes first and the report of the change is not accepted (any more);
/// else for the next batch. The student is kept from others.
pub async fn waits_as(
    work: &Work,
    review_first: bool,
    change: &sevis_change::Model,
) -> Result<SevisState, ServiceError> {
    let Some(receipt) = change.receipt_id.as_ref().filter(|_| review_first) else {
        return Ok(SevisState::Queued);
    };
    let review = reviews::of_receipt(work.db(), receipt).await?;
    let open = review.is_some_and(|review| review.state != ReviewState::Accepted);
    Ok(if open { SevisState::InReview } else { SevisState::Queued })
}
