//! Paper: headings, facts and texts as a PDF that a screen reader can read (PDF/UA-1).

mod fonts;
mod paper;
mod render;

pub use paper::{Paper, Piece};
pub use render::render;

/// The bytes of a document, made beside the requests. The error is for the log.
pub async fn made(paper: Paper) -> Result<Vec<u8>, String> {
    let made = tokio::task::spawn_blocking(move || render(&paper)).await;
    made.map_err(|_| "pdf: stopped".to_owned())?
}
