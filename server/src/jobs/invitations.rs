//! Invites every student whose authorization is approved and has begun, and whose e-mail is known.

use crate::clock::Zone;
use crate::portal::Portal;
use crate::service::Fail;
use crate::service::links;
use crate::service::record::Record;
use crate::store::entity::{account, authorization, link, school, student};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Students of one round.
const CHUNK: u64 = 200;

/// Invites who is due, in transactions of their own.
pub async fn run(portal: &Portal) -> Result<(), Fail> {
    for school in school::Entity::find().all(portal.store.db()).await? {
        let mut after = String::new();
        while !due(portal.store.db(), portal, &school, &after).await?.is_empty() {
            let tx = portal.store.write().await?;
            invite_due(&tx, portal, &school, &mut after).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Invites all who are due within the caller's transaction.
pub async fn all(tx: &impl ConnectionTrait, portal: &Portal) -> Result<u64, Fail> {
    let mut invited = 0;
    for school in school::Entity::find().all(tx).await? {
        let mut after = String::new();
        loop {
            match invite_due(tx, portal, &school, &mut after).await? {
                0 => break,
                n => invited += n,
            }
        }
    }
    Ok(invited)
}

/// One round after the student `after`, which it moves on; gives how many were looked at.
async fn invite_due(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    school: &school::Model,
    after: &mut String,
) -> Result<u64, Fail> {
    let ids = due(tx, portal, school, after).await?;
    for id in &ids {
        if let Some(record) = Record::load(tx, id).await? {
            links::invite(tx, portal, &record).await?;
        }
        after.clone_from(id);
    }
    Ok(ids.len() as u64)
}

async fn due(
    db: &impl ConnectionTrait,
    portal: &Portal,
    school: &school::Model,
    after: &str,
) -> Result<Vec<String>, Fail> {
    let today = portal.today(&Zone::of(&school.time_zone));
    let mut running = Query::select();
    running
        .column(authorization::Column::StudentId)
        .from(authorization::Entity)
        .and_where(authorization::Column::Status.eq("approved"))
        .and_where(authorization::Column::Kind.ne("pre_completion"))
        .and_where(authorization::Column::StartDate.lte(today));
    let mut with_account = Query::select();
    with_account
        .column(account::Column::StudentId)
        .from(account::Entity)
        .and_where(account::Column::StudentId.is_not_null());
    let mut with_link = Query::select();
    with_link
        .column(link::Column::StudentId)
        .from(link::Entity)
        .and_where(link::Column::StudentId.is_not_null());
    // Who closed long ago is not invited: six months before today, with a day to spare.
    let mut open = Query::select();
    open.column(authorization::Column::StudentId)
        .from(authorization::Entity)
        .and_where(authorization::Column::Status.eq("approved"))
        .and_where(authorization::Column::EndDate.gte(today - time::Duration::days(190)));
    Ok(student::Entity::find()
        .select_only()
        .column(student::Column::Id)
        .filter(student::Column::SchoolId.eq(&school.id))
        .filter(student::Column::EmailKey.is_not_null())
        .filter(student::Column::Id.gt(after))
        .filter(student::Column::Id.in_subquery(running))
        .filter(student::Column::Id.in_subquery(open))
        .filter(student::Column::Id.not_in_subquery(with_account))
        .filter(student::Column::Id.not_in_subquery(with_link))
        .order_by_asc(student::Column::Id)
        .limit(CHUNK)
        .into_tuple()
        .all(db)
        .await?)
}
