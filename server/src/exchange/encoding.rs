//! In which letters a text file is written: UTF-8, UTF-16 with its mark or without, or what spreadsheets on
//! Windows write in western countries.

use encoding_rs_io::DecodeReaderBytesBuilder;
use std::io::{self, Read};

/// How a file is decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Letters {
    /// UTF-8, or UTF-16 with a mark. Bytes that are neither are told line by line.
    Unicode,
    /// UTF-16 without a mark; its lower byte first, or last.
    Wide {
        /// The lower byte comes first.
        little: bool,
    },
    /// Windows-1252, with a word of the file by which a person sees whether that is right.
    Western {
        /// A word with such a letter.
        example: String,
    },
}

/// Letters of Windows-1252 that stand in names and addresses of western Europe, and its typographic
/// signs; the rest of its upper half is more likely another encoding.
fn is_western(byte: u8) -> bool {
    matches!(
        byte,
        0x8A | 0x8C | 0x8E | 0x91..=0x97 | 0x9A | 0x9C | 0x9E..=0xA0 | 0xAA | 0xB0 | 0xBA
            | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0xFF
    )
}

/// Looks through a file. Where bytes are not UTF-8, they are taken for Windows-1252 only if all of
/// them are its letters and no three stand together, which in Cyrillic and Greek they do.
pub fn of(mut source: impl Read) -> io::Result<Letters> {
    let mut bytes = Vec::new();
    source.by_ref().take(3).read_to_end(&mut bytes)?;
    // A file that is marked as Unicode is it, broken letters or not.
    let marks: [&[u8]; 3] = [&[0xFF, 0xFE], &[0xFE, 0xFF], &[0xEF, 0xBB, 0xBF]];
    if marks.iter().any(|mark| bytes.starts_with(mark)) {
        return Ok(Letters::Unicode);
    }
    source.by_ref().take(61).read_to_end(&mut bytes)?;
    if let Some(little) = wide(&bytes) {
        return Ok(Letters::Wide { little });
    }
    let (mut unicode, mut western, mut run, mut before) = (true, true, 0, b' ');
    // Foreign letters that are UTF-8.
    let mut foreign = false;
    let mut example = None;
    loop {
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                foreign |= !text.is_ascii();
                bytes.clear();
            }
            // Cut within a letter: the rest of it comes.
            Err(error) if error.error_len().is_none() && bytes.len() - error.valid_up_to() < 4 => {
                foreign |= !bytes[..error.valid_up_to()].is_ascii();
                drop(bytes.drain(..error.valid_up_to()));
            }
            Err(error) => {
                unicode = false;
                example.get_or_insert_with(|| word_at(&bytes, error.valid_up_to()));
                for byte in &bytes {
                    run = if byte.is_ascii() { 0 } else { run + 1 };
                    western &= byte.is_ascii() || (is_western(*byte) && run < 3);
                    western &= !breaks_a_word(before, *byte);
                    before = *byte;
                }
                bytes.clear();
            }
        }
        if source.by_ref().take(1 << 16).read_to_end(&mut bytes)? == 0 {
            break;
        }
    }
    // What was cut at the end of the file is no letter.
    unicode &= bytes.is_empty();
    Ok(match example {
        Some(example) if !unicode && western && !foreign => Letters::Western { example },
        _ => Letters::Unicode,
    })
}

/// Whether every other byte of a beginning is zero, as in UTF-16 of ASCII letters; which of the two comes first.
fn wide(start: &[u8]) -> Option<bool> {
    let zero = |at: usize| start.iter().skip(at).step_by(2).all(|byte| *byte == 0);
    let some = |at: usize| start.iter().skip(at).step_by(2).all(|byte| *byte != 0);
    match start.len() {
        0..4 => None,
        _ if zero(1) && some(0) => Some(true),
        _ if zero(0) && some(1) => Some(false),
        _ => None,
    }
}

/// True where these two stand together in no word that is read rightly as Windows-1252: a foreign capital or a sign right
/// behind a small letter, as in `JosŽ`, which is written in another encoding.
fn breaks_a_word(before: u8, byte: u8) -> bool {
    let small = before.is_ascii_lowercase()
        || matches!(before, 0xDF..=0xF6 | 0xF8..=0xFF | 0x9A | 0x9C | 0x9E);
    let capital = matches!(byte, 0xC0..=0xD6 | 0xD8..=0xDE | 0x8A | 0x8C | 0x8E | 0x9F);
    // An opening quote stands before a word, not behind a letter.
    let opening = byte == 0x93 && (before.is_ascii_alphabetic() || !before.is_ascii());
    (small && capital) || opening
}

/// The word around a byte, decoded.
fn word_at(bytes: &[u8], at: usize) -> String {
    let ends = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphabetic();
    let from = bytes[..at].iter().rposition(ends).map_or(0, |before| before + 1);
    let to = bytes[at..].iter().position(ends).map_or(bytes.len(), |after| at + after);
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes[from..to]).0.into_owned()
}

/// The file as UTF-8.
pub fn decoded(source: impl Read + Send + 'static, letters: &Letters) -> Box<dyn Read + Send> {
    let mut builder = DecodeReaderBytesBuilder::new();
    match letters {
        Letters::Unicode => builder.strip_bom(true).utf8_passthru(true),
        Letters::Wide { little: true } => builder.encoding(Some(encoding_rs::UTF_16LE)),
        Letters::Wide { little: false } => builder.encoding(Some(encoding_rs::UTF_16BE)),
        Letters::Western { .. } => builder.encoding(Some(encoding_rs::WINDOWS_1252)),
    };
    Box::new(builder.build(source))
}
