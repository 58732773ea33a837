//! The next batch: its bytes, their hash and its number are stored, and its changes locked, in one
//! transaction, before anything leaves.

use super::super::audit::{self, Entry as AuditEntry};
use super::super::error::{ServiceError, write_json};
use super::identity::{self, Lacking};
use super::next::{Due, Waiting, due};
use crate::scope::Work;
use crate::secret::{drawn, sha256_hex};
use crate::sevis::BATCH_SIZE;
use crate::sevis::write::{Entry, Header, file};
use crate::store::batches::{self, records};
use crate::store::code::Code;
use crate::store::entity::{account, batch, batch_record, school};
use crate::store::{rehearsal, schools, sevis_changes};
use domain::audit::AuditAct;
use domain::receipt_code::ALPHABET;
use domain::sevis_id::SevisId;
use domain::sevis_state::{BatchState, SevisState, SevisWay};

/// A batch that was made.
pub struct Exported {
    /// Its `BatchID`.
    pub batch: String,
    /// Its file.
    pub xml: Vec<u8>,
    /// Changes in it.
    pub changes: usize,
    /// Changes that were held back.
    pub held: usize,
}

/// Why there is no batch.
pub enum NothingDue {
    /// No change waits.
    Nothing,
    /// Every change that waits is held back.
    AllHeld(usize),
    /// The school passes changes on in another way.
    OtherWay(SevisWay),
    /// The school lacks something.
    Lacking(Lacking),
}

/// Fourteen characters, unique for ever: drawn, not counted, since a database that is restored would count the same again, and SEVIS
/// takes a number that it has seen for the file that it has.
fn batch_id() -> String {
    format!("FH{}", drawn::<12>(ALPHABET))
}

/// Twenty characters, unique for ever.
fn request_id() -> String {
    drawn::<20>(ALPHABET)
}

/// The change once more, in ten characters.
fn witness(change: &str) -> String {
    let bare: String = change.chars().filter(char::is_ascii_alphanumeric).collect();
    bare[bare.len().saturating_sub(10)..].to_ascii_uppercase()
}

/// Makes the next batch of a school.
pub async fn export(
    work: Work,
    school: &str,
    by: Option<&account::Model>,
) -> Result<Result<Exported, NothingDue>, ServiceError> {
    let missing = || ServiceError::Internal("school: gone".into());
    // One batch at a time.
    let school = schools::lock(work.db(), school).await?.ok_or_else(missing)?;
    if !school.sevis_way.0.has_batches() {
        return Ok(Err(NothingDue::OtherWay(school.sevis_way.0)));
    }
    let (org, user) = match identity::of(&work, &school) {
        Ok(known) => known,
        Err(lacking) => return Ok(Err(NothingDue::Lacking(lacking))),
    };
    // What a rehearsal took while the school was leaving it.
    rehearsal::leave(work.db(), &school.id).await?;
    if !school.review_first {
        // What was written while the school stopped checking first.
        sevis_changes::let_all_go(work.db(), &school.id).await?;
    }
    let most = usize::try_from(BATCH_SIZE).unwrap_or(250);
    let Waiting { due: all, superseded } = due(&work, &school, most).await?;
    let (mut clean, held): (Vec<Due>, Vec<Due>) =
        all.into_iter().partition(|due| due.held.is_empty());
    for id in &superseded {
        sevis_changes::supersede(work.db(), id, work.at()).await?;
    }
    // What an official has noted as done by hand since it was looked at does not leave.
    clean = still_waiting(&work, clean).await?;
    for due in &held {
        sevis_changes::hold(work.db(), &due.change.id, &write_json("held", &due.held)?).await?;
    }
    if clean.is_empty() {
        let nothing = match held.len() {
            0 => NothingDue::Nothing,
            n => NothingDue::AllHeld(n),
        };
        work.commit().await?;
        return Ok(Err(nothing));
    }
    let header = Header { batch: batch_id(), org, user };
    let exported = write(&work, &school, header, (clean, held.len()), by).await?;
    work.ring(|bells| &bells.transport);
    work.commit().await?;
    tracing::info!(batch = %exported.batch, changes = exported.changes, "batch made");
    Ok(Ok(exported))
}

/// Those that still wait, kept from others until the batch is made; in the order of their students, as
/// whoever reads an answer keeps them.
async fn still_waiting(work: &Work, mut clean: Vec<Due>) -> Result<Vec<Due>, ServiceError> {
    clean.sort_by(|a, b| a.student.id.cmp(&b.student.id));
    let mut kept = Vec::with_capacity(clean.len());
    for due in clean {
        let row = sevis_changes::lock(work.db(), &due.change.id).await?;
        if row.is_some_and(|row| row.state == SevisState::Queued) {
            kept.push(due);
        }
    }
    kept.sort_by(|a, b| {
        (a.change.created_at, &a.change.id).cmp(&(b.change.created_at, &b.change.id))
    });
    Ok(kept)
}

async fn write(
    work: &Work,
    school: &school::Model,
    header: Header,
    (clean, held): (Vec<Due>, usize),
    by: Option<&account::Model>,
) -> Result<Exported, ServiceError> {
    let mut entries = Vec::with_capacity(clean.len());
    let mut rows = Vec::with_capacity(clean.len());
    let mut changes = Vec::with_capacity(clean.len());
    for due in clean {
        let (request, witness) = (request_id(), witness(&due.change.id));
        let unreadable = || ServiceError::Internal("a SEVIS ID that is none".into());
        let sevis_id = SevisId::parse(&due.student.sevis_id).ok().flatten();
        rows.push(batch_record::Model {
            id: request.clone(),
            batch: header.batch.clone(),
            change: due.change.id.clone(),
            sevis_id: due.student.sevis_id,
            witness: witness.clone(),
            status: String::new(),
            answer: String::new(),
        });
        changes.push((due.change, request.clone()));
        entries.push(Entry {
            request,
            witness,
            sevis_id: sevis_id.ok_or_else(unreadable)?,
            event: due.event,
            payload: due.payload,
            key: due.key,
        });
    }
    let failed = |error| ServiceError::Internal(format!("batch: {error}"));
    let xml = file(&header, &entries).map_err(failed)?;
    let row = frozen(work, school, &header, &xml, by);
    batches::insert(work.db(), row).await?;
    for row in rows {
        records::insert(work.db(), row).await?;
    }
    for (change, request) in &changes {
        if !sevis_changes::lock_into(work.db(), change, &header.batch, request).await? {
            return Err(ServiceError::Internal("batch: a change is gone".into()));
        }
    }
    note(work, &school.id, &header.batch, by).await?;
    Ok(Exported { batch: header.batch, xml, changes: changes.len(), held })
}

/// A batch as it will leave.
fn frozen(
    work: &Work,
    school: &school::Model,
    header: &Header,
    xml: &[u8],
    by: Option<&account::Model>,
) -> batch::Model {
    batch::Model {
        id: header.batch.clone(),
        school_id: school.id.clone(),
        org: header.org.clone(),
        sevis_user: header.user.clone(),
        state: Code(BatchState::Exported),
        created_at: work.at(),
        made_by: by.map(|by| by.name.clone()).unwrap_or_default(),
        hash: sha256_hex(xml),
        xml: xml.to_vec(),
        answer: String::new(),
        tries: 0,
        next_at: work.at(),
        trouble: String::new(),
    }
}

/// Writes down who made it.
async fn note(
    work: &Work,
    school: &str,
    batch: &str,
    by: Option<&account::Model>,
) -> Result<(), ServiceError> {
    let act = AuditAct::BatchMade;
    match by {
        Some(by) => {
            let entry = AuditEntry::of(by, act, Vec::new());
            audit::write(work, entry.changed("", batch)).await
        }
        None => audit::by_command(work, act, Some(school), Vec::new(), batch.to_owned()).await,
    }
}
