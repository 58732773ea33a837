//! Paper: headings, facts and texts as a PDF that a screen reader can read (PDF/UA-1).

mod fonts;
mod paper;
mod render;

pub use paper::{Paper, Piece};
pub use render::render;
