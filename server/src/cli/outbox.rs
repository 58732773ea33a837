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

/// Tries a mail again now, or all that were given up.
pub async fn retry(portal: &Portal, id: Option<String>) -> Result<(), Failure> {
    match id {
        Some(id) => retry_one(portal, &id).await,
        None => retry_failed(portal).await,
    }
}

/// Tries a mail again now, also one that was given up, and tells what became of it.
pub async fn retry_one(portal: &Portal, id: &str) -> Result<(), Failure> {
    if !delivery::try_again(portal.work().await?, id).await? {
        return Err("there is no such email in the outbox".into());
    }
    if !delivery::run_one(portal, id).await? {
        notify::run(portal).await?;
    }
    let waits = outbox::by_id(portal.look().db(), id).await?.filter(|row| row.sent_at.is_none());
    match waits {
        None => println!("Delivered."),
        Some(row) if row.last_error.is_empty() => {
            return Err(
                "it waits: no mail server or gateway is set for it, or not yet its time".into()
            );
        }
        Some(row) => return Err(format!("not delivered: {}", row.last_error).into()),
    }
    Ok(())
}

/// Tries again all that were given up, once a mail server is back, and tells what is left.
pub async fn retry_failed(portal: &Portal) -> Result<(), Failure> {
    let again = delivery::try_failed_again(portal.work().await?).await?;
    delivery::run_all(portal).await?;
    notify::run(portal).await?;
    let look = portal.look();
    let (waiting, failed) = outbox::waiting_and_failed(look.db(), look.at()).await?;
    println!("Tried again: {again}. Not delivered yet: {}.", waiting + failed);
    Ok(())
}
