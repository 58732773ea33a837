//! One conversation.

use super::super::error::ServiceError;
use super::super::files;
use super::super::visit::{Visit, guards};
use super::lists::{row_view, unread};
use super::reach::reach;
use crate::clock::utc_words;
use crate::scope::Look;
use crate::secret::token;
use crate::store::entity::{account, attachment, message};
use crate::store::{accounts, messages};
use app::AppError;
use app::wire::{MessageView, ThreadView, WriteView};
use domain::account::Standing;
use domain::paging::pages;

/// Messages on a page.
const PAGE: u64 = 30;
/// More than anybody writes.
const EVERY: u64 = 30_000;

/// What a form of a message needs; `thread` is empty for a new conversation.
async fn write_view(
    look: &Look,
    account: &account::Model,
    thread: &str,
) -> Result<WriteView, ServiceError> {
    let kept = crate::store::attachments::waiting(look.db(), &account.id, thread).await?;
    Ok(WriteView {
        key: token().chars().take(22).collect(),
        kept: kept.iter().map(|file| files::view(file, true)).collect(),
    })
}

/// What a new conversation's form needs.
pub(super) async fn write(look: &Look, visit: &Visit) -> Result<WriteView, ServiceError> {
    let account = guards::holder(look, visit).await?;
    write_view(look, &account, "").await
}

/// What a page of a conversation is made from.
struct Parts {
    help: bool,
    messages: Vec<message::Model>,
    files: Vec<attachment::Model>,
    writers: Vec<account::Model>,
    /// Up to when the other side has read.
    other_read: Option<i64>,
}

impl Parts {
    /// How the writer is called by whoever looks.
    fn author(&self, message: &message::Model) -> String {
        let writer = self.writers.iter().find(|row| row.id == message.account_id);
        match (message.from_help, self.help, writer) {
            (true, true, Some(writer)) => format!("{}, help team", writer.name),
            (true, ..) => "Help team".to_owned(),
            (false, true, Some(writer)) => writer.email.clone(),
            (false, ..) => "You".to_owned(),
        }
    }

    fn message(&self, message: &message::Model) -> MessageView {
        let own = message.from_help == self.help;
        let files = self.files.iter().filter(|f| f.message_id.as_ref() == Some(&message.id));
        MessageView {
            author: self.author(message),
            own,
            at: utc_words(message.at),
            body: message.body.clone(),
            read: self.other_read.is_some_and(|read| read >= message.at),
            files: files.map(|file| files::view(file, own)).collect(),
        }
    }
}

/// A page of one conversation, the newest messages first. Looking marks nothing as read.
pub async fn view(
    look: &Look,
    visit: &Visit,
    id: &str,
    page: u32,
) -> Result<ThreadView, ServiceError> {
    part(look, visit, id, (page, PAGE)).await
}

/// One conversation with every message.
pub async fn whole(look: &Look, visit: &Visit, id: &str) -> Result<ThreadView, ServiceError> {
    part(look, visit, id, (1, EVERY)).await
}

/// A page of a conversation with so many messages a page.
async fn part(
    look: &Look,
    visit: &Visit,
    id: &str,
    (page, size): (u32, u64),
) -> Result<ThreadView, ServiceError> {
    let (account, help) = guards::writer(look, visit).await?;
    let row = reach(look, id, &account, help).await?;
    let holder = accounts::by_id(look.db(), &row.account_id).await?.ok_or(AppError::NotFound)?;
    let (page, pages) = pages(messages::count(look.db(), id).await?, size, page);
    let messages = messages::of(look.db(), id, u64::from(page - 1) * size, size).await?;
    let shown: Vec<&str> = messages.iter().map(|message| message.id.as_str()).collect();
    let files = crate::store::attachments::sent_with(look.db(), &shown).await?;
    let mut ids: Vec<&str> = messages.iter().map(|m| m.account_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let writers = accounts::of(look.db(), &ids).await?;
    let other_read = if help { row.holder_read_at } else { row.help_read_at };
    let unread = unread(look, std::slice::from_ref(&row), help).await?;
    let parts = Parts { help, messages, files, writers, other_read };
    let about = if help {
        let closed = if holder.standing == Standing::Closed { ", account closed" } else { "" };
        format!("{}{closed}", holder.role.words())
    } else {
        String::new()
    };
    Ok(ThreadView {
        messages: parts.messages.iter().map(|message| parts.message(message)).collect(),
        write: write_view(look, &account, id).await?,
        page,
        pages,
        upto: row.last_at,
        row: row_view(&row, if help { holder.email } else { String::new() }, &unread),
        help,
        about,
    })
}
