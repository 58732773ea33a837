//! Closes online accounts whose holders asked for it, once the waiting time is over.

use crate::clock::millis;
use crate::portal::Portal;
use crate::service::Fail;
use crate::store::entity::{account, case, case_holder, consent, session};
use domain::case::Consent;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
};

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
        close_consents(&tx, &row.id, now).await?;
        tracing::info!(account = %row.id, "online account closed");
        let mut row: account::ActiveModel = row.into();
        row.standing = Set("closed".into());
        row.password_hash = Set(None);
        row.update(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// With the account end the consents it gave, where nobody else holds the case, and those it got.
async fn close_consents(tx: &impl ConnectionTrait, account_id: &str, now: i64) -> Result<(), Fail> {
    let held = case_holder::Entity::find()
        .filter(case_holder::Column::AccountId.eq(account_id))
        .all(tx)
        .await?;
    let mut ends = sea_orm::Condition::any().add(consent::Column::AccountId.eq(account_id));
    for row in held {
        case_holder::Entity::delete_by_id(&row.id).exec(tx).await?;
        let left = case_holder::Entity::find()
            .filter(case_holder::Column::CaseId.eq(&row.case_id))
            .count(tx)
            .await?;
        let case = case::Entity::find_by_id(&row.case_id).one(tx).await?;
        if let Some(case) = case.filter(|_| left == 0) {
            ends = ends.add(consent::Column::ReceiptNumber.eq(case.receipt_number));
        }
    }
    consent::Entity::update_many()
        .col_expr(consent::Column::State, Expr::value(Consent::Ended.code()))
        .col_expr(consent::Column::DecidedAt, Expr::value(now))
        .filter(ends)
        .filter(consent::Column::State.is_in([Consent::Asked.code(), Consent::Given.code()]))
        .exec(tx)
        .await?;
    Ok(())
}
