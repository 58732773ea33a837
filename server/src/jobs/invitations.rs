//! Invites every student whose authorization is approved and has begun, and whose email is known.

use crate::portal::Portal;
use crate::scope::Work;
use crate::service::ServiceError;
use crate::service::credentials::invitations::{self, Round};
use crate::store::{entity::school, schools};

/// Invites who is due, a round in each transaction, so that others get their turn in between;
/// returns how many were.
pub async fn run(portal: &Portal) -> Result<u64, ServiceError> {
    let mut invited = 0;
    for school in schools::all(portal.look().db()).await? {
        let mut after = String::new();
        while !invitations::due(&portal.look(), &school, &after).await?.is_empty() {
            let round = round(portal.work().await?, &school, &after).await?;
            invited += round.invited;
            match round.last {
                Some(last) => after = last,
                None => break,
            }
        }
    }
    Ok(invited)
}

async fn round(work: Work, school: &school::Model, after: &str) -> Result<Round, ServiceError> {
    let round = invitations::round(&work, school, after).await?;
    work.commit().await?;
    Ok(round)
}
