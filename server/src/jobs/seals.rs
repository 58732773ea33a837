//! Finds what older keys have sealed, and has it sealed anew: once after each start, and whenever
//! the secret file has got a new key.

use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::credentials::seals;
use crate::store::sealed::{self, TABLES};
use std::sync::atomic::Ordering;

const ROUND: u64 = 200;

/// Looks whether the file has new keys, and if so seals anew what is not sealed with the newest.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    portal.secrets.refresh();
    let newest = portal.secrets.sealing_number();
    if portal.sealed_with.load(Ordering::Relaxed) != newest {
        renew_all(portal).await?;
        portal.sealed_with.store(newest, Ordering::Relaxed);
    }
    Ok(())
}

/// Seals everything anew that is not sealed with the newest key; returns how many values were.
pub async fn renew_all(portal: &Portal) -> Result<u64, ServiceError> {
    let newest = portal.secrets.sealing_number();
    let mut renewed = 0;
    for table in TABLES {
        let mut after = String::new();
        loop {
            let db = portal.store.reads();
            let rows = sealed::with_older_keys(&db, table, newest, &after, ROUND).await?;
            let Some(last) = rows.last() else { break };
            after.clone_from(&last.id);
            renewed += seals::renew(portal.work().await?, table, &rows).await?;
        }
    }
    Ok(renewed)
}
