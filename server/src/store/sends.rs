//! The ledger of what was sent because somebody asked for it.

use super::entity::send::{Column, Entity};
use domain::send::Channel;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};

insert!(send);

/// By whom or what sends are counted.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// To one address or number.
    Recipient(&'a str),
    /// Asked for by one account.
    Sender(&'a str),
    /// Asked for from one network.
    Origin(&'a str),
    /// All of the portal.
    All,
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
        By::Recipient(hash) => sends.filter(Column::Recipient.eq(hash)),
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
