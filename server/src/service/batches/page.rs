//! The pages of the way to SEVIS.

use super::super::error::ServiceError;
use super::super::visit::{Visit, guards};
use super::discard::may_discard;
use super::hold::held_until;
use super::identity;
use super::next::{due, with_days_of_now};
use super::task::task;
use super::topic::waits_behind;
use crate::clock::{Zone, instant};
use crate::mail::letters::full_name;
use crate::scope::Look;
use crate::sevis::payload::SevisEvent;
use crate::store::batches::{self, Silent, logs, records};
use crate::store::entity::{batch, batch_log, batch_record, school, sevis_change, student};
use crate::store::{employers, sevis_changes, students};
use app::AppError;
use app::wire::{BatchAnswerRow, BatchRecordRow, BatchRow, BatchView, BatchesView};
use domain::audit::Subject;
use domain::sevis_code::advice;
use domain::sevis_state::{SevisState, SevisWay};
use std::collections::HashMap;
use time::Duration;

/// Tasks on the page.
const TASKS: u64 = 100;
/// After so long without an answer a record of a batch that SEVIS has taken is looked up there.
const TAKEN: Duration = Duration::days(7);
/// After so long, a weekend, somebody sees to a batch that was made, and perhaps never uploaded.
const MADE: Duration = Duration::days(3);

/// Which batches of a school are without an answer for too long by now.
pub fn silent(look: &Look, school: &school::Model) -> Silent {
    let uploads = school.sevis_way != SevisWay::Transport;
    Silent { taken_before: look.ago(TAKEN), made_before: uploads.then(|| look.ago(MADE)) }
}

/// Batches on the page.
const BATCHES: u64 = 20;

/// Where those changes stand that are somebody's task.
fn listed(way: SevisWay, review_first: bool) -> &'static [SevisState] {
    match way {
        SevisWay::ByHand if review_first => {
            &[SevisState::Queued, SevisState::Refused, SevisState::Conflict, SevisState::Sent]
        }
        SevisWay::ByHand => &[
            SevisState::InReview,
            SevisState::Queued,
            SevisState::Refused,
            SevisState::Conflict,
            SevisState::Sent,
        ],
        // What the next batch takes is nobody's task.
        SevisWay::Batch | SevisWay::Transport => &[SevisState::Refused, SevisState::Conflict],
        SevisWay::Rehearsal => &[],
    }
}

/// What waits for SEVIS, and what left.
pub async fn list(look: &Look, visit: &Visit) -> Result<BatchesView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let zone = Zone::of(&school.time_zone);
    let way = school.sevis_way.0;
    let states = listed(way, school.review_first);
    let (mut clean, mut held) = (0, HashMap::new());
    let checked = match school.review_first {
        true => {
            sevis_changes::open(look.db(), &school.id, &[SevisState::InReview], u64::MAX >> 1)
                .await?
        }
        false => Vec::new(),
    };
    let most = TASKS + 1 + checked.len() as u64;
    let mut open = sevis_changes::open(look.db(), &school.id, states, most).await?;
    open.retain(|change| !waits_behind(change, &checked));
    if way.has_batches() {
        let silent = silent(look, &school);
        open.extend(sevis_changes::unanswered(look.db(), &school.id, silent, TASKS + 1).await?);
        for due in due(look, &school, usize::MAX).await?.due {
            if due.held.is_empty() {
                clean += 1;
            } else {
                held.insert(due.change.id.clone(), due.held);
                open.push(due.change);
            }
        }
    }
    let more = open.len() as u64 > TASKS;
    open.truncate(usize::try_from(TASKS).unwrap_or(100));
    let ids: Vec<&str> = open.iter().map(|row| row.student_id.as_str()).collect();
    let people = students::of(look.db(), &ids).await?;
    let jobs: Vec<String> = open.iter().filter_map(|row| row.employer_id.clone()).collect();
    let jobs = employers::some(look.db(), &jobs).await?;
    let mut tasks = Vec::new();
    for row in open {
        let held = held.remove(&row.id).unwrap_or_default();
        if let Some(student) = people.get(&row.student_id) {
            let job = jobs.iter().find(|job| row.employer_id.as_ref() == Some(&job.id));
            let payload = with_days_of_now(look, &row, job).await?;
            tasks.push(task(&zone, row, (student, job), (payload, &held))?);
        }
    }
    let lacks = match way {
        SevisWay::Batch | SevisWay::Transport => {
            identity::of(look, &school).err().map(|lacking| lacking.0).unwrap_or_default()
        }
        _ => String::new(),
    };
    let mut rows = batches::newest(look.db(), Some(&school.id), BATCHES).await?;
    // One that is not answered stays in sight, however old it is.
    let newest: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    rows.extend(batches::open_besides(look.db(), &school.id, &newest, TASKS).await?);
    let batches = rows.iter().map(|row| batch_row(&zone, row)).collect();
    let rests = held_until(look).await?.map(|until| zone.words(instant(until)));
    let rests = rests.filter(|_| way == SevisWay::Transport).unwrap_or_default();
    Ok(BatchesView { way, lacks, rests, clean, tasks, more, batches })
}

/// A code as it came, with what it means.
fn in_words(answer: &str) -> String {
    let code = answer.split(' ').next().unwrap_or_default();
    match code {
        "" => String::new(),
        code => {
            let advice = advice(code);
            format!("{answer}: {}. {}", advice.means, advice.todo)
        }
    }
}

fn batch_row(zone: &Zone, row: &batch::Model) -> BatchRow {
    BatchRow {
        id: row.id.clone(),
        at: zone.words(instant(row.created_at)),
        state: row.state.0,
        answer: in_words(&row.answer),
        trouble: match row.tries {
            0 | 1 => row.trouble.clone(),
            n => format!("{} ({n} tries)", row.trouble),
        },
    }
}

/// A batch of the official's school.
async fn own(
    look: &Look,
    visit: &Visit,
    id: &str,
) -> Result<(batch::Model, school::Model), ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let found = batches::by_id(look.db(), id).await?;
    let found = found.filter(|batch| batch.school_id == school.id).ok_or(AppError::NotFound)?;
    Ok((found, school))
}

/// What a record changes.
fn what(changes: &[sevis_change::Model], id: &str) -> String {
    let change = changes.iter().find(|change| change.id == id);
    let event = change.and_then(|change| SevisEvent::from_code(&change.event));
    event.map_or("", SevisEvent::words).to_owned()
}

/// Whose it is: the record's page and the name.
fn student_of(
    changes: &[sevis_change::Model],
    people: &HashMap<String, student::Model>,
    id: &str,
) -> Option<(String, String)> {
    let change = changes.iter().find(|change| change.id == id)?;
    let student = people.get(&change.student_id)?;
    Some((student.id.clone(), full_name(student)))
}

/// One batch.
pub async fn view(look: &Look, visit: &Visit, id: &str) -> Result<BatchView, ServiceError> {
    let (row, school) = own(look, visit, id).await?;
    let all = records::of(look.db(), id).await?;
    let ids: Vec<String> = all.iter().map(|row| row.change.clone()).collect();
    let changes = sevis_changes::some(look.db(), &ids).await?;
    let ids: Vec<&str> = changes.iter().map(|row| row.student_id.as_str()).collect();
    let people = students::of(look.db(), &ids).await?;
    let record = |record: batch_record::Model| BatchRecordRow {
        what: what(&changes, &record.change),
        student: student_of(&changes, &people, &record.change),
        id: record.id,
        sevis_id: record.sevis_id,
        status: match record.status.as_str() {
            "" => "No answer yet",
            "confirmed" => "Confirmed by SEVIS",
            "contradicted" => "Answered twice, not the same",
            _ => "Not accepted",
        }
        .to_owned(),
        answer: in_words(&record.answer),
    };
    let records = all.into_iter().map(record).collect();
    let zone = Zone::of(&school.time_zone);
    let answer = |log: batch_log::Model| BatchAnswerRow {
        id: log.id,
        at: zone.words(instant(log.at)),
        by: log.read_by,
        hash: log.hash,
        bytes: log.bytes.len(),
    };
    Ok(BatchView {
        row: batch_row(&zone, &row),
        discards: may_discard(&school, &row),
        sender: (row.org, row.sevis_user),
        by: row.made_by,
        hash: row.hash,
        answers: logs::of(look.db(), id).await?.into_iter().map(answer).collect(),
        records,
    })
}

/// Whose records are in a batch.
async fn whose(look: &Look, batch: &str) -> Result<Vec<Subject>, ServiceError> {
    let all = records::of(look.db(), batch).await?;
    let ids: Vec<String> = all.into_iter().map(|row| row.change).collect();
    let changes = sevis_changes::some(look.db(), &ids).await?;
    Ok(changes.into_iter().map(|row| Subject::Student(row.student_id)).collect())
}

/// The file of a batch, as it is stored, and whose records are in it.
pub async fn file(
    look: &Look,
    visit: &Visit,
    id: &str,
) -> Result<(Vec<u8>, Vec<Subject>), ServiceError> {
    let batch = own(look, visit, id).await?.0;
    Ok((batch.xml, whose(look, &batch.id).await?))
}

/// An answer to a batch, as it came, and whose records are in it.
pub async fn answer_file(
    look: &Look,
    visit: &Visit,
    (batch, answer): (&str, &str),
) -> Result<(Vec<u8>, Vec<Subject>), ServiceError> {
    let (batch, _) = own(look, visit, batch).await?;
    let found = logs::of(look.db(), &batch.id).await?.into_iter().find(|log| log.id == answer);
    Ok((found.ok_or(AppError::NotFound)?.bytes, whose(look, &batch.id).await?))
}
