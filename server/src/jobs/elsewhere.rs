//! Several servers on one PostgreSQL wake each other: what one of them has written is done at once by whichever runs the
//! jobs. Where a message is lost, the round of every half minute finds the same.

use crate::portal::Portal;
use std::time::Duration;

/// How long it rests after an error of the database.
const REST: Duration = Duration::from_secs(10);

/// Forwards bells rung on this server to the others, until it is stopped.
pub async fn tell(portal: &Portal) {
    if !portal.store.is_shared() {
        return;
    }
    loop {
        portal.bells.any_rung().await;
        // Much comes at once: it is told once.
        tokio::time::sleep(Duration::from_millis(200)).await;
        for name in portal.bells.untold() {
            if let Err(error) = portal.store.tell(name).await {
                tracing::warn!(%error, "the other servers were not told");
            }
        }
    }
}

/// Hears what was rung elsewhere.
pub(super) async fn listen(portal: &Portal) {
    if !portal.store.is_shared() {
        return;
    }
    loop {
        let heard = |name: &str| portal.bells.hear(name);
        if let Err(error) = portal.store.listen(&portal.config.database_url, heard).await {
            tracing::warn!(%error, "the other servers are not heard");
        }
        tokio::time::sleep(REST).await;
    }
}
