//! Rows that are kept for a while only.

use super::entity::{
    case_code, credential_change, device, email_change, link, mail, security_event,
};
use super::outbox::TEXTS;
use domain::retention::Passing;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
};

macro_rules! of {
    ($what:expr, $call:ident, $($argument:expr),+) => {
        match $what {
            Passing::Texts | Passing::Mails => $call!(mail, $($argument),+),
            Passing::Links => $call!(link, $($argument),+),
            Passing::CredentialChanges => $call!(credential_change, $($argument),+),
            Passing::EmailChanges => $call!(email_change, $($argument),+),
            Passing::Devices => $call!(device, $($argument),+),
            Passing::SecurityEvents => $call!(security_event, $($argument),+),
            Passing::CaseCodes => $call!(case_code, $($argument),+),
        }
    };
}

macro_rules! ids {
    ($entity:ident, $db:expr, $over:expr, $limit:expr) => {
        $entity::Entity::find()
            .select_only()
            .column($entity::Column::Id)
            .filter($over)
            .limit($limit)
            .into_tuple()
            .all($db)
            .await
    };
}

macro_rules! delete {
    ($entity:ident, $tx:expr, $ids:expr) => {
        $entity::Entity::delete_many().filter($entity::Column::Id.is_in($ids)).exec($tx).await
    };
}

/// What is over before this instant (milliseconds since 1970). What still waits to be sent stays.
fn over(what: Passing, before: i64) -> Condition {
    let mails = |is_text: bool| {
        let sent = Condition::any().add(mail::Column::SentAt.is_not_null());
        let text = mail::Column::Channel.is_in(TEXTS);
        Condition::all()
            .add(if is_text { text } else { mail::Column::Channel.is_not_in(TEXTS) })
            .add(mail::Column::CreatedAt.lt(before))
            .add(sent.add(mail::Column::Failed.eq(true)))
    };
    let condition = match what {
        Passing::Texts => return mails(true),
        Passing::Mails => return mails(false),
        Passing::Links => link::Column::LapsesAt.lt(before),
        Passing::CredentialChanges => credential_change::Column::At.lt(before),
        Passing::EmailChanges => email_change::Column::CreatedAt.lt(before),
        Passing::Devices => device::Column::SeenAt.lt(before),
        Passing::SecurityEvents => security_event::Column::At.lt(before),
        Passing::CaseCodes => case_code::Column::CreatedAt.lt(before),
    };
    Condition::all().add(condition)
}

/// Some of the rows that are over.
pub async fn due(
    db: &impl ConnectionTrait,
    what: Passing,
    before: i64,
    limit: u64,
) -> Result<Vec<String>, DbErr> {
    of!(what, ids, db, over(what, before), limit)
}

/// Removes these rows.
pub async fn forget(
    tx: &impl ConnectionTrait,
    what: Passing,
    ids: Vec<String>,
) -> Result<(), DbErr> {
    of!(what, delete, tx, ids).map(drop)
}
