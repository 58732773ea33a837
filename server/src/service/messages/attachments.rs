//! Files of messages: kept when they arrive, sent when their message is accepted.

use super::super::error::ServiceError;
use super::super::files::{self, Judged, Of, shown};
use super::super::plans;
use super::super::visit::{Desk, guards, note_seen};
use super::reach::reach;
use crate::scope::{Look, Work};
use crate::store::attachments::{self, contents};
use crate::store::entity::{account, attachment};
use crate::store::messages;
use app::AppError;
use domain::attachment::{FileFault, MOST};
use domain::audit::{AuditAct, Subject};
use domain::fault::{FaultCode, Faults};

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
            attachments::remove_waiting(work.db(), &row.id).await?;
        } else {
            rows.push(row);
        }
    }
    let mut quota = files::quota(work, &account.id, rows.len()).await?;
    for (upload, kind) in enclosed.files.into_iter().zip(kinds) {
        match kind.and_then(|kind| quota.admit(upload.bytes.len()).map(|()| kind)) {
            Ok(kind) => {
                let of = Of::Thread(thread);
                rows.push(files::insert(work, &account.id, of, upload, kind).await?);
            }
            Err(why) => faults.add("files", FaultCode::File { name: shown(&upload), why }),
        }
    }
    if enclosed.cut_off {
        let name = "What you sent".to_owned();
        faults.add("files", FaultCode::File { name, why: FileFault::CutOff });
    }
    Ok(rows)
}

/// The files go along with the message, which is not called sent where one of them has gone meanwhile.
pub async fn send(
    work: &Work,
    files: &[attachment::Model],
    thread: &str,
    message: &str,
) -> Result<(), ServiceError> {
    let ids: Vec<&str> = files.iter().map(|file| file.id.as_str()).collect();
    let sent = attachments::send(work.db(), &ids, thread, message).await?;
    if sent == ids.len() as u64 { Ok(()) } else { Err(AppError::Busy(1).into()) }
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

/// A file for those who may read its message or its plan. What the help team or an official opens is written down
/// first.
pub async fn open(desk: &Desk, id: &str) -> Result<Readable, ServiceError> {
    let look = desk.look();
    let row = attachments::by_id(look.db(), id).await?;
    let plan = row.as_ref().and_then(|row| row.plan.as_deref());
    let seen = match plan {
        Some(plan) => plans::reads_paper(&look, &desk.visit, plan).await?,
        None => reads_message(&look, desk, row.as_ref()).await?,
    };
    let row = row.ok_or(AppError::NotFound)?;
    if !files::is_ready(&row) {
        return Err(AppError::NotFound.into());
    }
    if let Some(subject) = seen {
        note_seen(desk.work().await?, &desk.visit, AuditAct::FileOpened, vec![subject]).await?;
    }
    Ok(Readable { id: row.id, name: row.name, size: row.size })
}

/// Whether a file of a message may be read, and if the help team reads it, whose it is.
async fn reads_message(
    look: &Look,
    desk: &Desk,
    row: Option<&attachment::Model>,
) -> Result<Option<Subject>, ServiceError> {
    let (account, help) = guards::writer(look, &desk.visit).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let Some(message_id) = &row.message_id else {
        // One that still waits for its message is its sender's alone.
        let own = row.account_id == account.id;
        return if own { Ok(None) } else { Err(AppError::NotFound.into()) };
    };
    let message = messages::by_id(look.db(), message_id).await?.ok_or(AppError::NotFound)?;
    let holder = reach(look, &message.thread_id, &account, help).await?.account_id;
    Ok(help.then_some(Subject::Account(holder)))
}

/// A piece of an opened file, from this byte on; empty at its end.
pub async fn piece(look: &Look, id: &str, from: i32, most: i32) -> Result<Vec<u8>, ServiceError> {
    Ok(contents::piece(look.db(), id, from, most).await?)
}
