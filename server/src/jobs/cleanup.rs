//! Removes what has no use any more: ended sessions and old notes of failed logins.

use crate::portal::Portal;
use crate::scope::Work;
use crate::service::ServiceError;
use crate::service::visit::session::{ANONYMOUS_IDLE, MAX_SESSION, REMEMBERED, idle};
use crate::store::{codes, rates, sends, sessions, sign_ups, throttles};
use domain::send::LONGEST;
use domain::throttle::FORGOTTEN;
use time::Duration;

/// How long the email address of an unfinished sign-up is kept.
const UNCONFIRMED: Duration = Duration::days(30);
/// How long codes are kept.
const CODES: Duration = Duration::days(1);

/// Deletes what is over.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    forget(portal.work().await?).await
}

async fn forget(work: Work) -> Result<(), ServiceError> {
    let (seen, begun) = (work.ago(idle(&work) + REMEMBERED), work.ago(MAX_SESSION + REMEMBERED));
    sessions::forget(work.db(), seen, begun, work.ago(ANONYMOUS_IDLE)).await?;
    throttles::forget_before(work.db(), work.ago(FORGOTTEN)).await?;
    sign_ups::forget_before(work.db(), work.ago(UNCONFIRMED)).await?;
    codes::forget_before(work.db(), work.ago(CODES)).await?;
    rates::forget_quiet(work.db(), work.ago(Duration::ZERO)).await?;
    sends::forget_before(work.db(), work.ago(LONGEST)).await?;
    Ok(work.commit().await?)
}
