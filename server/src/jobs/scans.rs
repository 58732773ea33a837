//! Has files checked for viruses. A file that could not be checked waits for the next round.

use crate::clock::millis;
use crate::portal::Portal;
use crate::service::attachments::{self, Scan, WAITS};
use crate::store::entity::{attachment, content};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Files checked in one round.
const ROUND: u64 = 50;

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
    let due = attachment::Entity::find()
        .filter(attachment::Column::Scan.eq(Scan::Waiting.code()))
        .order_by_asc(attachment::Column::Id)
        .limit(ROUND)
        .all(db)
        .await
        .map_err(fail)?;
    let mut failed = None;
    for row in due {
        let Some(content) = content::Entity::find_by_id(&row.id).one(db).await.map_err(fail)?
        else {
            continue;
        };
        let result = match &portal.scan {
            // The scanner was taken out of the configuration meanwhile.
            None => Scan::Unscanned,
            Some(scanner) => match scanner.is_clean(&content.bytes).await {
                Ok(true) => Scan::Clean,
                Ok(false) => Scan::Infected,
                Err(error) => {
                    failed = Some(error);
                    continue;
                }
            },
        };
        let tx = portal.store.write().await.map_err(fail)?;
        if result == Scan::Infected {
            tracing::warn!(file = %row.id, account = %row.account_id, "virus found");
            content::Entity::delete_by_id(&row.id).exec(&tx).await.map_err(fail)?;
        }
        attachment::Entity::update_many()
            .col_expr(attachment::Column::Scan, Expr::value(result.code()))
            .filter(attachment::Column::Id.eq(&row.id))
            .exec(&tx)
            .await
            .map_err(fail)?;
        tx.commit().await.map_err(fail)?;
    }
    failed.map_or(Ok(()), Err)
}
