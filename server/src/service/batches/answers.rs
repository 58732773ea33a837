//! Reads SEVIS's answers: matches them to the batch record by record, notes each once, and infers nothing beyond them.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, write_json};
use super::super::record::delete_there;
use super::back::{is_rejection, let_wait, was_processed, went};
use super::later::{is_replaced, later, none_told, supersede_refused};
use crate::scope::Work;
use crate::secret::{id, sha256_hex};
use crate::sevis::log::{Log, LogRecord};
use crate::sevis::payload::{Payload, SevisEvent};
use crate::store::batches::{self, logs, records};
use crate::store::code::Code;
use crate::store::entity::{account, batch, batch_log, batch_record, sevis_change};
use crate::store::{employers, sevis_changes, students};
use domain::audit::AuditAct;
use domain::sevis_state::{BatchState, SevisState};
use std::collections::BTreeSet;

/// What a log says of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The batch.
    pub batch: String,
    /// Taken.
    pub confirmed: usize,
    /// Not taken.
    pub refused: usize,
    /// Records of the log that are none of the batch.
    pub unmatched: Vec<String>,
    /// Records of the batch that the log does not answer.
    pub unanswered: usize,
    /// Something was noted that was not noted before.
    pub changed: bool,
    /// What the log says of the whole, as a code; empty for nothing.
    pub whole: String,
}

/// True for a log that refuses the whole file: as it came in, or before any of its records was looked at.
pub(super) fn refuses(log: &Log) -> bool {
    is_rejection(&log.upload) || (log.records.is_empty() && is_rejection(&log.process))
}

/// Notes what a log says that was read before the transaction began. The inner `Err` is the end of a sentence for the official;
/// in that case nothing was noted.
pub async fn read(
    work: Work,
    (log, bytes): (&Log, &[u8]),
    school: Option<&str>,
    by: Option<&account::Model>,
) -> Result<Result<Counts, String>, ServiceError> {
    let name = bare(&log.batch);
    let found = batches::lock(work.db(), name).await?;
    let found = found.filter(|batch| school.is_none_or(|school| batch.school_id == school));
    let batch = match found {
        Some(batch) => batch,
        None if name.is_empty() => return Ok(Err("does not say which batch it answers".into())),
        None => return Ok(Err(format!("answers the batch {name}, which was not made here"))),
    };
    if !log.org.is_empty() && log.org != batch.org {
        return Ok(Err(format!("is of the organization {}, the batch of {}", log.org, batch.org)));
    }
    if log.test {
        let why = "is of a test system, which confirms nothing of production";
        return Ok(Err(why.into()));
    }
    let counts = take(&work, (log, bytes), batch, (by, false)).await?;
    work.commit().await?;
    Ok(Ok(counts))
}

/// A `BatchID` as it was sent: some logs fill it up with hyphens.
pub(super) fn bare(id: &str) -> &str {
    id.trim().trim_end_matches('-')
}

/// Notes what a log says of a locked batch: who brought it, or that the portal has asked for it. What was
/// asked for and says nothing new is not kept.
pub(super) async fn take(
    work: &Work,
    (log, bytes): (&Log, &[u8]),
    batch: batch::Model,
    (by, asked): (Option<&account::Model>, bool),
) -> Result<Counts, ServiceError> {
    let records = records::of(work.db(), &batch.id).await?;
    students_of(work, &records).await?;
    let counts = note(work, log, batch.clone(), records, asked).await?;
    if counts.changed || !asked {
        keep(work, bytes, &batch, by).await?;
    }
    Ok(counts)
}

/// Keeps the bytes, and writes down who brought them.
async fn keep(
    work: &Work,
    bytes: &[u8],
    batch: &batch::Model,
    by: Option<&account::Model>,
) -> Result<(), ServiceError> {
    let hash = sha256_hex(bytes);
    if logs::is_known(work.db(), &batch.id, &hash).await? {
        return Ok(());
    }
    let row = batch_log::Model {
        id: id(),
        batch: batch.id.clone(),
        at: work.at(),
        read_by: by.map(|by| by.name.clone()).unwrap_or_default(),
        hash,
        bytes: bytes.to_vec(),
    };
    logs::insert(work.db(), row).await?;
    let act = AuditAct::BatchAnswered;
    match by {
        Some(by) => {
            let entry = Entry::of(by, act, Vec::new());
            audit::write(work, entry.changed("", &*batch.id)).await
        }
        None => {
            let school = Some(batch.school_id.as_str());
            audit::by_command(work, act, school, Vec::new(), batch.id.clone()).await
        }
    }
}

/// Keeps the students of a batch from others, and then its changes, in one order, before anything of theirs
/// is noted.
pub(super) async fn students_of(
    work: &Work,
    rows: &[batch_record::Model],
) -> Result<(), ServiceError> {
    let ids: Vec<String> = rows.iter().map(|row| row.change.clone()).collect();
    let changes = sevis_changes::some(work.db(), &ids).await?;
    let order: BTreeSet<(String, String)> =
        changes.into_iter().map(|row| (row.student_id, row.id)).collect();
    let students: BTreeSet<&String> = order.iter().map(|(student, _)| student).collect();
    for student in students {
        students::lock(work.db(), student).await?;
    }
    for (_, change) in &order {
        sevis_changes::lock(work.db(), change).await?;
    }
    Ok(())
}

async fn note(
    work: &Work,
    log: &Log,
    batch: batch::Model,
    mut rows: Vec<batch_record::Model>,
    asked: bool,
) -> Result<Counts, ServiceError> {
    let whole = [&log.process, &log.upload, &log.download];
    let whole = whole.into_iter().find(|code| !matches!(code.as_str(), "" | "S0000"));
    let mut counts = Counts {
        batch: batch.id.clone(),
        whole: whole.cloned().unwrap_or_default(),
        ..Counts::default()
    };
    for answer in &log.records {
        let fits = |row: &&mut batch_record::Model| {
            row.id == answer.request
                && (answer.sevis_id.is_empty() || answer.sevis_id == row.sevis_id)
                && (answer.witness.is_empty() || answer.witness == row.witness)
        };
        match rows.iter_mut().find(fits) {
            Some(row) => record(work, answer, row, &mut counts).await?,
            None => counts.unmatched.push(answer.request.clone()),
        }
    }
    let of = |status: &str| rows.iter().filter(|row| row.status == status).count();
    counts.confirmed = of(CONFIRMED);
    counts.refused = of(REFUSED) + of(CONTRADICTED);
    counts.unanswered = of("");
    let nothing_yet = counts.confirmed + counts.refused == 0;
    // "Uploaded twice" is said of an upload; what is refused as it is processed was taken before.
    let waits = may_be_refused(batch.state.0, asked || is_rejection(&log.process));
    let has = matches!(log.upload.as_str(), "S0000" | "S0010");
    let rejected = nothing_yet && waits && refuses(log);
    if rejected && batch.state != BatchState::Rejected {
        counts.changed = true;
        let_wait(work, &batch.school_id, &rows).await?;
    }
    let set_aside = matches!(batch.state.0, BatchState::Rejected | BatchState::Discarded);
    let comes = has && set_aside && !refuses(log);
    let processed = set_aside && was_processed(work, &batch.id).await?;
    let after_all = comes && !processed && went(work, &rows).await?;
    counts.changed |= after_all;
    let state = match counts.unanswered {
        0 => BatchState::Answered,
        n if n < rows.len() => BatchState::Partly,
        _ if rejected => BatchState::Rejected,
        _ if (has && waits && !processed) || after_all => BatchState::Taken,
        _ => batch.state.0,
    };
    // What was said before the records were answered does not hold any more.
    let answer = match (log.records.is_empty(), nothing_yet && !processed) {
        (true, false) => batch.answer.clone(),
        _ => counts.whole.clone(),
    };
    if state != batch.state.0 || answer != batch.answer {
        batches::update(work.db(), batch::Model { state: Code(state), answer, ..batch }).await?;
    }
    Ok(counts)
}

/// True for a batch whose file can be refused as a whole. If SEVIS already has the batch, a refusal only means that the
/// file was uploaded twice by hand: the batch is not sent again.
fn may_be_refused(state: BatchState, asked: bool) -> bool {
    match state {
        BatchState::Exported | BatchState::Sending | BatchState::Unknown | BatchState::Rejected => {
            true
        }
        BatchState::Taken => asked,
        BatchState::Partly | BatchState::Answered | BatchState::Discarded => false,
    }
}

const CONFIRMED: &str = "confirmed";
const REFUSED: &str = "refused";
/// Both, one after the other.
const CONTRADICTED: &str = "contradicted";

/// Notes the answer to a record; one that was answered before keeps its answer.
async fn record(
    work: &Work,
    answer: &LogRecord,
    row: &mut batch_record::Model,
    counts: &mut Counts,
) -> Result<(), ServiceError> {
    let Some(taken) = answer.taken else {
        return Ok(());
    };
    if !row.status.is_empty() {
        // Both were said by now: what is made of that is an official's, and no log that is read again says anything new.
        if row.status != CONTRADICTED && (row.status == CONFIRMED) != taken {
            counts.unmatched.push(answer.request.clone());
            contradicted(work, answer, row).await?;
            counts.changed = true;
            CONTRADICTED.clone_into(&mut row.status);
            row.answer = then(row, answer);
            records::update(work.db(), row.clone()).await?;
        }
        return Ok(());
    }
    let Some(change) = sevis_changes::lock(work.db(), &row.change).await? else {
        return Ok(());
    };
    if change.request_id != row.id {
        // The file of this record was refused, and the change went out in a later batch, whose answer counts.
        counts.unmatched.push(answer.request.clone());
        return Ok(());
    }
    counts.changed = true;
    row.status = (if taken { CONFIRMED } else { REFUSED }).to_owned();
    row.answer = format!("{} {}", answer.code, answer.message).trim().to_owned();
    records::update(work.db(), row.clone()).await?;
    if !takes_answer(change.state.0, taken) {
        return Ok(());
    }
    let state = if taken { SevisState::Confirmed } else { SevisState::Refused };
    settle(work, answer, row, sevis_change::Model { state: Code(state), ..change }).await
}

/// True for a change that takes an answer.
fn takes_answer(state: SevisState, taken: bool) -> bool {
    // One of a file that was not taken at first, and was taken after all, still waits, for a batch or for
    // the school's check, or a later one stands in its place. What an official has settled meanwhile stays
    // as they said.
    match state {
        SevisState::Sent | SevisState::Queued | SevisState::InReview => true,
        SevisState::Superseded => taken,
        SevisState::Confirmed
        | SevisState::Refused
        | SevisState::Conflict
        | SevisState::ByHand
        | SevisState::Rehearsed => false,
    }
}

/// Writes an answer to its change.
async fn settle(
    work: &Work,
    answer: &LogRecord,
    row: &batch_record::Model,
    change: sevis_change::Model,
) -> Result<(), ServiceError> {
    let corrected = match answer.corrected.is_empty() {
        true => String::new(),
        false => write_json("corrected", &answer.corrected)?,
    };
    let change = sevis_change::Model {
        answer: row.answer.clone(),
        settled_at: Some(work.at()),
        corrected,
        ..change
    };
    sevis_changes::update(work.db(), change.clone()).await?;
    let later = later(work, &change).await?;
    match (change.state == SevisState::Confirmed, none_told(&later)) {
        (true, true) => {
            known_to_sevis(work, &change).await?;
            supersede_refused(work, &change).await
        }
        // What was told of it since says under which name SEVIS has it.
        (true, false) => delete_there(work, &change).await,
        // SEVIS has a later one: whoever entered this one now would overwrite it.
        (false, false) if is_replaced(&change, &later)? => {
            Ok(sevis_changes::supersede(work.db(), &change.id, work.at()).await?)
        }
        (false, _) => Ok(()),
    }
}

/// What SEVIS said first, and what it says now.
fn then(row: &batch_record::Model, answer: &LogRecord) -> String {
    let now = format!("{} {}", answer.code, answer.message);
    format!("{}; then {}", row.answer, now.trim())
}

/// SEVIS contradicts its earlier answer: the change is a conflict until an official has looked it up in SEVIS. A change that an official has settled stays settled, and one that went into another batch is
/// answered by that batch.
async fn contradicted(
    work: &Work,
    answer: &LogRecord,
    row: &batch_record::Model,
) -> Result<(), ServiceError> {
    let Some(change) = sevis_changes::lock(work.db(), &row.change).await? else {
        return Ok(());
    };
    let settled =
        matches!(change.state.0, SevisState::ByHand | SevisState::Conflict | SevisState::Rehearsed);
    if change.request_id != row.id || settled {
        return Ok(());
    }
    let change = sevis_change::Model {
        state: Code(SevisState::Conflict),
        answer: then(row, answer),
        settled_at: Some(work.at()),
        ..change
    };
    Ok(sevis_changes::update(work.db(), change).await?)
}

/// From now on SEVIS knows the job by the name and start it was told, or not at all. The student is kept
/// from others: whoever writes the job has read this.
pub(super) async fn known_to_sevis(
    work: &Work,
    change: &sevis_change::Model,
) -> Result<(), ServiceError> {
    let payload: Payload = super::super::error::read_json("payload", &change.payload)?;
    let (Payload::Employer(job), Some(id)) = (payload, &change.employer_id) else {
        return Ok(());
    };
    if change.event == SevisEvent::EmployerDelete.code() {
        return Ok(employers::set_key(work.db(), id, "", None).await?);
    }
    let start = domain::date::parse_iso(&job.employer.start).ok().flatten();
    employers::set_key(work.db(), id, &job.employer.name, start).await?;
    delete_there(work, change).await
}
