//! Reading a CSV file row by row.

use super::report::Report;
use crate::Failure;
use std::collections::BTreeSet;
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
        at.and_then(|at| self.cells.get(at)).unwrap_or("").trim()
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
        use std::io::{BufRead as _, BufReader, Read};
        let name = path.display();
        let file = std::fs::File::open(path).map_err(|error| format!("{name}: {error}"))?;
        let mut buffered = BufReader::with_capacity(1 << 16, file);
        let head = buffered.fill_buf().map_err(|error| format!("{name}: {error}"))?;
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
            return Err(format!("{name} is UTF-16; save it as \"CSV UTF-8\"").into());
        }
        let first_line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
        if first_line.contains(&b';') && !first_line.contains(&b',') {
            return Err(format!("{name} is separated by semicolons; save it with commas").into());
        }
        let shift = u64::from(first_line.ends_with(b"\r"));
        if head.starts_with(b"\xEF\xBB\xBF") {
            buffered.consume(3);
        }
        let boxed: Box<dyn Read + Send> = Box::new(buffered);
        let mut reader = csv::ReaderBuilder::new().from_reader(boxed);
        let header = reader.headers().map_err(|error| format!("{name}: {error}"))?.clone();
        let mut seen = BTreeSet::new();
        let mut positions = Vec::new();
        for (at, column) in header.iter().enumerate() {
            let column = column.trim();
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

    /// The next rows, at most [`CHUNK`]; empty at the end. Rows that cannot be read are reported.
    pub fn chunk(&mut self, report: &mut Report<'_>) -> Vec<Row> {
        let mut rows = Vec::with_capacity(CHUNK);
        while rows.len() < CHUNK {
            let mut cells = csv::StringRecord::new();
            match self.reader.read_record(&mut cells) {
                Ok(false) => break,
                // What a spreadsheet leaves below its last row.
                Ok(true) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(true) => {
                    let line = cells.position().map_or(0, csv::Position::line) + self.shift;
                    rows.push(Row { line, cells, positions: self.positions.clone() });
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line) + self.shift;
                    let why = match error.kind() {
                        csv::ErrorKind::Utf8 { .. } => "is not UTF-8",
                        csv::ErrorKind::UnequalLengths { .. } => {
                            "has more or fewer cells than the header"
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
