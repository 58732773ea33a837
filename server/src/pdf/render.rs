//! Paper as bytes. The same paper always makes the same bytes.

use super::fonts::Type;
use super::paper::{Paper, Piece, Stroke};
use krilla::configure::ConfigurationBuilder;
use krilla::configure::validate::Accessibility;
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Stroke as Pen;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, Tag, TagGroup, TagTree,
};
use krilla::text::TextDirection;
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;

/// Letter, in points.
const PAGE: (f32, f32) = (612.0, 792.0);
/// Around the text.
const MARGIN: f32 = 54.0;
/// Size of the usual text.
const SIZE: f32 = 9.5;
/// From line to line, as a part of the size.
const LEADING: f32 = 1.4;
/// Width and height of a drawing.
const DRAWING: (f32, f32) = (180.0, 60.0);

/// One line on a page.
enum Mark {
    Line { text: String, size: f32, bold: bool },
    Drawing(Vec<Stroke>),
}

/// A mark at its height, and the piece that it belongs to.
struct Placed {
    piece: usize,
    down: f32,
    mark: Mark,
}

/// The marks of a piece, each with the room it takes and the room before it.
fn marks(piece: &Piece, plain: &Type, bold: &Type) -> Vec<(f32, f32, Mark)> {
    let column = PAGE.0 - 2.0 * MARGIN;
    let set = |text: &str, size: f32, is_bold: bool, before: f32| -> Vec<(f32, f32, Mark)> {
        let font = if is_bold { bold } else { plain };
        let lines = text.split('\n').flat_map(|line| font.lines(&font.shown(line), size, column));
        let lines = lines.enumerate().map(|(place, text)| {
            let before = if place == 0 { before } else { 0.0 };
            (before, size * LEADING, Mark::Line { text, size, bold: is_bold })
        });
        lines.collect()
    };
    match piece {
        Piece::Heading(1, words) => set(words, 16.0, true, 0.0),
        Piece::Heading(_, words) => set(words, 12.0, true, 14.0),
        Piece::Text(words) => set(words, SIZE, false, 5.0),
        Piece::Fact(label, value) => {
            let mut all = set(label, 8.0, true, 6.0);
            all.extend(set(value, SIZE, false, 0.0));
            all
        }
        Piece::Drawing(strokes) => vec![(4.0, DRAWING.1, Mark::Drawing(strokes.clone()))],
    }
}

/// Where everything stands, page by page. A heading stays with what follows it.
fn pages(paper: &Paper, plain: &Type, bold: &Type) -> Vec<Vec<Placed>> {
    let bottom = PAGE.1 - MARGIN - 16.0;
    let (mut pages, mut down) = (vec![Vec::new()], MARGIN);
    for (at, piece) in paper.pieces.iter().enumerate() {
        let keep = match piece {
            Piece::Heading(..) => 60.0,
            // A label stays with its value.
            Piece::Fact(..) => SIZE * LEADING,
            Piece::Text(_) | Piece::Drawing(_) => 0.0,
        };
        for (before, room, mark) in marks(piece, plain, bold) {
            let fresh = down <= MARGIN;
            let before = if fresh { 0.0 } else { before };
            if !fresh && down + before + room + keep > bottom {
                pages.push(Vec::new());
                down = MARGIN;
            } else {
                down += before;
            }
            if let Some(page) = pages.last_mut() {
                page.push(Placed { piece: at, down, mark });
            }
            down += room;
        }
    }
    pages
}

fn path(strokes: &[Stroke], left: f32, top: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    for stroke in strokes.iter().filter(|stroke| stroke.len() > 1) {
        for (place, (x, y)) in stroke.iter().enumerate() {
            let (x, y) = (
                left + f32::from(*x) / 1000.0 * DRAWING.0,
                top + f32::from(*y) / 1000.0 * DRAWING.1,
            );
            if place == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
    }
    path.finish()
}

/// What a piece is to a screen reader.
fn group(piece: &Piece) -> TagGroup {
    match piece {
        Piece::Heading(level, words) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            TagGroup::new(Tag::Hn(level, Some(words.clone())))
        }
        Piece::Text(_) | Piece::Fact(..) => TagGroup::new(Tag::P),
        Piece::Drawing(_) => TagGroup::new(Tag::Figure(Some("Signature drawn by hand".into()))),
    }
}

/// Draws a mark, so that a screen reader finds it.
fn draw(
    surface: &mut Surface<'_>,
    mark: Mark,
    down: f32,
    (plain, bold): (&Type, &Type),
) -> Identifier {
    let id = match mark {
        Mark::Line { text, size, bold: is_bold } => {
            let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            let font = if is_bold { &bold.font } else { &plain.font };
            let start = Point::from_xy(MARGIN, down + size);
            let direction = TextDirection::LeftToRight;
            surface.draw_text(start, font.clone(), size, &text, false, direction);
            id
        }
        Mark::Drawing(strokes) => {
            let id = surface.start_tagged(ContentTag::Other);
            surface.set_fill(None);
            surface.set_stroke(Some(Pen { width: 1.2, ..Pen::default() }));
            if let Some(path) = path(&strokes, MARGIN, down) {
                surface.draw_path(&path);
            }
            surface.set_stroke(None);
            surface.set_fill(Some(Default::default()));
            id
        }
    };
    surface.end_tagged();
    id
}

/// The bytes of the PDF; an error names no person's data.
pub fn render(paper: &Paper) -> Result<Vec<u8>, String> {
    let (plain, bold) = (Type::plain()?, Type::bold()?);
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| "pdf: configuration")?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut groups: Vec<TagGroup> = paper.pieces.iter().map(group).collect();
    let all = pages(paper, &plain, &bold);
    let mut outline = Outline::new();
    let mut listed = usize::MAX;
    let count = all.len();
    for (number, placed) in all.into_iter().enumerate() {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("pdf: page")?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for Placed { piece, down, mark } in placed {
            if let Some(Piece::Heading(_, words)) = paper.pieces.get(piece)
                && listed != piece
            {
                let place = XyzDestination::new(number, Point::from_xy(MARGIN, down));
                outline.push_child(OutlineNode::new(words.clone(), place));
                listed = piece;
            }
            let node = draw(&mut surface, mark, down, (&plain, &bold));
            if let Some(group) = groups.get_mut(piece) {
                group.push(Node::Leaf(node));
            }
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let foot = format!("{} · page {} of {count}", plain.shown(&paper.title), number + 1);
        let start = Point::from_xy(MARGIN, PAGE.1 - MARGIN + 8.0);
        surface.draw_text(start, plain.font.clone(), 7.5, &foot, false, TextDirection::LeftToRight);
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some("en-US".into()));
    for group in groups {
        tree.push(Node::Group(group));
    }
    document.set_tag_tree(tree);
    document.set_outline(outline);
    let about = Metadata::new().title(paper.title.clone()).language("en-US".into());
    document.set_metadata(about.creator("Foothold".into()));
    document.finish().map_err(|error| format!("pdf: {error:?}"))
}
