//! Files of messages: kept when they arrive, sent when their message is accepted, scanned by a job.

use super::messages::reach;
use super::{Desk, Fail};
use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::id;
use crate::store::entity::{account, attachment, content, message};
use app::AppError;
use app::wire::{Enclosed, FileView, Upload};
use domain::attachment::{FileFault, FileKind, MOST, inspect, name};
use domain::fault::{FaultCode, Faults};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use time::Duration;

/// How long a file waits for its message.
pub const WAITS: Duration = Duration::hours(24);
/// Most files of one account within a day.
const A_DAY: u64 = 60;
/// Most bytes of all files of one account.
const ALL_BYTES: i64 = 300_000_000;

domain::named_codes! {
    /// What the virus scan says.
    Scan {
        /// Nothing yet.
        Waiting = "waiting", "Being checked for viruses. It can be saved in a moment.";
        /// Nothing was found.
        Clean = "clean", "Checked for viruses.";
        /// There is no scanner.
        Unscanned = "unscanned", "Not checked for viruses: open it with care.";
        /// Something was found; the bytes are gone.
        Infected = "infected", "A virus was found in it, so it was thrown away.";
    }
}

/// A size as people say it.
fn size(bytes: i64) -> String {
    match bytes {
        0..=99_999 => format!("{} KB", bytes.div_euclid(1000).max(1)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// A file as it is shown to its sender, who knows where it comes from, or to the other side.
pub fn view(row: &attachment::Model, own: bool) -> FileView {
    let scan = Scan::from_code(&row.scan).unwrap_or(Scan::Waiting);
    FileView {
        id: row.id.clone(),
        name: row.name.clone(),
        size: size(row.size),
        ready: matches!(scan, Scan::Clean | Scan::Unscanned),
        scan: if own && scan == Scan::Unscanned { "" } else { scan.words() }.to_owned(),
    }
}

/// Files of an account that wait for a message of this conversation.
pub async fn waiting(
    db: &impl ConnectionTrait,
    account: &account::Model,
    thread: &str,
) -> Result<Vec<attachment::Model>, DbErr> {
    attachment::Entity::find()
        .filter(attachment::Column::AccountId.eq(&account.id))
        .filter(attachment::Column::Thread.eq(thread))
        .filter(attachment::Column::MessageId.is_null())
        .order_by_asc(attachment::Column::Id)
        .all(db)
        .await
}

/// Removes a file and what is in it.
pub async fn remove(db: &impl ConnectionTrait, id: &str) -> Result<(), DbErr> {
    content::Entity::delete_by_id(id).exec(db).await?;
    attachment::Entity::delete_by_id(id).exec(db).await.map(drop)
}

/// A file's name as it can be shown in a sentence.
fn shown(upload: &Upload) -> String {
    let name = upload.name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// What each file is, or why it is not taken.
pub type Judged = Vec<Result<FileKind, FileFault>>;

/// Looks at what came.
pub fn judge(enclosed: &Enclosed) -> Judged {
    enclosed.files.iter().map(|upload| inspect(&upload.bytes)).collect()
}

/// Drops what is not to go along and keeps what came, until the message is accepted. Gives the
/// rows that wait now.
pub async fn keep(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
    thread: &str,
    (enclosed, judged): (&Enclosed, Judged),
    faults: &mut Faults,
) -> Result<Vec<attachment::Model>, DbErr> {
    let mut rows = Vec::new();
    for row in waiting(tx, account, thread).await? {
        if enclosed.left_out.contains(&row.id) {
            remove(tx, &row.id).await?;
        } else {
            rows.push(row);
        }
    }
    let since = millis(portal.now() - Duration::days(1));
    let today = attachment::Entity::find()
        .filter(attachment::Column::AccountId.eq(&account.id))
        .filter(attachment::Column::CreatedAt.gt(since))
        .count(tx)
        .await?;
    let kept: Option<i64> = attachment::Entity::find()
        .select_only()
        .column_as(
            sea_orm::sea_query::ExprTrait::cast_as(attachment::Column::Size.sum(), "bigint"),
            "size",
        )
        .filter(attachment::Column::AccountId.eq(&account.id))
        .into_tuple()
        .one(tx)
        .await?
        .flatten();
    let mut room = MOST.saturating_sub(rows.len());
    let mut left = A_DAY.saturating_sub(today);
    let mut bytes_left = ALL_BYTES - kept.unwrap_or(0);
    for (upload, kind) in enclosed.files.iter().zip(judged) {
        let size = i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX);
        let kind = kind.and_then(|kind| match () {
            () if room == 0 => Err(FileFault::TooMany),
            () if left == 0 => Err(FileFault::EnoughToday),
            () if size > bytes_left => Err(FileFault::Full),
            () => Ok(kind),
        });
        let kind = match kind {
            Ok(kind) => kind,
            Err(why) => {
                faults.add("files", FaultCode::File { name: shown(upload), why });
                continue;
            }
        };
        (room, left, bytes_left) = (room - 1, left - 1, bytes_left - size);
        let scan = if portal.scan.is_some() { Scan::Waiting } else { Scan::Unscanned };
        let id = id();
        content::Entity::insert(content::ActiveModel {
            id: Set(id.clone()),
            bytes: Set(upload.bytes.clone()),
        })
        .exec_without_returning(tx)
        .await?;
        let row = attachment::ActiveModel {
            id: Set(id),
            account_id: Set(account.id.clone()),
            thread: Set(thread.to_owned()),
            message_id: Set(None),
            name: Set(name(&upload.name, kind)),
            size: Set(size),
            scan: Set(scan.code().to_owned()),
            created_at: Set(millis(portal.now())),
        }
        .insert(tx)
        .await?;
        rows.push(row);
    }
    if enclosed.cut_off {
        let name = "What you sent".to_owned();
        faults.add("files", FaultCode::File { name, why: FileFault::CutOff });
    }
    Ok(rows)
}

impl Desk {
    /// A file's name and bytes, for those who may read its message, once it may be had.
    pub(crate) async fn file(&self, id: &str) -> Result<(String, Vec<u8>), Fail> {
        let db = self.portal.store.db();
        let (account, help) = self.writer().await?;
        let row = attachment::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)?;
        // One that still waits for its message is its sender's alone.
        if let Some(message_id) = &row.message_id {
            let message = message::Entity::find_by_id(message_id).one(db).await?;
            let thread_id = message.ok_or(AppError::NotFound)?.thread_id;
            reach(db, &thread_id, &account, help, false).await?;
        } else if row.account_id != account.id {
            return Err(AppError::NotFound.into());
        }
        if !view(&row, true).ready {
            return Err(AppError::NotFound.into());
        }
        let content = content::Entity::find_by_id(id).one(db).await?.ok_or(AppError::NotFound)?;
        Ok((row.name, content.bytes))
    }
}
