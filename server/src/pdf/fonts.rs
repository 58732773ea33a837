//! The two fonts, and where a line of text ends.

use krilla::text::Font;
use std::borrow::Cow;
use ttf_parser::Face;

/// DejaVu Sans (`server/fonts/LICENSE`): Latin, Greek, Cyrillic and more.
const PLAIN: &[u8] = include_bytes!("../../fonts/DejaVuSans.ttf");
/// The same in bold.
const BOLD: &[u8] = include_bytes!("../../fonts/DejaVuSans-Bold.ttf");

/// A font to draw and to measure with.
pub(super) struct Type {
    /// To draw.
    pub font: Font,
    face: Face<'static>,
}

impl Type {
    fn of(bytes: &'static [u8]) -> Result<Self, String> {
        let font = Font::new(bytes.into(), 0).ok_or("pdf: font")?;
        let face = Face::parse(bytes, 0).map_err(|_| "pdf: font")?;
        Ok(Self { font, face })
    }

    /// The usual one.
    pub fn plain() -> Result<Self, String> {
        Self::of(PLAIN)
    }

    /// The bold one.
    pub fn bold() -> Result<Self, String> {
        Self::of(BOLD)
    }

    fn width(&self, c: char) -> u32 {
        let glyph = self.face.glyph_index(c);
        glyph.and_then(|glyph| self.face.glyph_hor_advance(glyph)).map_or(0, u32::from)
    }

    /// Text with nothing in it that the font or a single line cannot show: what has no glyph, or is written from
    /// right to left, is spelled in Latin letters.
    pub fn shown<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let plain = |c: char| {
            let script = matches!(u32::from(c), 0x20..0x590 | 0x1E00..0x2000 | 0x2010..0x2028 | 0x2030..0x205F | 0x20A0..0x20C0);
            script && self.face.glyph_index(c).is_some()
        };
        if text.chars().all(plain) {
            return Cow::Borrowed(text);
        }
        let mut all = String::with_capacity(text.len());
        for c in text.chars() {
            match plain(c) {
                true => all.push(c),
                false if c.is_whitespace() => all.push(' '),
                false => {
                    let spelled = deunicode::deunicode_char(c).unwrap_or("?");
                    all.extend(spelled.chars().map(|c| if plain(c) { c } else { '?' }));
                }
            }
        }
        Cow::Owned(all)
    }

    /// The lines of a paragraph in a column of this width, at this size (both in points).
    pub fn lines(&self, text: &str, size: f32, column: f32) -> Vec<String> {
        let most = f64::from(column / size) * f64::from(self.face.units_per_em());
        let long = |line: &str| f64::from(line.chars().map(|c| self.width(c)).sum::<u32>()) > most;
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split(' ') {
            let with = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if !long(&with) {
                line = with;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            // A word longer than a line is cut.
            for c in word.chars() {
                line.push(c);
                if long(&line) && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, c.to_string()));
                }
            }
        }
        lines.push(line);
        lines
    }
}
