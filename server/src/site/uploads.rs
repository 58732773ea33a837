//! Requests with files (messages, scans of plans, imports, SEVIS logs) as they arrive.

use super::marks::Loaded;
use crate::arrivals::Room;
use crate::portal::Portal;
use app::api::{HandInPaper, ReadAnswer, SendMessage, UploadImport};
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use futures_util::StreamExt as _;
use leptos::server_fn::ServerFn;
use std::sync::Arc;
use std::time::Duration;

/// The path of messages with files.
const SEND_MESSAGE: &str = <SendMessage as ServerFn>::PATH;
/// The path of files to be imported.
const UPLOAD_IMPORT: &str = <UploadImport as ServerFn>::PATH;
/// The path of an answer of SEVIS.
const READ_ANSWER: &str = <ReadAnswer as ServerFn>::PATH;
/// The path of a scan of a training plan.
const HAND_IN_PAPER: &str = <HandInPaper as ServerFn>::PATH;
/// Most that is read of a message with files: three of ten megabytes, and what is too large for one
/// is read and forgotten so that the answer can name it.
pub const LARGEST: usize = 48 * 1024 * 1024;
/// An upload without a byte for this long is ended.
pub const SILENCE: Duration = Duration::from_secs(30);
/// How long one waits for room.
const PATIENCE: Duration = Duration::from_secs(5);

/// True for a path to which files are sent.
pub fn takes_files(path: &str) -> bool {
    [SEND_MESSAGE, UPLOAD_IMPORT, READ_ANSWER, HAND_IN_PAPER].contains(&path)
}

/// Room for the files of this request: for those who may write messages, officials who import, and students who
/// hand in a plan, once there is some.
pub async fn find_room(portal: &Portal, path: &str, loaded: Option<Loaded>) -> Option<Room> {
    let loaded = loaded?;
    let session = loaded.0.lock().await;
    let account = session.account.as_ref()?;
    let whole = session.row.as_ref()?.factor_at.is_some();
    let writes = match path {
        UPLOAD_IMPORT | READ_ANSWER => account.role.is_official(),
        HAND_IN_PAPER => account.record().is_some(),
        _ => account.role.writes_messages(),
    };
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

/// The body as long as it has room: it breaks off when somebody else gets it, and what had arrived
/// until then is kept as of any line that breaks.
pub fn within(room: Arc<Room>, body: Body) -> Body {
    let pieces = body.into_data_stream().map(move |piece| {
        let piece: Bytes = piece.map_err(std::io::Error::other)?;
        let stays = room.came(piece.len());
        stays.then_some(piece).ok_or_else(|| std::io::Error::other("too slow while others wait"))
    });
    Body::from_stream(pieces)
}
