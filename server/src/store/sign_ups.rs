//! Addresses that want an online account, and the mails that confirm them.

use super::entity::{confirmation, sign_up};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

by_id!(sign_up);
lock!(sign_up);
update!(sign_up);

/// Makes a row, unless the address has one; true if it did.
pub async fn ensure(tx: &impl ConnectionTrait, row: sign_up::Model) -> Result<bool, DbErr> {
    let conflict = OnConflict::column(sign_up::Column::EmailKey).do_nothing().to_owned();
    let made = sign_up::Entity::insert(sign_up::ActiveModel::from(row))
        .on_conflict(conflict)
        .exec_without_returning(tx)
        .await?;
    Ok(made > 0)
}

/// The one of this address, kept from others until the transaction ends.
pub async fn lock_by_email(
    tx: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<sign_up::Model>, DbErr> {
    sign_up::Entity::find().filter(sign_up::Column::EmailKey.eq(key)).lock_exclusive().one(tx).await
}

/// Those that wait for a mail, oldest first.
pub async fn to_mail(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<sign_up::Model>, DbErr> {
    sign_up::Entity::find()
        .filter(sign_up::Column::MailedAt.is_null())
        .order_by_asc(sign_up::Column::AskedAt)
        .limit(limit)
        .all(db)
        .await
}

/// A confirmation by its token's hash.
pub async fn confirmation(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<confirmation::Model>, DbErr> {
    confirmation::Entity::find().filter(confirmation::Column::TokenHash.eq(hash)).one(db).await
}

/// The unused confirmations of a sign-up, newest first.
pub async fn unused_confirmations(
    db: &impl ConnectionTrait,
    sign_up: &str,
) -> Result<Vec<confirmation::Model>, DbErr> {
    confirmation::Entity::find()
        .filter(confirmation::Column::SignUpId.eq(sign_up))
        .filter(confirmation::Column::UsedAt.is_null())
        .order_by_desc(confirmation::Column::CreatedAt)
        .all(db)
        .await
}

/// Confirmations as rows.
pub mod confirmations {
    insert!(confirmation);
    update!(confirmation);
}

/// Forgets confirmations made before `before`, and addresses that never came further.
pub async fn forget_before(tx: &impl ConnectionTrait, before: i64) -> Result<(), DbErr> {
    confirmation::Entity::delete_many()
        .filter(confirmation::Column::CreatedAt.lt(before))
        .exec(tx)
        .await?;
    let known = confirmation::Entity::find()
        .select_only()
        .column(confirmation::Column::SignUpId)
        .into_query();
    sign_up::Entity::delete_many()
        .filter(sign_up::Column::AccountId.is_null())
        .filter(sign_up::Column::AskedAt.lt(before))
        .filter(sign_up::Column::Id.not_in_subquery(known))
        .exec(tx)
        .await
        .map(drop)
}
