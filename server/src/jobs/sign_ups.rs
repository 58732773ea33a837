//! Mails the confirmations that were asked for. The page answers before anyone is looked up, so its
//! words and its time are the same for known and unknown addresses.

use crate::portal::Portal;
use crate::service::{Fail, sign_up};
use crate::store::entity;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Answers every request in a transaction of its own.
pub async fn run(portal: &Portal) -> Result<(), Fail> {
    loop {
        let asked = entity::sign_up::Entity::find()
            .filter(entity::sign_up::Column::MailedAt.is_null())
            .order_by_asc(entity::sign_up::Column::AskedAt)
            .limit(50)
            .all(portal.store.db())
            .await?;
        if asked.is_empty() {
            return Ok(());
        }
        for row in asked {
            let tx = portal.store.write().await?;
            // Another process may have answered it meanwhile.
            let row = entity::sign_up::Entity::find_by_id(row.id).lock_exclusive().one(&tx).await?;
            if let Some(row) = row.filter(|row| row.mailed_at.is_none()) {
                sign_up::answer(&tx, portal, row).await?;
            }
            tx.commit().await?;
        }
    }
}
