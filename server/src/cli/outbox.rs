//! `foothold outbox`.

use crate::Failure;
use crate::clock::instant;
use crate::mail::{delivery, notify};
use crate::portal::Portal;
use crate::store::outbox;

/// Lists mails not yet delivered, oldest first. Recipients are not printed.
pub async fn list(portal: &Portal) -> Result<(), Failure> {
    println!("id,created_at,tries,state,subject,last_error");
    let mut csv = csv::Writer::from_writer(std::io::stdout());
    let look = portal.look();
    for row in outbox::undelivered(look.db(), look.at()).await? {
        let state = if row.failed { "failed" } else { "queued" };
        csv.write_record([
            row.id,
            instant(row.created_at).to_string(),
            row.tries.to_string(),
            state.to_owned(),
            row.subject,
            row.last_error,
        ])?;
    }
    Ok(csv.flush()?)
}

/// Tries a mail again now, also one that was given up.
pub async fn retry(portal: &Portal, id: &str) -> Result<(), Failure> {
    if !delivery::try_again(portal.work().await?, id).await? {
        return Err("there is no such email in the outbox".into());
    }
    delivery::run_all(portal).await?;
    Ok(notify::run(portal).await?)
}
