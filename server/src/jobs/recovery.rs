//! Works off the requests of "Forgot password". The page answers before anyone is looked up, so
//! its words and its time are the same for known and unknown addresses.

use crate::portal::Portal;
use crate::service::{Fail, recovery};
use crate::store::entity;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

/// Answers every request in a transaction of its own.
pub async fn run(portal: &Portal) -> Result<(), Fail> {
    loop {
        let asked = entity::recovery::Entity::find()
            .order_by_asc(entity::recovery::Column::CreatedAt)
            .limit(50)
            .all(portal.store.db())
            .await?;
        if asked.is_empty() {
            return Ok(());
        }
        for row in asked {
            let tx = portal.store.write().await?;
            recovery::answer(&tx, portal, &row).await?;
            entity::recovery::Entity::delete_by_id(row.id).exec(&tx).await?;
            tx.commit().await?;
        }
    }
}
