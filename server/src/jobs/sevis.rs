//! Hands the changes of schools that rehearse to the portal's own registry, in the order of their acceptance,
//! and notes what it answers. Nothing of it reaches SEVIS, and nothing says so.

use crate::portal::Portal;
use crate::scope::Work;
use crate::secret::token;
use crate::service::ServiceError;
use crate::sevis::{Answer, BATCH_SIZE, Record, SevisError};
use crate::store::entity::sevis_change;
use crate::store::{rehearsal, students};
use domain::sevis_state::SevisState;
use std::collections::{BTreeMap, BTreeSet};

impl From<SevisError> for ServiceError {
    fn from(error: SevisError) -> Self {
        Self::Internal(error.to_string())
    }
}

/// Sends what is queued and collects what is answered.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    loop {
        claim(portal).await?;
        let sent = rehearsal::unanswered(portal.look().db(), BATCH_SIZE * 4).await?;
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
async fn claim(portal: &Portal) -> Result<(), ServiceError> {
    let next = rehearsal::waiting(portal.look().db(), BATCH_SIZE).await?;
    if next.is_empty() {
        return Ok(());
    }
    // Fourteen characters, as the schema asks.
    let batch: String = token().chars().filter(char::is_ascii_alphanumeric).take(14).collect();
    send(portal.work().await?, next, &batch).await
}

async fn send(work: Work, ids: Vec<String>, batch: &str) -> Result<(), ServiceError> {
    rehearsal::send(work.db(), ids, batch).await?;
    Ok(work.commit().await?)
}

/// Uploads a batch unless it is already answered; returns how many changes are settled.
async fn exchange(
    portal: &Portal,
    batch: &str,
    rows: Vec<sevis_change::Model>,
) -> Result<u64, ServiceError> {
    let mut answers = portal.sevis.download(batch).await?;
    if answers.is_none() {
        let records = records(portal, rows).await?;
        portal.sevis.upload(batch, &records).await?;
        answers = portal.sevis.download(batch).await?;
    }
    let answers = answers.unwrap_or_default();
    match answers.is_empty() {
        true => Ok(0),
        false => settle(portal.work().await?, &answers).await,
    }
}

async fn records(
    portal: &Portal,
    rows: Vec<sevis_change::Model>,
) -> Result<Vec<Record>, ServiceError> {
    let ids: Vec<&str> = rows.iter().map(|row| row.student_id.as_str()).collect();
    let students = students::of(portal.look().db(), &ids).await?;
    let record = |row: &sevis_change::Model| Record {
        request_id: row.id.clone(),
        sevis_id: students.get(&row.student_id).map(|s| s.sevis_id.clone()).unwrap_or_default(),
        event: row.event.clone(),
        payload: row.payload.clone(),
    };
    Ok(rows.iter().map(record).collect())
}

/// How many changes these answers settle; answers that were noted before count for nothing, so that
/// the rounds end.
async fn settle(work: Work, answers: &[Answer]) -> Result<u64, ServiceError> {
    // Most answers are the same: each kind is noted at once.
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for answer in answers {
        let words = format!("{} {}", answer.code, answer.message).trim().to_owned();
        alike.entry(words).or_default().push(&answer.request_id);
    }
    let mut settled = 0;
    for (words, ids) in alike {
        // Whatever the rehearsal answers, SEVIS was told nothing.
        let state = SevisState::Rehearsed;
        settled += rehearsal::settle(work.db(), ids, state, &words, work.at()).await?;
    }
    work.commit().await?;
    Ok(settled)
}
