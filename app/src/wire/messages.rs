//! Secure messages between account holders and the help team.

use super::form::{Form, form, page_or};
use crate::routes;
use serde::{Deserialize, Serialize};

form! {
    /// A message, without its files.
    MessageForm("message") hides [] on |f| if f.thread.is_empty() {
        routes::NEW_MESSAGE.to_owned()
    } else {
        page_or(&routes::message(&f.thread), routes::MESSAGES)
    }; {
        /// The conversation; empty for a new one.
        thread,
        /// Made with the form, so that sending it twice is once.
        key,
        /// What a new conversation is about.
        subject,
        /// The text.
        body,
    }
}

form! {
    /// What was shown is read.
    ReadForm("read") hides [] on |f| page_or(&routes::message(&f.id), routes::MESSAGES); {
        /// The conversation.
        id,
        /// `ThreadView::upto`.
        upto,
    }
}

form! {
    /// Closes a conversation.
    CloseThreadForm("close_thread") kept false hides []
    on |f| page_or(&routes::message(&f.id), routes::MESSAGES); {
        /// The conversation.
        id,
        /// `ThreadView::upto`.
        upto,
    }
}

/// A file as it was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The name it had.
    pub name: String,
    /// What is in it; one byte more than the largest is enough to know that it is too large.
    pub bytes: Vec<u8>,
}

/// What came with a message besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosed {
    /// For whom the form was made.
    pub made_for: String,
    /// Files chosen now.
    pub files: Vec<Upload>,
    /// Files kept from an earlier try that are not to go along.
    pub left_out: Vec<String>,
    /// More arrived than is read.
    pub cut_off: bool,
}

/// All conversations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessagesView {
    /// Newest first.
    pub threads: Vec<ThreadRow>,
}

/// One conversation in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadRow {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub subject: String,
    /// The holder's email; the holder needs none.
    pub who: String,
    /// When the last message came.
    pub at: String,
    /// Who is to answer.
    pub state: ThreadState,
    /// Something in it was not marked as read by the side that looks.
    pub unread: bool,
}

pub use domain::conversation::ThreadState;

/// What the form of a message needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteView {
    /// For `MessageForm::key`.
    pub key: String,
    /// Files kept from a try that was refused.
    pub kept: Vec<FileView>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its size, in words.
    pub size: String,
    /// It can be had.
    pub ready: bool,
    /// Said beside it, about the virus scan.
    pub scan: String,
}

/// One conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadView {
    /// The list's row.
    pub row: ThreadRow,
    /// Those of this page, oldest first.
    pub messages: Vec<MessageView>,
    /// The page shown; the first is 1 and has the newest messages.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// When the last message of all came, in milliseconds since 1970.
    pub upto: i64,
    /// For the answer.
    pub write: WriteView,
    /// The help team is looking.
    pub help: bool,
    /// The help team's note on the other: account type, and whether the account is closed.
    pub about: String,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// Who wrote it, as the reader knows them.
    pub author: String,
    /// The reader's own side wrote it.
    pub own: bool,
    /// When.
    pub at: String,
    /// The text.
    pub body: String,
    /// The other side has marked it as read; shown on own messages.
    pub read: bool,
    /// Its files.
    pub files: Vec<FileView>,
}

/// The help team's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueView {
    /// Conversations that wait for an answer.
    pub waiting: u64,
    /// The page shown, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// Those that wait first, longest first; then the others, newest first.
    pub threads: Vec<ThreadRow>,
}
