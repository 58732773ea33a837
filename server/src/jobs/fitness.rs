//! Whether this server may act: its secret file is the database's, and its clock goes with the others'. One that may not hands
//! nothing over and tells its proxy so, until it may again.

use crate::portal::Portal;
use crate::service::keys;
use sea_orm::DbErr;
use std::sync::atomic::Ordering;
use std::time::Duration;
use time::Duration as Span;

/// How far a clock may be from the database's. What one server has in hand is another's after two minutes by that one's
/// clock: at this distance a minute and a half is left.
const APART: Span = Span::seconds(30);

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(30);

/// Looks again and again, until it is stopped.
pub async fn watch(portal: &Portal) {
    loop {
        look(portal).await;
        tokio::time::sleep(PAUSE).await;
    }
}

/// Looks, and notes what it finds for the jobs and for `/readyz`. Where the database does not answer, all stays as it was.
pub async fn look(portal: &Portal) {
    match unfit(portal).await {
        Ok(why) => {
            if let Some(why) = &why {
                tracing::error!(%why, "this server does not act");
            }
            portal.unfit.store(why.is_some(), Ordering::Relaxed);
        }
        Err(error) => tracing::warn!(%error, "whether this server may act is not known"),
    }
}

/// Why this server may not act, if it may not.
pub async fn unfit(portal: &Portal) -> Result<Option<String>, DbErr> {
    match keys::misfit(&portal.look()).await? {
        None => clock(portal).await,
        why => Ok(why),
    }
}

/// The same of its clock; a file is on this machine, and so is its clock.
async fn clock(portal: &Portal) -> Result<Option<String>, DbErr> {
    let before = portal.now();
    let Some(theirs) = portal.store.time().await? else { return Ok(None) };
    let (early, late) = (before - theirs, theirs - portal.now());
    let apart = early.max(late);
    Ok((apart > APART).then(|| {
        let way = if early > late { "ahead of" } else { "behind" };
        let seconds = apart.whole_seconds();
        format!(
            "the clock of this machine is {seconds} seconds {way} the database's: set both by NTP"
        )
    }))
}
