//! The content of a PDF, from top to bottom: headings, facts and texts.

/// A stroke of a drawing: points of a thousand by a thousand.
pub type Stroke = Vec<(u16, u16)>;

/// One thing on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A heading of a level, 1 or 2.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// A label and its value, which may have several lines.
    Fact(String, String),
    /// Drawn by hand.
    Drawing(Vec<Stroke>),
}

/// What stands on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The title of the document.
    pub title: String,
    /// From top to bottom.
    pub pieces: Vec<Piece>,
}

impl Paper {
    /// An empty one.
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), pieces: Vec::new() }
    }

    /// Adds a heading of a level, 1 or 2.
    pub fn heading(&mut self, level: u8, words: &str) {
        self.pieces.push(Piece::Heading(level, words.to_owned()));
    }

    /// Adds a paragraph.
    pub fn text(&mut self, words: &str) {
        self.pieces.push(Piece::Text(words.to_owned()));
    }

    /// Adds a label and its value.
    pub fn fact(&mut self, label: &str, value: &str) {
        self.pieces.push(Piece::Fact(label.to_owned(), value.to_owned()));
    }

    /// Adds a drawing.
    pub fn drawing(&mut self, strokes: &[Stroke]) {
        self.pieces.push(Piece::Drawing(strokes.to_vec()));
    }
}
