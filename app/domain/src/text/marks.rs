//! Invisible characters, and characters that look alike: all text that people type or paste goes through this module.

use std::borrow::Cow;

/// Marks that turn, join or hide text (Unicode's `Default_Ignorable_Code_Point`, but for letters and joiners). They come along with pasted text and mean nothing here; left in,
/// a record could show something other than it holds.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{16FE4}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Marks that join letters or choose a picture: they mean something between letters of some writings and within pictures,
/// and nothing elsewhere.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

/// Blank to the eye: blanks of all kinds, and letters that look like nothing (the fillers of Hangul,
/// the empty cell of Braille).
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FFA0}'
        )
        || is_mark(c)
        || is_joiner(c)
}

/// The text without invisible marks. A joiner stays where it shapes what is seen: between letters of a writing that joins
/// them, as in Persian and Sinhala names, and within a picture.
pub fn seen(raw: &str) -> Cow<'_, str> {
    if !raw.chars().any(|c| is_mark(c) || is_joiner(c)) {
        return Cow::Borrowed(raw);
    }
    let mut kept = String::with_capacity(raw.len());
    let mut rest = raw.chars().filter(|c| !is_mark(*c)).peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        let before = kept.chars().next_back().is_some_and(joins);
        let shapes = before && (is_variant(c) || after.is_some_and(joins));
        if !is_joiner(c) || shapes {
            kept.push(c);
        }
    }
    Cow::Owned(kept)
}

/// Letters of writings that are joined, from Hebrew to those of South-East Asia, and pictures.
fn joins(c: char) -> bool {
    let code = u32::from(c);
    let letter = (0x0590..0x1100).contains(&code) || (0x1700..0x1A00).contains(&code);
    let picture = (0x2190..0x2C00).contains(&code) || code >= 0x1F000 || is_variant(c);
    (letter && digit(code).is_none() && !is_blank(c)) || picture
}

/// Chooses how the picture before it is shown.
fn is_variant(c: char) -> bool {
    ('\u{FE00}'..='\u{FE0F}').contains(&c)
}

/// The same for text of several lines, in which letters may be joined.
pub fn seen_in_paragraph(raw: &str) -> Cow<'_, str> {
    without(raw, is_mark)
}

fn without(raw: &str, dropped: fn(char) -> bool) -> Cow<'_, str> {
    if raw.chars().any(dropped) {
        Cow::Owned(raw.chars().filter(|c| !dropped(*c)).collect())
    } else {
        Cow::Borrowed(raw)
    }
}

/// The same without blanks at its ends.
pub fn trimmed(raw: &str) -> &str {
    raw.trim_matches(is_blank)
}

/// Characters that XML cannot carry (XML 1.0, 2.2), and so neither a form nor SEVIS.
pub fn is_unstorable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// The first of ten digits in a row, for every writing that has digits of its own (Unicode `Nd`).
const ZEROS: [u32; 75] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50, 0x11D50,
    0x11DA0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8,
    0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

/// The ASCII twin of a digit of any writing.
fn digit(code: u32) -> Option<char> {
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// The ASCII twin of a character, where it has one that means the same: digits of every writing,
/// full-width letters and signs, dashes, quotes and blanks of all shapes.
fn twin(c: char) -> char {
    let code = u32::from(c);
    if code < 0xA0 {
        return c;
    }
    if (0xFF01..=0xFF5E).contains(&code) {
        return char::from_u32(code - 0xFEE0).unwrap_or(c);
    }
    if let Some(digit) = digit(code) {
        return digit;
    }
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{30FC}' => '-',
        '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{02BC}' | '\u{00B4}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{00AB}' | '\u{00BB}' => '"',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2024}' | '\u{3002}' => '.',
        c if is_blank(c) => ' ',
        c => c,
    }
}

/// Text in which letters and digits alone mean something: without invisible marks, with ASCII twins,
/// without blanks at its ends.
pub fn ascii(raw: &str) -> String {
    let plain = raw.chars().filter(|c| !is_mark(*c) && !is_joiner(*c));
    let text: String = plain.map(twin).collect();
    trimmed(&text).to_owned()
}

/// The same without any blank or hyphen, as numbers are read.
pub fn compact(raw: &str) -> String {
    ascii(raw).chars().filter(|c| !is_blank(*c) && *c != '-').collect()
}
