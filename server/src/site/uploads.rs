//! Messages with files as they arrive.

use super::marks::Loaded;
use crate::portal::Portal;
use crate::slots::Room;
use app::api::SendMessage;
use axum::extract::Request;
use axum::http::header;
use leptos::server_fn::ServerFn;
use std::time::Duration;

/// The path of messages with files.
pub const SEND_MESSAGE: &str = <SendMessage as ServerFn>::PATH;
/// Most that is read of a message with files: three of ten megabytes, and what is too large for one
/// is read and forgotten so that the answer can name it.
pub const LARGEST: usize = 48 * 1024 * 1024;
/// A line that brings nothing for so long is dead.
pub const SILENCE: Duration = Duration::from_secs(30);
/// How long one waits for room.
const PATIENCE: Duration = Duration::from_secs(5);

/// Room for the files of this request: for those who may write messages, once there is some.
pub async fn find_room(portal: &Portal, loaded: Option<Loaded>) -> Option<Room> {
    let loaded = loaded?;
    let session = loaded.0.lock().await;
    let account = session.account.as_ref()?;
    let whole = session.row.as_ref()?.factor_at.is_some();
    let writes = account.role.writes_messages();
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
