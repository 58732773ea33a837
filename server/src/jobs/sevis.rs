//! Hands outgoing changes to SEVIS in batches, in the order of their acceptance, and notes the
//! answers.

use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::token;
use crate::sevis::{BATCH_SIZE, Record};
use crate::store::entity::{sevis_change, student};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeSet, HashMap};

/// Sends what is queued and collects what is answered.
pub async fn run(portal: &Portal) -> Result<(), String> {
    loop {
        claim(portal).await.map_err(|error| error.to_string())?;
        let sent = sevis_change::Entity::find()
            .filter(sevis_change::Column::State.eq("sent"))
            .order_by_asc(sevis_change::Column::CreatedAt)
            .order_by_asc(sevis_change::Column::Id)
            .limit(BATCH_SIZE * 4)
            .all(portal.store.db())
            .await
            .map_err(|error| error.to_string())?;
        if sent.is_empty() {
            return Ok(());
        }
        let batches: BTreeSet<String> =
            sent.iter().filter_map(|row| row.batch_id.clone()).collect();
        let mut settled = 0;
        for batch in batches {
            let rows: Vec<_> =
                sent.iter().filter(|row| row.batch_id.as_ref() == Some(&batch)).cloned().collect();
            settled += exchange(portal, &batch, rows).await?;
        }
        if settled == 0 {
            return Ok(());
        }
    }
}

/// Gives the next queued changes a batch. From here on they are "sent": a crash before the upload
/// is repaired by uploading the same batch again, which does no harm.
async fn claim(portal: &Portal) -> Result<(), DbErr> {
    let next: Vec<String> = sevis_change::Entity::find()
        .select_only()
        .column(sevis_change::Column::Id)
        .filter(sevis_change::Column::State.eq("queued"))
        .order_by_asc(sevis_change::Column::CreatedAt)
        .order_by_asc(sevis_change::Column::Id)
        .limit(BATCH_SIZE)
        .into_tuple()
        .all(portal.store.db())
        .await?;
    if next.is_empty() {
        return Ok(());
    }
    // Fourteen characters, as the schema asks.
    let batch: String =
        token().chars().filter(char::is_ascii_alphanumeric).take(14).collect::<String>();
    sevis_change::Entity::update_many()
        .col_expr(sevis_change::Column::State, Expr::value("sent"))
        .col_expr(sevis_change::Column::BatchId, Expr::value(batch))
        .filter(sevis_change::Column::Id.is_in(next))
        .filter(sevis_change::Column::State.eq("queued"))
        .exec(portal.store.db())
        .await?;
    Ok(())
}

/// Uploads a batch unless it is already answered; gives how many changes are settled.
async fn exchange(
    portal: &Portal,
    batch: &str,
    rows: Vec<sevis_change::Model>,
) -> Result<usize, String> {
    let mut answers = portal.sevis.download(batch).await.map_err(|e| e.to_string())?;
    if answers.is_none() {
        let students: HashMap<String, String> = student::Entity::find()
            .select_only()
            .columns([student::Column::Id, student::Column::SevisId])
            .filter(student::Column::Id.is_in(rows.iter().map(|row| row.student_id.clone())))
            .into_tuple::<(String, String)>()
            .all(portal.store.db())
            .await
            .map_err(|e| e.to_string())?
            .into_iter()
            .collect();
        let records: Vec<Record> = rows
            .iter()
            .map(|row| Record {
                request_id: row.id.clone(),
                sevis_id: students.get(&row.student_id).cloned().unwrap_or_default(),
                event: row.event.clone(),
                payload: row.payload.clone(),
            })
            .collect();
        portal.sevis.upload(batch, &records).await.map_err(|e| e.to_string())?;
        answers = portal.sevis.download(batch).await.map_err(|e| e.to_string())?;
    }
    let answers = answers.unwrap_or_default();
    for answer in &answers {
        let state = if answer.code == "S0000" { "confirmed" } else { "refused" };
        let words = format!("{} {}", answer.code, answer.message).trim().to_owned();
        sevis_change::Entity::update_many()
            .col_expr(sevis_change::Column::State, Expr::value(state))
            .col_expr(sevis_change::Column::Answer, Expr::value(words))
            .col_expr(sevis_change::Column::SettledAt, Expr::value(millis(portal.now())))
            .filter(sevis_change::Column::Id.eq(&answer.request_id))
            .filter(sevis_change::Column::State.eq("sent"))
            .exec(portal.store.db())
            .await
            .map_err(|e| e.to_string())?;
    }
    Ok(answers.len())
}
