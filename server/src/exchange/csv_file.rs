//! Rows of a CSV file, as spreadsheets of all countries write them.

use super::encoding::{Letters, decoded, of};
use super::input::Input;
use std::io::{self, Cursor, Read};

/// More than any header has, in bytes.
const HEAD: u64 = 1 << 16;

/// A CSV file.
pub struct CsvFile {
    reader: csv::Reader<Box<dyn Read + Send>>,
    /// Added to the lines that the reader tells: it counts the line feed of a CR LF late, and does
    /// not know of the line before the header.
    shift: u64,
    separator: char,
    /// What a person should look at.
    pub told: Option<String>,
}

impl CsvFile {
    /// Opens a file, and finds out how it is written.
    pub fn open(input: &Input) -> io::Result<Self> {
        let letters = of(input.open()?)?;
        let mut text = decoded(input.open()?, &letters);
        let mut head = Vec::new();
        text.by_ref().take(HEAD).read_to_end(&mut head)?;
        let text: Box<dyn Read + Send> = if is_old_mac(&head) {
            Box::new(LineFeeds(Box::new(Cursor::new(head.clone()).chain(text))))
        } else {
            Box::new(Cursor::new(head.clone()).chain(text))
        };
        // The reader leaves empty lines out, above the header too.
        let blank = head.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let (first, ended_by_two) = first_line(&head[blank..]);
        let named = separator_line(first);
        let mut text = text;
        let mut shift = u64::from(ended_by_two);
        if named.is_some() {
            let line = first.len() as u64 + 1 + u64::from(ended_by_two);
            let above = blank as u64;
            io::copy(&mut text.by_ref().take(above + line), &mut io::sink())?;
            shift += 1 + lines(&head[..blank]);
        }
        let separator = named.unwrap_or_else(|| separator(first));
        let reader =
            csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text);
        let told = match letters {
            Letters::Unicode | Letters::Wide { .. } => None,
            Letters::Western { example } => Some(format!(
                "is not UTF-8 and was read as Windows-1252; check whether “{example}” looks right; if not, save it as \"CSV UTF-8\""
            )),
        };
        Ok(Self { reader, shift, separator: char::from(separator), told })
    }

    /// The names of the columns.
    pub fn header(&mut self) -> Result<csv::StringRecord, csv::Error> {
        self.reader.headers().cloned()
    }

    /// The next row with its line; none at the end. A row that cannot be read says why, and whether
    /// others can follow.
    pub fn row(&mut self) -> Option<Result<(u64, csv::StringRecord), Unreadable>> {
        let mut cells = csv::StringRecord::new();
        match self.reader.read_record(&mut cells) {
            Ok(false) => None,
            Ok(true) => {
                let line = cells.position().map_or(0, csv::Position::line) + self.shift;
                if cells.iter().any(|cell| swallows(cell, self.separator)) {
                    return Some(Err(Unreadable { line, why: SWALLOWS.into(), last: false }));
                }
                Some(Ok((line, cells)))
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line) + self.shift;
                let why = match error.kind() {
                    csv::ErrorKind::Utf8 { .. } => {
                        "has letters that cannot be read; in the spreadsheet choose \"Save as\" and \"CSV UTF-8\""
                    }
                    _ => "cannot be read",
                };
                Some(Err(Unreadable { line, why: why.into(), last: error.is_io_error() }))
            }
        }
    }
}

/// True where a line of a cell below its first one is a row with a SEVIS ID: a quotation mark that is not closed makes one cell
/// of the rows below it, and they would be lost. A sentence that mentions one is none.
fn swallows(cell: &str, separator: char) -> bool {
    let is_id = |word: &str| {
        let digits = word.trim_matches(['"', ' ']).strip_prefix(['N', 'n']).unwrap_or_default();
        digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let below = cell.split(['\n', '\r']).skip(1);
    below.filter(|line| line.contains(separator)).flat_map(|line| line.split(separator)).any(is_id)
}

/// What is told of it.
const SWALLOWS: &str = "has a quotation mark that is not closed, so the rows below it would be lost; close it, or remove it";

/// A row that cannot be read.
pub struct Unreadable {
    /// Its line.
    pub line: u64,
    /// Why.
    pub why: String,
    /// Nothing can be read after it.
    pub last: bool,
}

/// What separates the cells: the sign of which the header has most.
fn separator(header: &[u8]) -> u8 {
    let count = |sign: u8| header.iter().filter(|byte| **byte == sign).count();
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

/// The first line, and whether CR LF ends it.
fn first_line(head: &[u8]) -> (&[u8], bool) {
    let end = head.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(head.len());
    (&head[..end], head[end..].starts_with(b"\r\n"))
}

/// How many empty lines these are.
fn lines(blank: &[u8]) -> u64 {
    let count = |sign: u8| blank.iter().filter(|byte| **byte == sign).count() as u64;
    count(b'\n').max(count(b'\r'))
}

/// `sep=;` above the header, by which Excel is told what separates the cells.
fn separator_line(first: &[u8]) -> Option<u8> {
    let line = String::from_utf8_lossy(first).to_ascii_lowercase();
    let sign = line.trim_matches('"').strip_prefix("sep=")?;
    match sign.as_bytes() {
        [sign] => Some(*sign),
        // The sign itself may have been taken for a separator.
        [] => Some(b','),
        _ => None,
    }
}

/// True where lines end by CR alone, as old spreadsheets for the Mac write them.
fn is_old_mac(head: &[u8]) -> bool {
    head.contains(&b'\r') && !head.contains(&b'\n')
}

/// Ends lines by LF where CR alone does.
struct LineFeeds(Box<dyn Read + Send>);

impl Read for LineFeeds {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(into)?;
        for byte in into[..n].iter_mut().filter(|byte| **byte == b'\r') {
            *byte = b'\n';
        }
        Ok(n)
    }
}
