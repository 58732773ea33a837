//! Reading a CSV file row by row, with every fault named by file, line, column and reason.

use crate::cli::Failure;
use domain::fault::{FaultCode, Faults};
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

/// Where faults go, and how many there were.
pub struct Report<'a> {
    tell: &'a mut dyn FnMut(String),
    /// How many.
    pub faults: u64,
    files_refused: bool,
}

impl<'a> Report<'a> {
    /// Tells each fault as it is found.
    pub fn new(tell: &'a mut dyn FnMut(String)) -> Self {
        Self { tell, faults: 0, files_refused: false }
    }

    /// Tells a fault.
    pub fn fault(&mut self, file: &Path, line: u64, column: &str, reason: &str) {
        self.faults += 1;
        (self.tell)(format!("{}, line {line}, column {column}: {reason}", file.display()));
    }

    /// Tells the faults of a row that refers to a student: once an earlier file was refused, that a
    /// student is unknown says nothing.
    pub fn of_row(&mut self, file: &Path, line: u64, faults: Faults) {
        let unsure = self.files_refused;
        let mut kept = Faults::default();
        for fault in faults.into_vec() {
            let refers = ["sevis_id", "authorization_start"].contains(&&*fault.field);
            if !(unsure && refers && fault.code == FaultCode::NotAChoice) {
                kept.add(fault.field, fault.code);
            }
        }
        self.faults(file, line, kept);
    }

    /// A file was read to its end.
    pub fn file_done(&mut self) {
        self.files_refused = self.faults > 0;
    }

    /// Tells every fault of a row.
    pub fn faults(&mut self, file: &Path, line: u64, faults: Faults) {
        for fault in faults.into_vec() {
            self.fault(file, line, &fault.field, &reason(&fault.field, &fault.code));
        }
    }
}

/// A fault in the words of a file.
fn reason(column: &str, code: &FaultCode) -> String {
    match code {
        FaultCode::Required => "is empty".into(),
        FaultCode::NotADate => "must be a day as YYYY-MM-DD".into(),
        FaultCode::NoSuchDay if column == "birth_date" => "there is no such day in the past".into(),
        FaultCode::NoSuchDay => "there is no such day".into(),
        FaultCode::NotAChoice => known(column),
        FaultCode::Malformed if column.ends_with("state") => {
            "must be a two-letter code such as TX".into()
        }
        FaultCode::Malformed if column.ends_with("zip") => {
            "must have five digits; a spreadsheet may have dropped a zero in front".into()
        }
        FaultCode::NoDigitsHere => "must not contain digits".into(),
        FaultCode::TooLong { max } => format!("must be {max} characters or fewer"),
        FaultCode::UnseenCharacters => "contains characters that cannot be seen".into(),
        code => app::words::sentence(&domain::Fault {
            field: column.to_owned().into(),
            code: code.clone(),
        }),
    }
}

/// What a column with few values takes.
fn known(column: &str) -> String {
    use domain::authorization::{Kind, Schedule, Status};
    let codes = |codes: Vec<&str>| format!("must be one of: {}", codes.join(", "));
    match column {
        "sevis_id" => "is neither in the students file nor on record".into(),
        "authorization_start" => "this student has no authorization with this start date".into(),
        "school_code" => "is no school of this portal".into(),
        "type" => codes(Kind::ALL.iter().map(|kind| kind.code()).collect()),
        "status" => codes(Status::ALL.iter().map(|status| status.code()).collect()),
        "schedule" => codes(Schedule::ALL.iter().map(|schedule| schedule.code()).collect()),
        "self_employed" | "mailing_po_box" => "must be Y or N".into(),
        _ => "is not one of the known values".into(),
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
                return Err(format!("{name}, line 1: column \"{column}\" stands twice").into());
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

/// A day as files have it.
pub fn day(text: &str) -> Result<Option<domain::Date>, FaultCode> {
    domain::date::parse_iso(text)
}

/// `Y`, `N` or nothing.
pub fn yes(text: &str) -> Result<bool, FaultCode> {
    match text {
        "Y" | "y" => Ok(true),
        "N" | "n" | "" => Ok(false),
        _ => Err(FaultCode::NotAChoice),
    }
}

/// A value by its code.
pub fn code<T>(text: &str, known: impl Fn(&str) -> Option<T>) -> Result<Option<T>, FaultCode> {
    if text.is_empty() { Ok(None) } else { known(text).map(Some).ok_or(FaultCode::NotAChoice) }
}
