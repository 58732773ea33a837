//! Lists of the console as files for spreadsheets: CSV, and XLSX with real numbers and days.

use super::export::cell;
use crate::service::ServiceError;
use domain::{Date, OffsetDateTime, date::iso};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number; nothing is an empty cell.
    Number(Option<u32>),
    /// A day; nothing is an empty cell.
    Day(Option<Date>),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A list.
pub struct Table<const N: usize> {
    /// Names of the columns.
    pub header: [&'static str; N],
    /// What stands below them.
    pub rows: Vec<[Cell; N]>,
}

/// How a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Comma-separated, with the mark by which Excel knows UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Ending {
    /// That of a path.
    pub fn of(path: &str) -> Self {
        if path.ends_with(".xlsx") { Self::Xlsx } else { Self::Csv }
    }

    /// Media type and name of a file.
    pub fn of_file(self, name: &str) -> (&'static str, String) {
        match self {
            Self::Csv => ("text/csv; charset=utf-8", format!("{name}.csv")),
            Self::Xlsx => (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                format!("{name}.xlsx"),
            ),
        }
    }
}

impl<const N: usize> Table<N> {
    /// The file, made at this instant.
    pub fn file(&self, ending: Ending, at: OffsetDateTime) -> Result<Vec<u8>, ServiceError> {
        match ending {
            Ending::Csv => self.csv().map_err(|_| failed("csv")),
            Ending::Xlsx => self.xlsx(at).map_err(|_| failed("xlsx")),
        }
    }

    fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut csv = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
        csv.write_record(self.header)?;
        for row in &self.rows {
            csv.write_record(row.iter().map(text))?;
        }
        csv.into_inner().map_err(|error| error.into_error().into())
    }

    fn xlsx(&self, at: OffsetDateTime) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_timestamp(at.unix_timestamp())?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let sheet = book.add_worksheet();
        let bold = Format::new().set_bold();
        for (column, name) in (0u16..).zip(self.header) {
            sheet.write_string_with_format(0, column, name, &bold)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let day = Format::new().set_num_format("yyyy-mm-dd");
        for (number, row) in (1u32..).zip(&self.rows) {
            for (column, cell) in (0u16..).zip(row) {
                put(sheet, (number, column), cell, &day)?;
            }
        }
        sheet.autofit();
        book.save_to_buffer()
    }
}

fn failed(what: &str) -> ServiceError {
    ServiceError::Internal(format!("table: no {what}"))
}

/// A cell of a CSV file; a text that a spreadsheet would run as a formula is made harmless.
fn text(of: &Cell) -> String {
    match of {
        Cell::Text(text) => cell(text),
        Cell::Number(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        Cell::Day(day) => day.map(iso).unwrap_or_default(),
    }
}

/// A text is a text in a workbook, whatever it begins with.
fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    day: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_string(row, column, text)?,
        Cell::Number(Some(number)) => sheet.write_number(row, column, *number)?,
        Cell::Day(Some(of)) => {
            let year = u16::try_from(of.year()).unwrap_or(1900);
            let of = ExcelDateTime::from_ymd(year, u8::from(of.month()), of.day())?;
            sheet.write_datetime_with_format(row, column, &of, day)?
        }
        Cell::Number(None) | Cell::Day(None) => sheet,
    };
    Ok(())
}
