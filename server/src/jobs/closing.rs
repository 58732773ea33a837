//! Closes online accounts whose holders asked for it, once the waiting time is over.

use crate::clock::millis;
use crate::portal::Portal;
use crate::service::Fail;
use crate::store::entity::{account, session};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// Closes what is due.
pub async fn run(portal: &Portal) -> Result<(), Fail> {
    let now = millis(portal.now());
    let due = account::Entity::find()
        .filter(account::Column::ClosesAt.lte(now))
        .filter(account::Column::Standing.ne("closed"))
        .all(portal.store.db())
        .await?;
    for row in due {
        let tx = portal.store.write().await?;
        session::Entity::delete_many()
            .filter(session::Column::AccountId.eq(&row.id))
            .exec(&tx)
            .await?;
        tracing::info!(account = %row.id, "online account closed");
        let mut row: account::ActiveModel = row.into();
        row.standing = Set("closed".into());
        row.password_hash = Set(None);
        row.update(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}
