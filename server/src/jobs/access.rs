//! The end of access: mails at the authorization's end, 30 days before closing, and at closing.

use crate::mail::{letters, queue};
use crate::portal::Portal;
use crate::service::record::Record;
use crate::service::{Fail, accounts};
use crate::store::entity::{account, authorization};
use domain::account::Event;
use domain::date::plus_days;
use domain::history::{Doer, Event as Happened};
use domain::window::closes_on;
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

const CHUNK: u64 = 200;
/// The mail at closing was sent.
const CLOSED: i32 = 3;

/// Moves every account whose authorization has ended to its stage.
pub async fn run(portal: &Portal) -> Result<(), Fail> {
    // A day early in UTC is enough: each record is judged by its school's own day below.
    let tomorrow = portal.now().date() + time::Duration::DAY;
    let mut after = String::new();
    loop {
        let mut running = Query::select();
        running
            .column(authorization::Column::StudentId)
            .from(authorization::Entity)
            .and_where(authorization::Column::Status.eq("approved"))
            .and_where(authorization::Column::Kind.ne("pre_completion"))
            .and_where(authorization::Column::EndDate.gte(tomorrow));
        let rows = account::Entity::find()
            .filter(account::Column::StudentId.is_not_null())
            .filter(account::Column::AccessStage.lt(CLOSED))
            .filter(account::Column::StudentId.not_in_subquery(running))
            .filter(account::Column::Id.gt(&after))
            .order_by_asc(account::Column::Id)
            .limit(CHUNK)
            .all(portal.store.db())
            .await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = last.id.clone();
        for row in rows {
            advance(portal, row).await?;
        }
    }
}

async fn advance(portal: &Portal, row: account::Model) -> Result<(), Fail> {
    let tx = portal.store.write().await?;
    let Some(row) = account::Entity::find_by_id(row.id).lock_exclusive().one(&tx).await? else {
        return Ok(());
    };
    let Some(record) = Record::load(&tx, row.student_id.as_deref().unwrap_or_default()).await?
    else {
        return Ok(());
    };
    let today = portal.today(&record.zone());
    let ends =
        record.authorizations()?.iter().filter(|a| a.opens_portal(today)).map(|a| a.end).max();
    let Some(end) = ends else {
        return Ok(());
    };
    let closes = closes_on(end);
    let stage = match today {
        day if day >= closes => CLOSED,
        day if day >= plus_days(closes, -30) => 2,
        day if day > end => 1,
        _ => 0,
    };
    if stage <= row.access_stage {
        return Ok(());
    }
    // A portal that slept does not send yesterday's mails: only the newest stage is told.
    let letter = match stage {
        1 => letters::access_ends(&record.student, closes),
        2 => letters::access_closing(&record.student, closes),
        _ => letters::access_closed(&record.student),
    };
    if record.student.email.is_some() {
        queue(&tx, portal, letter).await?;
    }
    let row = if stage == CLOSED {
        record.note(&tx, portal, Happened::AccessEnded, Doer::System, "", &[]).await?;
        accounts::apply(&tx, portal, row, Event::AccessEnded).await?
    } else {
        row
    };
    let mut row: account::ActiveModel = row.into();
    row.access_stage = Set(stage);
    row.update(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// A new authorization opens a closed account again, and its mails start anew.
pub async fn reopen(
    tx: &impl sea_orm::ConnectionTrait,
    portal: &Portal,
    record: &Record,
) -> Result<(), Fail> {
    let row = account::Entity::find()
        .filter(account::Column::StudentId.eq(&record.student.id))
        .lock_exclusive()
        .one(tx)
        .await?;
    let today = portal.today(&record.zone());
    let runs = record.authorizations()?.iter().any(|a| a.opens_portal(today) && a.end >= today);
    if let Some(row) = row.filter(|row| runs && row.access_stage > 0) {
        let row = accounts::apply(tx, portal, row, Event::AccessBegan).await?;
        let mut row: account::ActiveModel = row.into();
        row.access_stage = Set(0);
        row.update(tx).await?;
    }
    Ok(())
}
