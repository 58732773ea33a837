//! Keeps a file, within what an account may keep.

use super::super::error::ServiceError;
use crate::scope::Work;
use crate::secret::id;
use crate::store::attachments;
use crate::store::code::Code;
use crate::store::entity::attachment;
use app::wire::Upload;
use domain::attachment::{FileKind, Quota, Scan, name};
use time::Duration;

/// To what a file belongs.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// A message of this conversation that is not accepted yet; empty for a new conversation.
    Thread(&'a str),
    /// This version of a training plan.
    Plan(&'a str),
}

/// How much room this account has for files, besides `waiting` ones that come along.
pub async fn quota(work: &Work, account: &str, waiting: usize) -> Result<Quota, ServiceError> {
    let since = work.ago(Duration::days(1));
    let today = attachments::count_since(work.db(), account, since).await?;
    let kept = attachments::bytes_of(work.db(), account).await?;
    Ok(Quota::new(waiting, today, kept))
}

/// Keeps a file.
pub async fn insert(
    work: &Work,
    account: &str,
    of: Of<'_>,
    upload: Upload,
    kind: FileKind,
) -> Result<attachment::Model, ServiceError> {
    let scanned = work.config.scan_url.is_some();
    let (thread, plan) = match of {
        Of::Thread(thread) => (thread.to_owned(), None),
        Of::Plan(plan) => (String::new(), Some(plan.to_owned())),
    };
    let row = attachment::Model {
        id: id(),
        account_id: account.to_owned(),
        thread,
        message_id: None,
        plan,
        name: name(&upload.name, kind),
        size: i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX),
        scan: Code(if scanned { Scan::Waiting } else { Scan::Unscanned }),
        created_at: work.at(),
    };
    attachments::insert(work.db(), row.clone(), upload.bytes).await?;
    Ok(row)
}
