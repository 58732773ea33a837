//! Invites every student whose authorization is approved and has begun, and whose email is known.

use super::super::error::ServiceError;
use super::links;
use crate::clock::Zone;
use crate::portal::Portal;
use crate::scope::{Connection, Scope, Work};
use crate::store::entity::school;
use crate::store::{accounts, authorizations, convert, links as stored, schools, students};
use domain::authorization::Authorization;
use domain::window::oldest_invitable;
use std::collections::{HashMap, HashSet};

/// Students of one round.
const ROUND: u64 = 200;

/// Students of a school after `after` who are to be invited.
pub async fn due<C: Connection>(
    s: &Scope<C>,
    school: &school::Model,
    after: &str,
) -> Result<Vec<String>, ServiceError> {
    let today = s.today(&Zone::of(&school.time_zone));
    let days = (today, oldest_invitable(today));
    Ok(students::to_invite(s.db(), &school.id, days, after, ROUND).await?)
}

/// What a round did.
pub struct Round {
    /// The last student looked at; none where nobody is left.
    pub last: Option<String>,
    /// How many were invited.
    pub invited: u64,
}

/// One round after the student `after`.
pub async fn round(
    work: &Work,
    school: &school::Model,
    after: &str,
) -> Result<Round, ServiceError> {
    let ids = due(work, school, after).await?;
    let rows = students::lock_all(work.db(), &ids).await?;
    // Another server may have invited them, or they registered, while their rows were waited for.
    let linked = stored::of_students(work.db(), &ids).await?;
    let linked = linked.into_iter().filter_map(|link| link.student_id);
    let known = accounts::of_students(work.db(), &ids).await?;
    let known = known.into_iter().flat_map(|row| [row.student_id, row.joined_student_id]).flatten();
    let over: HashSet<String> = linked.chain(known).collect();
    let mut of: HashMap<String, Vec<Authorization>> = HashMap::new();
    for row in authorizations::of_students(work.db(), &ids).await? {
        of.entry(row.student_id.clone()).or_default().push(convert::authorization(&row));
    }
    let left = rows.into_iter().filter(|row| !over.contains(&row.id));
    let left = left.map(|row| (of.remove(&row.id).unwrap_or_default(), row));
    let left = left.map(|(authorizations, row)| (row, authorizations)).collect();
    let invited = links::invite_all(work, &Zone::of(&school.time_zone), left).await?;
    Ok(Round { last: ids.into_iter().next_back(), invited })
}

/// Invites who is due, a round in each transaction, so that others get their turn in between; returns
/// how many were.
pub async fn invite_all(portal: &Portal) -> Result<u64, ServiceError> {
    let (mut invited, mut failed) = (0, None);
    for school in schools::all(portal.look().db()).await? {
        // A school whose records cannot be read keeps no other one's students waiting.
        match invite_school(portal, &school).await {
            Ok(some) => invited += some,
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(invited), Err)
}

async fn invite_school(portal: &Portal, school: &school::Model) -> Result<u64, ServiceError> {
    let (mut invited, mut after) = (0, String::new());
    while !due(&portal.look(), school, &after).await?.is_empty() {
        let round = confirmed_round(portal.work().await?, school, &after).await?;
        invited += round.invited;
        match round.last {
            Some(last) => after = last,
            None => break,
        }
    }
    Ok(invited)
}

async fn confirmed_round(
    work: Work,
    school: &school::Model,
    after: &str,
) -> Result<Round, ServiceError> {
    let round = round(&work, school, after).await?;
    work.commit().await?;
    Ok(round)
}
