//! What a database that was restored is spared: it knows nothing of what happened after its copy was made.

use crate::Failure;
use crate::portal::Portal;
use crate::scope::Work;
use crate::service::ServiceError;
use crate::service::batches::{held_until, hold};
use crate::store::{outbox, schools, sessions};
use app::AppError;

/// How long SEVIS batches rest, so that somebody can compare what was sent since.
const REST_HOURS: u32 = 24;

/// Ends every login, since one that was ended since is alive in the copy; lets SEVIS batches rest; and tells what to look at.
pub async fn spare(portal: &Portal) -> Result<Vec<String>, Failure> {
    let done = async {
        let look = portal.look();
        let sends = schools::all(look.db()).await?.iter().any(|of| of.sevis_way.0.has_batches());
        let rests = held_until(&look).await?.unwrap_or_default();
        let until = look.at() + i64::from(REST_HOURS) * 60 * 60 * 1000;
        rest(portal.work().await?, sends && rests < until).await?;
        Ok::<_, ServiceError>((sends, outbox::waiting_and_failed(look.db(), look.at()).await?.0))
    };
    let (sends, waiting) = done.await.map_err(|error| AppError::from(error).to_string())?;
    let mut told = vec!["Everybody logs in again.".to_owned()];
    if sends {
        told.push(format!("SEVIS batches rest for {REST_HOURS} hours: what was sent after the copy was made is not known here. Compare `foothold batch list` with SEVIS, then end the rest with `foothold batch hold --hours 0`."));
    }
    if waiting > 0 {
        told.push(format!("Emails and texts that waited when the copy was made go out, also those that went since: {waiting}. `foothold outbox list` has them."));
    }
    Ok(told)
}

async fn rest(work: Work, sends: bool) -> Result<(), ServiceError> {
    sessions::end_everybodys(work.db()).await?;
    if sends { hold(work, REST_HOURS).await } else { Ok(work.commit().await?) }
}
