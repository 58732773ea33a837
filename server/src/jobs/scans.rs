//! Has files checked for viruses. A file that could not be checked waits for the next round.

use crate::clock::millis;
use crate::portal::Portal;
use crate::scan::ScanError;
use crate::service::attachments::{self, Scan, WAITS};
use crate::store::entity::{attachment, content};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Checks what waits, and forgets files whose message never came.
pub async fn run(portal: &Portal) -> Result<(), String> {
    let fail = |error: DbErr| error.to_string();
    let db = portal.store.db();
    let forgotten = attachment::Entity::find()
        .filter(attachment::Column::MessageId.is_null())
        .filter(attachment::Column::CreatedAt.lt(millis(portal.now() - WAITS)))
        .all(db)
        .await
        .map_err(fail)?;
    for row in forgotten {
        let tx = portal.store.write().await.map_err(fail)?;
        attachments::remove(&tx, &row.id).await.map_err(fail)?;
        tx.commit().await.map_err(fail)?;
    }
    let due: Vec<String> = attachment::Entity::find()
        .select_only()
        .column(attachment::Column::Id)
        .filter(attachment::Column::Scan.eq(Scan::Waiting.code()))
        .order_by_asc(attachment::Column::Id)
        .into_tuple()
        .all(db)
        .await
        .map_err(fail)?;
    let mut failed = None;
    for id in due {
        let Some(content) = content::Entity::find_by_id(&id).one(db).await.map_err(fail)? else {
            continue;
        };
        let result = match &portal.scan {
            // The scanner was taken out of the configuration meanwhile.
            None => Scan::Unscanned,
            Some(scanner) => match scanner.is_clean(&content.bytes).await {
                Ok(true) => Scan::Clean,
                Ok(false) => Scan::Infected,
                // One file that the scanner will not take holds up no other; a scanner that is not
                // there holds up all.
                Err(ScanError::File(error)) => {
                    failed = Some(error);
                    continue;
                }
                Err(ScanError::Away(error)) => return Err(error),
            },
        };
        let tx = portal.store.write().await.map_err(fail)?;
        if result == Scan::Infected {
            tracing::warn!(file = %id, "virus found");
            content::Entity::delete_by_id(&id).exec(&tx).await.map_err(fail)?;
        }
        attachment::Entity::update_many()
            .col_expr(attachment::Column::Scan, Expr::value(result.code()))
            .filter(attachment::Column::Id.eq(&id))
            .exec(&tx)
            .await
            .map_err(fail)?;
        tx.commit().await.map_err(fail)?;
    }
    failed.map_or(Ok(()), Err)
}
