//! The ledger of what was sent because somebody asked for it.

use super::entity::send::{Column, Entity};
use domain::send::Channel;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

insert!(send);

/// By whom or what sends are counted.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// Asked for by one account.
    Sender(&'a str),
    /// Asked for from one network.
    Origin(&'a str),
    /// All of the portal.
    All,
}

/// When the newest but so many was sent on a channel to somebody; none where there were not that many.
pub async fn newest_but(
    db: &impl ConnectionTrait,
    channel: Channel,
    recipient: &str,
    newer: u64,
) -> Result<Option<i64>, DbErr> {
    let sends = Entity::find().filter(Column::Channel.eq(channel.code()));
    let sends = sends.filter(Column::Recipient.eq(recipient)).order_by_desc(Column::At);
    sends.select_only().column(Column::At).offset(newer).limit(1).into_tuple().one(db).await
}

/// How many were sent on a channel since `since`.
pub async fn count(
    db: &impl ConnectionTrait,
    channel: Channel,
    by: By<'_>,
    since: i64,
) -> Result<u64, DbErr> {
    let sends =
        Entity::find().filter(Column::Channel.eq(channel.code())).filter(Column::At.gt(since));
    let sends = match by {
        By::Sender(hash) => sends.filter(Column::Sender.eq(hash)),
        By::Origin(hash) => sends.filter(Column::Origin.eq(hash)),
        By::All => sends,
    };
    sends.count(db).await
}

/// Forgets what is older than every quota looks back.
pub async fn forget_before(tx: &impl ConnectionTrait, before: i64) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::At.lt(before)).exec(tx).await.map(drop)
}
