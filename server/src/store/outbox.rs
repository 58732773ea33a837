//! Mails and texts: rows until they are delivered.

use super::entity::mail::{Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

by_id!(mail);
lock!(mail);
insert!(mail);
insert_all!(mail);
update!(mail);
delete!(mail);

/// The channel of mails that somebody waits for at a page, such as one with a code. An earlier release does not look for them here.
pub const AWAITED: &str = "awaited";
/// The channel of all other mails. An earlier release beside this one cannot read them, and does not look for them here.
pub const LETTER: &str = "letter";
/// The channel of mails that an earlier release has written.
pub const EARLIER: &str = "";
/// The channel of text messages with a code.
pub const TEXT: &str = "text";
/// The channel of text messages that say that there is news: they go after those with a code.
pub const NEWS_TEXT: &str = "news";
/// The channel of notifications: to a device by its identity.
pub const PUSH: &str = "push";
/// The channel of notifications that a push service has taken, until the device says that it has shown them.
pub const PUSHED: &str = "pushed";
/// What is noted of a mail or text that was given up because what it holds had lapsed: nobody's address is at fault.
pub const LAPSED: &str = "what it holds has lapsed";
/// What is no email.
pub(super) const TEXTS: [&str; 4] = [TEXT, NEWS_TEXT, PUSH, PUSHED];
/// The channel of what waits for the student's email of the day.
pub const DAILY: &str = "daily";
/// The channel of what is only in the inbox.
pub const HERE: &str = "here";

/// Most lines of a history.
const MOST: u64 = 2000;

/// Mails about a student, newest first.
pub async fn about(db: &impl ConnectionTrait, student: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .order_by_desc(Column::CreatedAt)
        .limit(MOST)
        .all(db)
        .await
}

/// Mails about an account and no student, newest first.
pub async fn about_account(db: &impl ConnectionTrait, account: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::StudentId.is_null())
        .filter(Column::Channel.is_not_in(TEXTS))
        .order_by_desc(Column::CreatedAt)
        .limit(MOST)
        .all(db)
        .await
}

/// How many went the way of this one to the same account since an instant.
pub async fn same_since(db: &impl ConnectionTrait, row: &Model, since: i64) -> Result<u64, DbErr> {
    Entity::find()
        .filter(Column::AccountId.eq(row.account_id.as_deref()))
        .filter(Column::CreatedAt.gt(since))
        .filter(Column::Channel.is_in(if row.channel == PUSH {
            [PUSH, PUSHED]
        } else {
            [NEWS_TEXT; 2]
        }))
        .count(db)
        .await
}

/// The mail that is only in the inbox, of which this text or notification should have told; none where another one tells of it. It is
/// locked.
pub async fn untold(tx: &impl ConnectionTrait, given_up: &Model) -> Result<Option<Model>, DbErr> {
    let Some(mail) = &given_up.announces else { return Ok(None) };
    let Some(mail) = by_id(tx, mail).await? else { return Ok(None) };
    let others = Entity::find()
        .filter(Column::AccountId.eq(given_up.account_id.as_deref()))
        .filter(Column::CreatedAt.gte(mail.created_at))
        .filter(Column::Announces.eq(mail.id.as_str()))
        .filter(Column::Id.ne(given_up.id.as_str()))
        .filter(Column::Failed.eq(false))
        .count(tx)
        .await?;
    Ok((others == 0 && mail.channel == HERE).then_some(mail))
}

/// Student and recipient of mails to these students since an instant that were given up.
pub async fn given_up(
    db: &impl ConnectionTrait,
    students: &[String],
    since: i64,
) -> Result<Vec<(String, String)>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::StudentId)
        .column(Column::Recipient)
        .distinct()
        .filter(Column::Failed.eq(true))
        .filter(Column::LastError.ne(LAPSED))
        .filter(Column::CreatedAt.gt(since))
        .filter(Column::StudentId.is_in(students))
        .into_tuple()
        .all(db)
        .await
}

/// How many there are, delivered ones too.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().count(db).await
}

/// A page of all (the first is 0), newest first.
pub async fn page(
    db: &impl ConnectionTrait,
    page: u64,
    per_page: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .offset(page * per_page)
        .limit(per_page)
        .all(db)
        .await
}

/// Those that are due on one of these channels, oldest first.
pub async fn due(
    db: &impl ConnectionTrait,
    channels: &[&str],
    now: i64,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SentAt.is_null())
        .filter(Column::Failed.eq(false))
        .filter(Column::NextTryAt.lte(now))
        .filter(Column::Channel.is_in(channels.iter().copied()))
        .order_by_asc(Column::CreatedAt)
        .limit(limit)
        .all(db)
        .await
}

/// Those not delivered yet, oldest first.
pub async fn undelivered(db: &impl ConnectionTrait, now: i64) -> Result<Vec<Model>, DbErr> {
    open(now).order_by_asc(Column::CreatedAt).all(db).await
}

/// How long after its time the email of the day may still be on its way, in milliseconds.
const LATE: i64 = 3_600_000;

/// Mails and texts that are still to be delivered, or were given up. What waits for the email of the day, for the morning or for a
/// device's word is one of them only where its time is over.
pub(super) fn open(now: i64) -> Select<Entity> {
    let waits = Column::Channel.is_not_in([DAILY, NEWS_TEXT, PUSH, PUSHED]);
    let late = Condition::any().add(waits).add(Column::NextTryAt.lt(now - LATE));
    let open = Entity::find().filter(Column::SentAt.is_null()).filter(late);
    open.filter(Column::LastError.ne(LAPSED))
}

/// Students for whom something waits that is due in an email of the day; at most so many.
pub async fn waits_daily(
    db: &impl ConnectionTrait,
    now: i64,
    limit: u64,
) -> Result<Vec<String>, DbErr> {
    let due = Entity::find().filter(Column::SentAt.is_null()).filter(Column::NextTryAt.lte(now));
    let due = due.filter(Column::Channel.eq(DAILY)).filter(Column::StudentId.is_not_null());
    due.select_only().column(Column::StudentId).distinct().limit(limit).into_tuple().all(db).await
}

/// All that waits for a student's email of the day, oldest first, kept from others in the order in which all lock them.
pub async fn lock_daily(tx: &impl ConnectionTrait, student: &str) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::StudentId.eq(student))
        .filter(Column::Channel.eq(DAILY))
        .filter(Column::SentAt.is_null())
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx)
        .await
}

/// Whatever was given up, and has not lapsed, is due now, as if it had not been tried; how many.
pub async fn revive(tx: &impl ConnectionTrait, now: i64) -> Result<u64, DbErr> {
    let given_up = Entity::update_many()
        .col_expr(Column::Failed, Expr::value(false))
        .col_expr(Column::Tries, Expr::value(0))
        .col_expr(Column::NextTryAt, Expr::value(now))
        .filter(Column::SentAt.is_null())
        .filter(Column::Failed.eq(true))
        .filter(Column::LastError.ne(LAPSED));
    Ok(given_up.exec(tx).await?.rows_affected)
}

/// How many wait, and how many were given up.
pub async fn waiting_and_failed(db: &impl ConnectionTrait, now: i64) -> Result<(u64, u64), DbErr> {
    let open = open(now);
    let waiting = open.clone().filter(Column::Failed.eq(false)).count(db).await?;
    Ok((waiting, open.filter(Column::Failed.eq(true)).count(db).await?))
}
