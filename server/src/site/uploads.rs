//! Room for messages with files: they are in memory while they arrive, so only so many do at once,
//! and of one account fewer.

use super::provide::Loaded;
use crate::portal::Portal;
use crate::service::actor::role;
use app::api::SendMessage;
use axum::extract::Request;
use axum::http::header;
use domain::role::Role;
use leptos::server_fn::ServerFn;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The path of messages with files.
pub const SEND_MESSAGE: &str = <SendMessage as ServerFn>::PATH;
/// Most that is read of a message with files: three of ten megabytes, and what is too large for one
/// is read and forgotten so that the answer can name it.
pub const LARGEST: usize = 48 * 1024 * 1024;
/// A line that brings nothing for so long is dead.
pub const SILENCE: Duration = Duration::from_secs(30);
/// Messages that arrive at once.
const AT_ONCE: usize = 8;
/// Of these, of one account.
const OF_ONE: usize = 2;
/// How long one waits for room.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who is sending, and how many messages at once.
#[derive(Default)]
pub struct Uploads(Mutex<HashMap<String, usize>>);

/// Room for one message, until it is dropped.
pub struct Room {
    uploads: Arc<Uploads>,
    account: String,
}

impl Drop for Room {
    fn drop(&mut self) {
        let mut sending = self.uploads.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(count) = sending.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                sending.remove(&self.account);
            }
        }
    }
}

impl Uploads {
    /// Room for a message of this account, if there is any.
    pub fn room(self: &Arc<Self>, account: &str) -> Option<Room> {
        let mut sending = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let own = sending.get(account).copied().unwrap_or(0);
        if own >= OF_ONE || sending.values().sum::<usize>() >= AT_ONCE {
            return None;
        }
        sending.insert(account.to_owned(), own + 1);
        Some(Room { uploads: self.clone(), account: account.to_owned() })
    }
}

/// Room for the files of this request: for those who may write messages, once there is some.
pub async fn find_room(portal: &Portal, loaded: Option<Loaded>) -> Option<Room> {
    let loaded = loaded?;
    let session = loaded.0.lock().await;
    let account = session.account.as_ref()?;
    let whole = session.row.as_ref()?.factor_at.is_some();
    let writes = role(account).is_ok_and(Role::writes_messages);
    let account = (whole && writes).then(|| account.id.clone())?;
    drop(session);
    let waiting = async {
        loop {
            match portal.uploads.room(&account) {
                Some(room) => return room,
                None => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.ok()
}

/// True for a form with files whose parts can be told apart.
pub fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| multer::parse_boundary(kind).is_ok_and(|edge| !edge.is_empty()))
}

/// Says in a request that its files are read.
#[derive(Clone, Copy)]
pub struct TakesFiles;
