//! A deleted job of which SEVIS was never told.

use super::super::error::ServiceError;
use crate::scope::Work;
use crate::sevis::payload::SevisEvent;
use crate::store::entity::employer;
use crate::store::sevis_changes;
use domain::sevis_state::SevisState;

/// True for an event by which SEVIS is told of a job that it does not have.
fn begins(event: &str) -> bool {
    [SevisEvent::EmployerAdd, SevisEvent::Extend].iter().any(|begins| begins.code() == event)
}

/// Takes back what waits to be told of a job that is being deleted: SEVIS would count an employer meanwhile that nobody works
/// for. True where SEVIS can have nothing of the job, so that nothing is to be deleted there either.
pub async fn take_back(work: &Work, job: &employer::Model) -> Result<bool, ServiceError> {
    let told = sevis_changes::of_employer(work.db(), &job.id).await?;
    // One that came by the school's file may be in SEVIS without a word of ours.
    let begun_here = told.iter().any(|change| begins(&change.event));
    let mut unknown = begun_here && job.imported.is_empty() && job.sevis_start.is_none();
    for change in told {
        match change.state.0 {
            SevisState::Queued | SevisState::InReview => {
                sevis_changes::supersede(work.db(), &change.id, work.at()).await?;
            }
            SevisState::Superseded | SevisState::Refused => {}
            _ => unknown = false,
        }
    }
    Ok(unknown)
}
