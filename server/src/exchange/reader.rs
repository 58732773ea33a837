//! Reading a CSV file row by row.

use super::report::Report;
use crate::Failure;
use crate::nfc::nfc;
use domain::text::trimmed;
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// Rows looked up and written together.
pub const CHUNK: usize = 400;

/// The columns of a file.
pub struct Columns {
    /// Columns that must be there.
    pub required: &'static [&'static str],
    /// Columns that may be there.
    pub optional: &'static [&'static str],
}

/// One row: its line in the file and its cells.
pub struct Row {
    line: u64,
    cells: csv::StringRecord,
    positions: std::sync::Arc<Vec<(String, usize)>>,
}

impl Row {
    /// A cell by its column, trimmed of surrounding blanks; empty if the column is not in the file.
    pub fn get(&self, column: &str) -> &str {
        let at = self.positions.iter().find(|(name, _)| name == column).map(|(_, at)| *at);
        trimmed(at.and_then(|at| self.cells.get(at)).unwrap_or(""))
    }

    /// True if the file has the column. One that is missing leaves what is on record as it is.
    pub fn has(&self, column: &str) -> bool {
        self.positions.iter().any(|(name, _)| name == column)
    }

    /// The line in the file, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }
}

/// More than any header has, in bytes.
const LONGEST_HEADER: u64 = 1 << 16;

/// What separates the cells: the sign of which the header has most.
fn delimiter(header: &[u8]) -> u8 {
    let count = |sign: u8| header.iter().filter(|byte| **byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}

/// An open file.
pub struct File {
    /// Its path.
    pub path: PathBuf,
    reader: csv::Reader<Box<dyn std::io::Read + Send>>,
    /// Added to the lines that the reader tells: it counts the line feed of a CR LF late.
    shift: u64,
    positions: std::sync::Arc<Vec<(String, usize)>>,
}

impl File {
    /// Opens a file and checks its header.
    pub fn open(path: &Path, columns: &Columns) -> Result<Self, Failure> {
        let name = path.display();
        let file = std::fs::File::open(path).map_err(|error| format!("{name}: {error}"))?;
        // UTF-8 with or without a mark, and UTF-16 with one, as spreadsheets save it.
        let decoded =
            DecodeReaderBytesBuilder::new().strip_bom(true).utf8_passthru(true).build(file);
        let mut buffered = BufReader::with_capacity(1 << 16, decoded);
        let mut head = Vec::new();
        buffered
            .by_ref()
            .take(LONGEST_HEADER)
            .read_until(b'\n', &mut head)
            .map_err(|error| format!("{name}: {error}"))?;
        let shift = u64::from(head.ends_with(b"\r\n"));
        let delimiter = delimiter(&head);
        let boxed: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(buffered));
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(boxed);
        let header = reader.headers().map_err(|error| format!("{name}: {error}"))?.clone();
        let mut seen = BTreeSet::new();
        let mut positions = Vec::new();
        for (at, column) in header.iter().enumerate() {
            let column = trimmed(column);
            // Spreadsheets keep columns whose cells were cleared.
            if column.is_empty() {
                continue;
            }
            if !columns.required.contains(&column) && !columns.optional.contains(&column) {
                return Err(format!("{name}, line 1: unknown column \"{column}\"").into());
            }
            if !seen.insert(column.to_owned()) {
                return Err(
                    format!("{name}, line 1: column \"{column}\" appears more than once").into()
                );
            }
            positions.push((column.to_owned(), at));
        }
        if let Some(missing) = columns.required.iter().find(|column| !seen.contains(**column)) {
            return Err(format!("{name}, line 1: column \"{missing}\" is missing").into());
        }
        Ok(Self { path: path.to_owned(), reader, shift, positions: positions.into() })
    }

    /// What is wrong with the number of cells; empty ones at the end are a spreadsheet's.
    fn unequal(&self, cells: &csv::StringRecord) -> Option<String> {
        let needed = self.positions.iter().map(|(_, at)| at + 1).max().unwrap_or(0);
        let beyond = |(at, cell): (usize, &str)| {
            !trimmed(cell).is_empty() && !self.positions.iter().any(|(_, column)| *column == at)
        };
        if cells.len() < needed {
            return Some("has fewer cells than the header".into());
        }
        let at = cells.iter().enumerate().find(|cell| beyond(*cell))?.0;
        Some(format!("has a value in cell {}, for which there is no column name", at + 1))
    }

    /// The next rows, at most [`CHUNK`]; empty at the end. Rows that cannot be read are reported.
    pub fn chunk(&mut self, report: &mut Report<'_>) -> Vec<Row> {
        let mut rows = Vec::with_capacity(CHUNK);
        while rows.len() < CHUNK {
            let mut cells = csv::StringRecord::new();
            match self.reader.read_record(&mut cells) {
                Ok(false) => break,
                // What a spreadsheet leaves below its last row.
                Ok(true) if cells.iter().all(|cell| trimmed(cell).is_empty()) => {}
                Ok(true) => {
                    let line = cells.position().map_or(0, csv::Position::line) + self.shift;
                    if let Some(why) = self.unequal(&cells) {
                        report.fault(&self.path, line, "(row)", &why);
                        continue;
                    }
                    let cells = cells.iter().map(nfc).collect();
                    rows.push(Row { line, cells, positions: self.positions.clone() });
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line) + self.shift;
                    let why = match error.kind() {
                        csv::ErrorKind::Utf8 { .. } => {
                            "has letters that cannot be read; in the spreadsheet choose \"Save as\" and \"CSV UTF-8\""
                        }
                        _ => "cannot be read",
                    };
                    report.fault(&self.path, line, "(row)", why);
                    if error.is_io_error() {
                        break;
                    }
                }
            }
        }
        rows
    }
}
