//! Reading a file row by row: its header is judged first.

use super::cells::with_zeros;
use super::csv_file::{CsvFile, Unreadable};
use super::input::Input;
use super::report::Report;
use super::sheet::{self, Sheet};
use crate::Failure;
use crate::nfc::nfc;
use domain::text::{seen_in_paragraph, trimmed};
use std::collections::BTreeSet;
use std::path::PathBuf;

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

    /// With the zeros that a spreadsheet has dropped in front.
    fn with_zeros(mut self) -> Self {
        for (column, state) in [("zip", "state"), ("mailing_zip", "mailing_state"), ("ein", "")] {
            let Some(full) = with_zeros(column, self.get(column), self.get(state)) else {
                continue;
            };
            let at = self.positions.iter().find(|(name, _)| name == column).map(|(_, at)| *at);
            let swap = |(n, cell)| if Some(n) == at { full.as_str() } else { cell };
            self.cells = self.cells.iter().enumerate().map(swap).collect();
        }
        self
    }

    /// The line in the file, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }
}

/// Where the rows come from.
enum Rows {
    Csv(Box<CsvFile>),
    Sheet(Sheet),
}

impl Rows {
    fn next(&mut self) -> Option<Result<(u64, csv::StringRecord), Unreadable>> {
        match self {
            Self::Csv(file) => file.row(),
            Self::Sheet(sheet) => sheet.row(),
        }
    }
}

/// An open file.
pub struct File {
    /// Its path, or the name it was uploaded under.
    pub path: PathBuf,
    /// What a person should look at, which is no fault.
    pub told: Option<String>,
    rows: Rows,
    positions: std::sync::Arc<Vec<(String, usize)>>,
}

/// Opens a file's rows and reads its header.
fn open(
    input: &Input,
    wanted: &dyn Fn(&[String]) -> bool,
) -> Result<(Rows, csv::StringRecord, Option<String>), String> {
    let words = |error: std::io::Error| error.to_string();
    let mut source = input.open().map_err(words)?;
    if sheet::is_sheet(&mut *source).map_err(words)? {
        let mut sheet = Sheet::open(input, wanted)?;
        let header = sheet.header();
        let told = sheet.told.take();
        return Ok((Rows::Sheet(sheet), header, told));
    }
    if sheet::is_old(&mut *source).map_err(words)? {
        return Err("is in an old format; in the spreadsheet choose \"Save as\" and XLSX".into());
    }
    let mut file = CsvFile::open(input).map_err(words)?;
    let header = file.header().map_err(|error| error.to_string())?;
    if header.iter().all(|name| trimmed(name).is_empty()) {
        return Err("is empty".into());
    }
    if header.iter().any(|name| name.contains('\0')) {
        return Err("has characters that cannot be read; in the spreadsheet choose \"Save as\" and \"CSV UTF-8\"".into());
    }
    let told = file.told.take();
    Ok((Rows::Csv(Box::new(file)), header, told))
}

/// The names of a file's columns, as they stand in its header; empty ones are a spreadsheet's.
/// `wanted` says which sheet of several is the list.
pub fn header(input: &Input, wanted: &dyn Fn(&[String]) -> bool) -> Result<Vec<String>, String> {
    let (_, header, _) = open(input, wanted)?;
    let names = header.iter().map(|name| nfc(trimmed(name)).into_owned());
    Ok(names.filter(|name| !name.is_empty()).collect())
}

impl File {
    /// Opens a file and checks its header.
    pub fn open(input: &Input, columns: &Columns) -> Result<Self, Failure> {
        let name = input.name.display();
        let wanted = |names: &[String]| {
            let has = |column: &&str| names.iter().any(|name| input.column(name) == *column);
            columns.required.iter().all(has)
        };
        let (rows, header, told) = open(input, &wanted).map_err(|why| format!("{name}: {why}"))?;
        let mut seen = BTreeSet::new();
        let mut positions = Vec::new();
        for (at, column) in header.iter().enumerate() {
            let column = nfc(trimmed(column));
            // Spreadsheets keep columns whose cells were cleared.
            if column.is_empty() {
                continue;
            }
            let column = input.column(&column);
            if column.is_empty() {
                // Left out on purpose: its cells are not looked at.
                positions.push((String::new(), at));
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
        let mut rows = rows;
        if let Rows::Sheet(sheet) = &mut rows {
            let named = positions.iter().filter(|(name, _)| !name.is_empty());
            sheet.look_at(named.map(|(_, at)| *at).collect());
        }
        Ok(Self { path: input.name.clone(), told, rows, positions: positions.into() })
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
            match self.rows.next() {
                None => break,
                // What a spreadsheet leaves below its last row.
                Some(Ok((_, cells))) if cells.iter().all(|cell| trimmed(cell).is_empty()) => {}
                Some(Ok((line, cells))) => {
                    if let Some(why) = self.unequal(&cells) {
                        report.fault(&self.path, line, "(row)", &why);
                        continue;
                    }
                    let cells = cells.iter().map(one_spelling).collect();
                    let row = Row { line, cells, positions: self.positions.clone() }.with_zeros();
                    let mut named = row.positions.iter().filter(|(name, _)| !name.is_empty());
                    match named.find(|(name, _)| is_shortened(row.get(name))) {
                        Some((name, _)) => report.fault(&self.path, line, name, SHORTENED),
                        None => rows.push(row),
                    }
                }
                Some(Err(Unreadable { line, why, last })) => {
                    report.fault(&self.path, line, "(row)", &why);
                    if last {
                        break;
                    }
                }
            }
        }
        rows
    }
}

/// A cell in one spelling: a mark that nobody sees does not keep a letter from its accent.
fn one_spelling(cell: &str) -> String {
    nfc(&seen_in_paragraph(cell)).into_owned()
}

/// What is told of a number that a spreadsheet has shortened.
const SHORTENED: &str = "the spreadsheet shows this number shortened, as 5.13E+09, and digits are lost; format the column as Text, enter the number again and save";

/// True for `5.12556E+09`.
fn is_shortened(cell: &str) -> bool {
    let Some((digits, power)) = cell.split_once(['E', 'e']) else { return false };
    let number = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
    };
    power.strip_prefix('+').is_some_and(number) && number(digits)
}
