//! A file as it leaves: one piece in memory, and the next only when that one was taken.

use crate::scope::Look;
use crate::service::messages::piece;
use crate::slots::Room;
use axum::body::{Body, Bytes};
use std::io::Error;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Bytes of a piece.
const PIECE: i32 = 128 * 1024;
/// A piece that nobody takes for so long ends the download: this is slower than any line that works.
const PATIENCE: Duration = Duration::from_secs(30);

/// The body; its room is held until the last piece was taken, or the reader is gone.
pub fn body(look: Look, id: String, room: Room) -> Body {
    let (sender, receiver) = channel(1);
    tokio::spawn(async move {
        send(&look, &id, &sender).await;
        drop(room);
    });
    Body::from_stream(futures_util::stream::unfold(receiver, next))
}

async fn next(
    mut from: Receiver<Result<Bytes, Error>>,
) -> Option<(Result<Bytes, Error>, Receiver<Result<Bytes, Error>>)> {
    from.recv().await.map(|piece| (piece, from))
}

async fn send(look: &Look, id: &str, to: &Sender<Result<Bytes, Error>>) {
    let mut from = 0;
    loop {
        let piece = match piece(look, id, from, PIECE).await {
            Ok(piece) if piece.is_empty() => return,
            Ok(piece) => Ok(Bytes::from(piece)),
            Err(_) => Err(Error::other("the file cannot be read")),
        };
        let failed = piece.is_err();
        if to.send_timeout(piece, PATIENCE).await.is_err() || failed {
            return;
        }
        from += PIECE;
    }
}
