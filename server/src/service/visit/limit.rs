//! Limits per address: first by this server, in its memory; then, where there may be others, by all together.

use super::super::error::ServiceError;
use super::Desk;
use crate::limits::{Limit, network};
use crate::portal::Portal;
use crate::store::is_busy;
use app::AppError;
use std::net::IpAddr;
use std::time::Duration;

/// How long a form waits to be counted with those of other servers. Where the database has no room for that, what this
/// server counts alone must do: the form itself will tell whether it finds room.
const PATIENCE: Duration = Duration::from_millis(500);

/// Counts one of these from an address. Refused with the seconds to wait.
pub async fn count(portal: &Portal, limit: Limit, from: IpAddr) -> Result<(), ServiceError> {
    portal.limiters.count(limit, from)?;
    let Some(name) = limit.shared_name().filter(|_| portal.store.is_shared()) else {
        return Ok(());
    };
    let id = format!("{name} {}", portal.secrets.hash("rate", &network(from)));
    let now = crate::clock::millis(portal.now());
    let together = portal.store.count_rate(&id, limit.per_minute(&portal.config.limits), now);
    match tokio::time::timeout(PATIENCE, together).await {
        Ok(Ok(Err(wait))) => {
            let seconds = u32::try_from(wait / 1000).unwrap_or(60);
            Err(AppError::TooMany(seconds + 1).into())
        }
        Ok(Err(error)) if !is_busy(&error) => Err(error.into()),
        Ok(_) | Err(_) => Ok(()),
    }
}

impl Desk {
    /// Counts this request against its address, before anything is read or written.
    pub async fn limit(&self, limit: Limit) -> Result<(), ServiceError> {
        count(&self.portal, limit, self.visit.address).await
    }
}
