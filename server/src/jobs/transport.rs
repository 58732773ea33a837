//! Makes the batches of a day in the evening, hands them to SEVIS, and asks for their answers, for schools that have
//! the portal do so. One batch at a time, in a loop of its own, so that a slow connection delays nothing else.

use super::failed::Failed;
use crate::clock::Zone;
use crate::portal::Portal;
use crate::scope::Work;
use crate::service::ServiceError;
use crate::service::batches::{Exported, NothingDue, begin, export, hear, held_until};
use crate::sevis::{BATCH_SIZE, line};
use crate::store::entity::school;
use crate::store::{batches, marks, schools};
use domain::sevis_state::SevisWay;
use domain::transport::{MADE_AT, Step};

/// Exchanges in one run.
const ROUND: u64 = 50;

/// Does whatever is due.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let Some(line) = &portal.config.sevis else {
        return Ok(());
    };
    let look = portal.look();
    if held_until(&look).await?.is_some() {
        return Ok(());
    }
    let mut failed = Failed::default();
    for school in schools::all(look.db()).await? {
        if school.sevis_way == SevisWay::Transport {
            failed.note(&school.id, make(portal, &school).await);
        }
    }
    let now = portal.look().at();
    for id in batches::to_exchange(portal.look().db(), now, ROUND).await? {
        // The outage may have begun meanwhile.
        if held_until(&portal.look()).await?.is_some() {
            break;
        }
        failed.note(&id, exchange(portal, line, &id).await);
    }
    failed.result()
}

/// Makes the batches of today, in the evening, once.
async fn make(portal: &Portal, school: &school::Model) -> Result<(), ServiceError> {
    let look = portal.look();
    let zone = Zone::of(&school.time_zone);
    let today = look.today(&zone);
    let id = format!("batches:{}:{today}", school.id);
    let evening = zone.begins(today) + time::Duration::hours(MADE_AT);
    if look.now() < evening || marks::by_id(look.db(), &id).await?.is_some() {
        return Ok(());
    }
    let full = usize::try_from(BATCH_SIZE).unwrap_or(250);
    loop {
        match export(portal.work().await?, &school.id, None).await? {
            Ok(Exported { changes, .. }) if changes >= full => {}
            // What is missing may be there in a minute.
            Err(NothingDue::Lacking(_)) => return Ok(()),
            Ok(_) | Err(_) => break,
        }
    }
    made_today(portal.work().await?, id).await
}

/// Notes that the batches of a day are made.
async fn made_today(work: Work, id: String) -> Result<(), ServiceError> {
    marks::once(work.db(), &id, work.at()).await?;
    Ok(work.commit().await?)
}

/// The next step of one batch.
async fn exchange(
    portal: &Portal,
    line: &crate::config::SevisLine,
    id: &str,
) -> Result<(), ServiceError> {
    let Some((step, parcel)) = begin(portal.work().await?, id).await? else {
        return Ok(());
    };
    let reply = match step {
        Step::Upload => line::upload(line, parcel).await,
        Step::Ask => line::ask(line, parcel).await,
    };
    hear(portal.work().await?, id, step, reply).await
}
