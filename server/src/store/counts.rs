//! Counts for `/metrics`.

use super::entity::{mail, review, session, sevis_change};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

/// Rows that wait for something.
pub struct Counts {
    /// Mails and texts not delivered.
    pub mails_waiting: u64,
    /// Mails and texts given up.
    pub mails_failed: u64,
    /// When the oldest of those that wait was written, in milliseconds since 1970.
    pub oldest_mail_at: Option<i64>,
    /// Sessions of somebody.
    pub sessions: u64,
    /// Reports to check.
    pub reviews_open: u64,
    /// Changes SEVIS has not answered.
    pub sevis_changes_unsettled: u64,
}

/// Counts them.
pub async fn now(db: &impl ConnectionTrait, now: i64) -> Result<Counts, DbErr> {
    let (mails_waiting, mails_failed) = super::outbox::waiting_and_failed(db, now).await?;
    let oldest = super::outbox::open(now)
        .filter(mail::Column::Failed.eq(false))
        .order_by_asc(mail::Column::CreatedAt)
        .one(db)
        .await?;
    let sessions = session::Entity::find().filter(session::Column::AccountId.is_not_null());
    let reviews = review::Entity::find().filter(review::Column::DoneAt.is_null());
    let changes = sevis_change::Entity::find().filter(sevis_change::Column::SettledAt.is_null());
    Ok(Counts {
        mails_waiting,
        mails_failed,
        oldest_mail_at: oldest.map(|row| row.created_at),
        sessions: sessions.count(db).await?,
        reviews_open: reviews.count(db).await?,
        sevis_changes_unsettled: changes.count(db).await?,
    })
}
