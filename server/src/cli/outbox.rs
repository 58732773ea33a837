//! `foothold outbox`.

use super::Failure;
use crate::clock::{instant, millis};
use crate::portal::Portal;
use crate::store::entity::mail;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

/// Lists mails not yet delivered, oldest first. Recipients are not printed.
pub async fn list(portal: &Portal) -> Result<(), Failure> {
    let rows = mail::Entity::find()
        .filter(mail::Column::SentAt.is_null())
        .order_by_asc(mail::Column::CreatedAt)
        .all(portal.store.db())
        .await?;
    println!("id,created_at,tries,state,subject,last_error");
    let mut csv = csv::Writer::from_writer(std::io::stdout());
    for row in rows {
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
    let row = mail::Entity::find_by_id(id)
        .filter(mail::Column::SentAt.is_null())
        .one(portal.store.db())
        .await?
        .ok_or("no such mail waits in the outbox")?;
    let mut row: mail::ActiveModel = row.into();
    row.failed = Set(false);
    row.tries = Set(0);
    row.next_try_at = Set(millis(portal.now()));
    row.update(portal.store.db()).await?;
    crate::mail::delivery::run(portal).await?;
    Ok(())
}
