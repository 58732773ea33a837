//! Lists of conversations.

use super::super::error::ServiceError;
use super::super::visit::{Visit, guards};
use crate::clock::utc_words;
use crate::scope::Look;
use crate::store::entity::{account, thread};
use crate::store::{accounts, messages, threads};
use app::AppError;
use app::wire::{MessagesView, QueueView, ThreadRow};
use domain::paging::pages;
use std::collections::HashMap;

/// Conversations on a page.
const PAGE: u64 = 25;

/// Of each conversation, whether the other side wrote after this one's mark.
pub(super) async fn unread(
    look: &Look,
    rows: &[thread::Model],
    help: bool,
) -> Result<HashMap<String, bool>, ServiceError> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let newest = messages::newest_from(look.db(), &ids, !help).await?;
    let is_unread = |row: &thread::Model| {
        let mark = if help { row.help_read_at } else { row.holder_read_at };
        (row.id.clone(), newest.get(&row.id).copied() > mark)
    };
    Ok(rows.iter().map(is_unread).collect())
}

/// A conversation in a list.
pub(super) fn row_view(
    row: &thread::Model,
    who: String,
    unread: &HashMap<String, bool>,
) -> ThreadRow {
    ThreadRow {
        id: row.id.clone(),
        subject: row.subject.clone(),
        who,
        at: utc_words(row.last_at),
        state: row.state.0,
        unread: unread.get(&row.id).copied().unwrap_or(false),
    }
}

/// A holder's conversations.
pub async fn own_threads(
    look: &Look,
    account: &account::Model,
) -> Result<MessagesView, ServiceError> {
    let rows = threads::of(look.db(), &account.id).await?;
    let unread = unread(look, &rows, false).await?;
    let threads = rows.iter().map(|row| row_view(row, String::new(), &unread)).collect();
    Ok(MessagesView { threads })
}

/// The page of a holder's conversations.
pub(super) async fn list(look: &Look, visit: &Visit) -> Result<MessagesView, ServiceError> {
    match guards::writer(look, visit).await? {
        (_, true) => Err(AppError::Elsewhere(app::Place::Queue).into()),
        (account, false) => own_threads(look, &account).await,
    }
}

/// Everybody's, for the help team; a page of them (the first is 1).
pub(super) async fn queue(
    look: &Look,
    visit: &Visit,
    page: u32,
) -> Result<QueueView, ServiceError> {
    guards::help_team(look, visit).await?;
    let (waiting, total) = threads::counts(look.db()).await?;
    let (page, pages) = pages(total, PAGE, page);
    let first = u64::from(page - 1) * PAGE;
    let rows = threads::queue(look.db(), first, PAGE, waiting).await?;
    let ids: Vec<&str> = rows.iter().map(|row| row.account_id.as_str()).collect();
    let holders = accounts::of(look.db(), &ids).await?;
    let emails: HashMap<&str, &str> =
        holders.iter().map(|row| (row.id.as_str(), row.email.as_str())).collect();
    let unread = unread(look, &rows, true).await?;
    let view = |row: &thread::Model| {
        let who = emails.get(row.account_id.as_str()).copied().unwrap_or_default();
        row_view(row, who.to_owned(), &unread)
    };
    Ok(QueueView { waiting, page, pages, threads: rows.iter().map(view).collect() })
}
