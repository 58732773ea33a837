//! Files of messages: kept when they arrive, sent when their message is accepted, scanned by a job.

use super::super::error::ServiceError;
use super::super::visit::{Desk, guards, note_seen};
use super::reach::reach;
use crate::scope::{Look, Work};
use crate::secret::id;
use crate::store::attachments::{self, contents};
use crate::store::code::Code;
use crate::store::entity::{account, attachment};
use crate::store::messages;
use app::AppError;
use app::wire::{Enclosed, FileView, Upload};
use domain::attachment::{FileFault, FileKind, MOST, Quota, Scan, inspect, name};
use domain::audit::{AuditAct, Subject};
use domain::fault::{FaultCode, Faults};
use time::Duration;

/// A size as people say it.
fn size(bytes: i64) -> String {
    match bytes {
        0..=99_999 => format!("{} KB", bytes.div_euclid(1000).max(1)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// A file as it is shown to its sender, who knows where it comes from, or to the other side.
pub fn view(row: &attachment::Model, own: bool) -> FileView {
    let scan = row.scan.0;
    FileView {
        id: row.id.clone(),
        name: row.name.clone(),
        size: size(row.size),
        ready: matches!(scan, Scan::Clean | Scan::Unscanned),
        scan: if own && scan == Scan::Unscanned { "" } else { scan.words() }.to_owned(),
    }
}

/// A file's name as it can be shown in a sentence.
fn shown(upload: &Upload) -> String {
    let name = upload.name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// What came, and what each file is, or why it is not taken.
pub struct Judged {
    enclosed: Enclosed,
    kinds: Vec<Result<FileKind, FileFault>>,
}

/// Looks at what came; no transaction is open while it does.
pub fn judge(enclosed: Enclosed) -> Judged {
    let kinds = enclosed.files.iter().map(|upload| inspect(&upload.bytes)).collect();
    Judged { enclosed, kinds }
}

/// How much room this account has for files, besides those that wait here already.
async fn quota(
    work: &Work,
    account: &account::Model,
    waiting: usize,
) -> Result<Quota, ServiceError> {
    let since = work.ago(Duration::days(1));
    let today = attachments::count_since(work.db(), &account.id, since).await?;
    let kept = attachments::bytes_of(work.db(), &account.id).await?;
    Ok(Quota::new(waiting, today, kept))
}

/// Drops what is not to go along and keeps what came, until the message is accepted. Returns the
/// rows that wait now.
pub async fn keep(
    work: &Work,
    account: &account::Model,
    thread: &str,
    Judged { enclosed, kinds }: Judged,
    faults: &mut Faults,
) -> Result<Vec<attachment::Model>, ServiceError> {
    let mut rows = Vec::with_capacity(MOST);
    for row in attachments::waiting(work.db(), &account.id, thread).await? {
        if enclosed.left_out.contains(&row.id) {
            attachments::remove(work.db(), &row.id).await?;
        } else {
            rows.push(row);
        }
    }
    let mut quota = quota(work, account, rows.len()).await?;
    for (upload, kind) in enclosed.files.into_iter().zip(kinds) {
        match kind.and_then(|kind| quota.admit(upload.bytes.len()).map(|()| kind)) {
            Ok(kind) => rows.push(insert(work, account, thread, upload, kind).await?),
            Err(why) => faults.add("files", FaultCode::File { name: shown(&upload), why }),
        }
    }
    if enclosed.cut_off {
        let name = "What you sent".to_owned();
        faults.add("files", FaultCode::File { name, why: FileFault::CutOff });
    }
    Ok(rows)
}

async fn insert(
    work: &Work,
    account: &account::Model,
    thread: &str,
    upload: Upload,
    kind: FileKind,
) -> Result<attachment::Model, ServiceError> {
    let scanned = work.config.scan_url.is_some();
    let row = attachment::Model {
        id: id(),
        account_id: account.id.clone(),
        thread: thread.to_owned(),
        message_id: None,
        name: name(&upload.name, kind),
        size: i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX),
        scan: Code(if scanned { Scan::Waiting } else { Scan::Unscanned }),
        created_at: work.at(),
    };
    attachments::insert(work.db(), row.clone(), upload.bytes).await?;
    Ok(row)
}

/// A file that somebody may read, once it may be had.
pub struct Readable {
    /// Identity.
    pub id: String,
    /// Its name.
    pub name: String,
    /// In bytes.
    pub size: i64,
}

/// A file for those who may read its message. What the help team opens is written down first.
pub async fn open(desk: &Desk, id: &str) -> Result<Readable, ServiceError> {
    let look = desk.look();
    let (account, help) = guards::writer(&look, &desk.visit).await?;
    let row = attachments::by_id(look.db(), id).await?.ok_or(AppError::NotFound)?;
    // One that still waits for its message is its sender's alone.
    let mut holder = None;
    if let Some(message_id) = &row.message_id {
        let message = messages::by_id(look.db(), message_id).await?.ok_or(AppError::NotFound)?;
        holder = Some(reach(&look, &message.thread_id, &account, help).await?.account_id);
    } else if row.account_id != account.id {
        return Err(AppError::NotFound.into());
    }
    if !view(&row, true).ready {
        return Err(AppError::NotFound.into());
    }
    if let Some(holder) = holder.filter(|_| help) {
        let subjects = vec![Subject::Account(holder)];
        note_seen(desk.work().await?, &desk.visit, AuditAct::FileOpened, subjects).await?;
    }
    Ok(Readable { id: row.id, name: row.name, size: row.size })
}

/// A piece of an opened file, from this byte on; empty at its end.
pub async fn piece(look: &Look, id: &str, from: i32, most: i32) -> Result<Vec<u8>, ServiceError> {
    Ok(contents::piece(look.db(), id, from, most).await?)
}
