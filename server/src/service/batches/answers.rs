//! What SEVIS answered: matched record by record, noted once, and nothing claimed that it does not say.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, write_json};
use crate::scope::Work;
use crate::secret::{id, sha256_hex};
use crate::sevis::log::{Log, LogRecord, read as read_log};
use crate::sevis::payload::Payload;
use crate::store::batches::{self, logs, records};
use crate::store::code::Code;
use crate::store::entity::{account, batch, batch_log, batch_record, sevis_change};
use crate::store::{employers, sevis_changes};
use domain::audit::AuditAct;
use domain::sevis_state::{BatchState, SevisState};

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

/// Codes by which a whole file is not taken, and none of its records.
const REJECTED: [&str; 5] = ["S0002", "S0003", "S0011", "S0012", "S0013"];

/// Reads a log. `Err` of the inside is a sentence's end: nothing of it was noted.
pub async fn read(
    work: Work,
    bytes: &[u8],
    school: Option<&str>,
    by: Option<&account::Model>,
) -> Result<Result<Counts, String>, ServiceError> {
    let log = match read_log(bytes) {
        Ok(log) => log,
        Err(why) => return Ok(Err(why)),
    };
    let name = log.batch.trim();
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
    let counts = note(&work, &log, batch.clone()).await?;
    keep(&work, bytes, &batch, by).await?;
    work.commit().await?;
    Ok(Ok(counts))
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

async fn note(work: &Work, log: &Log, batch: batch::Model) -> Result<Counts, ServiceError> {
    let whole = [&log.process, &log.upload, &log.download];
    let whole = whole.into_iter().find(|code| !matches!(code.as_str(), "" | "S0000"));
    let mut counts = Counts {
        batch: batch.id.clone(),
        whole: whole.cloned().unwrap_or_default(),
        ..Counts::default()
    };
    let mut rows = records::of(work.db(), &batch.id).await?;
    // What a file that was not taken is said to have brought about is not believed: its changes have
    // gone on with another one.
    let void = batch.state == BatchState::Rejected;
    for answer in &log.records {
        let fits = |row: &&mut batch_record::Model| {
            !void
                && row.id == answer.request
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
    counts.refused = of(REFUSED);
    counts.unanswered = of("");
    let nothing_yet = counts.confirmed + counts.refused == 0;
    let rejected = nothing_yet && REJECTED.contains(&log.upload.as_str());
    if rejected && batch.state != BatchState::Rejected {
        counts.changed = true;
        for row in &rows {
            sevis_changes::unlock(work.db(), &row.change, &row.id).await?;
        }
    }
    let state = match (rejected || batch.state == BatchState::Rejected, counts.unanswered) {
        (true, _) => BatchState::Rejected,
        (false, 0) => BatchState::Answered,
        (false, n) if n < rows.len() => BatchState::Partly,
        _ => BatchState::Exported,
    };
    let answer = if counts.whole.is_empty() { batch.answer.clone() } else { counts.whole.clone() };
    if state != batch.state.0 || answer != batch.answer {
        batches::update(work.db(), batch::Model { state: Code(state), answer, ..batch }).await?;
    }
    Ok(counts)
}

const CONFIRMED: &str = "confirmed";
const REFUSED: &str = "refused";

/// Notes the answer to a record; one that was answered before keeps its answer.
async fn record(
    work: &Work,
    answer: &LogRecord,
    row: &mut batch_record::Model,
    counts: &mut Counts,
) -> Result<(), ServiceError> {
    if !row.status.is_empty() {
        let same = (row.status == CONFIRMED) == answer.taken;
        if !same {
            counts.unmatched.push(answer.request.clone());
        }
        return Ok(());
    }
    counts.changed = true;
    row.status = (if answer.taken { CONFIRMED } else { REFUSED }).to_owned();
    row.answer = format!("{} {}", answer.code, answer.message).trim().to_owned();
    records::update(work.db(), row.clone()).await?;
    let Some(change) = sevis_changes::lock(work.db(), &row.change).await? else {
        return Ok(());
    };
    // A change that went with another batch since is that one's to answer.
    if change.request_id != row.id || change.state != SevisState::Sent {
        return Ok(());
    }
    let state = if answer.taken { SevisState::Confirmed } else { SevisState::Refused };
    let corrected = match answer.corrected.is_empty() {
        true => String::new(),
        false => write_json("corrected", &answer.corrected)?,
    };
    let change = sevis_change::Model {
        state: Code(state),
        answer: row.answer.clone(),
        settled_at: Some(work.at()),
        corrected,
        ..change
    };
    sevis_changes::update(work.db(), change.clone()).await?;
    if answer.taken {
        known_to_sevis(work, &change).await?;
    }
    Ok(())
}

/// From now on SEVIS knows the job by the name and start it was told.
pub(super) async fn known_to_sevis(
    work: &Work,
    change: &sevis_change::Model,
) -> Result<(), ServiceError> {
    let payload: Payload = super::super::error::read_json("payload", &change.payload)?;
    let (Payload::Employer(job), Some(id)) = (payload, &change.employer_id) else {
        return Ok(());
    };
    let start = domain::date::parse_iso(&job.employer.start).ok().flatten();
    Ok(employers::set_key(work.db(), id, &job.employer.name, start).await?)
}
