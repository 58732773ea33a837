//! Rows of a spreadsheet as it is (XLSX): of the sheets that can be seen, the one that has the columns.

use super::csv_file::Unreadable;
use super::input::{Input, Source};
use calamine::{Data, ExcelDateTime, Range, Reader as _, SheetType, SheetVisible, Xlsx};
use domain::text::trimmed;
use std::collections::HashSet;
use std::io::{self, Read, Seek, SeekFrom};

/// What a spreadsheet may unpack to, in bytes: far more than 100,000 students, far less than what
/// fills a machine.
const UNPACKED: u64 = 512 << 20;

/// A sheet.
pub struct Sheet {
    cells: Range<Data>,
    /// Cells with a formula: row and column of the sheet.
    formulas: HashSet<(u32, u32)>,
    /// Columns whose cells are looked at; all, before that is known.
    wanted: Option<HashSet<usize>>,
    next: usize,
    /// What a person should look at.
    pub told: Option<String>,
}

/// True for a spreadsheet, which is a ZIP archive.
pub fn is_sheet(source: &mut dyn Source) -> io::Result<bool> {
    let mut start = Vec::new();
    source.take(4).read_to_end(&mut start)?;
    Ok(start == *b"PK\x03\x04")
}

/// Why old formats are not taken, if it is one of them: an OLE file.
pub fn is_old(source: &mut dyn Source) -> io::Result<bool> {
    source.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    source.take(4).read_to_end(&mut start)?;
    Ok(start == [0xD0, 0xCF, 0x11, 0xE0])
}

impl Sheet {
    /// Opens a spreadsheet; `wanted` says whether a header is that of the list. The error is a sentence's end.
    pub fn open(input: &Input, wanted: &dyn Fn(&[String]) -> bool) -> Result<Self, String> {
        let damaged = |_| "cannot be read; open it in the spreadsheet and save it again as XLSX";
        check_size(input.open().map_err(|error| error.to_string())?)?;
        let source = input.open().map_err(|error| error.to_string())?;
        let mut book = Xlsx::new(io::BufReader::new(source)).map_err(damaged)?;
        let seen = |sheet: &&calamine::Sheet| {
            sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
        };
        let names: Vec<String> =
            book.sheets_metadata().iter().filter(seen).map(|sheet| sheet.name.clone()).collect();
        let mut fitting = Vec::new();
        let mut some = Vec::new();
        for name in names {
            let first = first_row(&mut book, &name)?;
            if !first.is_empty() {
                some.push(name.clone());
            }
            if wanted(&first) {
                fitting.push(name);
            }
        }
        if fitting.len() > 1 {
            let names = fitting.join(", ");
            return Err(format!("has such a list on more than one sheet ({names}); leave one"));
        }
        let left = some.len().saturating_sub(1);
        let name = fitting.pop().or_else(|| some.into_iter().next()).ok_or("has no rows")?;
        check_extent(&mut book, &name)?;
        let cells = book.worksheet_range(&name).map_err(damaged)?;
        let formulas = book.worksheet_formula(&name).map_err(damaged)?;
        let (row, column) = formulas.start().unwrap_or_default();
        let formulas = formulas.used_cells().map(|(at, beside, _)| {
            (row + u32::try_from(at).unwrap_or(0), column + u32::try_from(beside).unwrap_or(0))
        });
        let formulas = formulas.collect();
        let told = (left > 0).then(|| format!("only the sheet “{name}” was read"));
        Ok(Self { cells, formulas, wanted: None, next: 0, told })
    }

    /// The names of the columns.
    pub fn header(&mut self) -> csv::StringRecord {
        match self.row() {
            Some(Ok((_, cells))) => cells,
            _ => csv::StringRecord::new(),
        }
    }

    /// From here on, what is wrong in other columns is nobody's fault.
    pub fn look_at(&mut self, columns: HashSet<usize>) {
        self.wanted = Some(columns);
    }

    /// The next row with its line.
    pub fn row(&mut self) -> Option<Result<(u64, csv::StringRecord), Unreadable>> {
        if self.next >= self.cells.height() {
            return None;
        }
        let at = self.next;
        let first = self.cells.start().map_or(0, |(row, _)| u64::from(row));
        self.next += 1;
        let line = first + self.next as u64;
        let mut record = csv::StringRecord::new();
        for column in 0..self.cells.width() {
            match self.text(at, column) {
                Ok(text) => record.push_field(&text),
                Err(_) if self.wanted.as_ref().is_some_and(|some| !some.contains(&column)) => {
                    record.push_field("");
                }
                Err(error) => {
                    let left = self.cells.start().map_or(0, |(_, column)| column as usize);
                    let why = format!("has {error} in cell {}{line}", letters(left + column));
                    return Some(Err(Unreadable { line, why, last: false }));
                }
            }
        }
        Some(Ok((line, record)))
    }

    /// A cell of the list as a file of text would have it. What is wrong with it is told in words that go before
    /// its name.
    fn text(&self, row: usize, column: usize) -> Result<String, String> {
        let cell = self.cells.get((row, column)).unwrap_or(&Data::Empty);
        let (top, left) = self.cells.start().unwrap_or_default();
        let place =
            (top + u32::try_from(row).unwrap_or(0), left + u32::try_from(column).unwrap_or(0));
        // Programs that write spreadsheets without calculating them leave the result out.
        if *cell == Data::Empty && self.formulas.contains(&place) {
            return Err("a formula without its result (open the file in the spreadsheet, save it, and import that)".into());
        }
        text(cell)
    }
}

/// A column as spreadsheets name it: A, B, …, Z, AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => last.to_string(),
        n => format!("{}{last}", letters(n - 1)),
    }
}

/// Refuses what would unpack to more than a spreadsheet of students has: what stands in the archive
/// about its own size is not believed.
fn check_size(source: Box<dyn Source>) -> Result<(), String> {
    let not_one =
        "is not a spreadsheet that can be read; save it again as XLSX or as \"CSV UTF-8\"";
    let mut archive = zip::ZipArchive::new(source).map_err(|_| not_one)?;
    let mut left = UNPACKED;
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(|_| not_one)?;
        let name = file.name().map_err(|_| not_one)?.to_ascii_lowercase();
        let shared = name.ends_with("sharedstrings.xml");
        let mut unpacked = file.by_ref().take(if shared { left.min(TEXTS) } else { left });
        let mut texts = Vec::new();
        let took = match shared {
            true => unpacked.read_to_end(&mut texts).map(|took| took as u64),
            false => io::copy(&mut unpacked, &mut io::sink()),
        };
        left -= took.map_err(|_| not_one)?;
        if left == 0 || texts.len() as u64 == TEXTS || counts_more_than(&texts, MOST_TEXTS) {
            return Err("is too large; save it as \"CSV UTF-8\"".into());
        }
    }
    Ok(())
}

/// What the texts of all cells may unpack to, in bytes: each becomes a value of its own in memory.
const TEXTS: u64 = 64 << 20;
/// More texts than that have.
const MOST_TEXTS: u64 = 4_000_000;

/// True where the texts say that they are more than this: whoever reads them makes room for so many at once, and believes it.
/// What is not in one byte a letter is not counted, and not taken.
fn counts_more_than(texts: &[u8], most: u64) -> bool {
    let text = String::from_utf8_lossy(texts);
    let counts = text.split("uniqueCount").skip(1).filter_map(|after| {
        let quoted = after.trim_start().strip_prefix('=')?.trim_start();
        let quote = quoted.chars().next()?;
        quoted[quote.len_utf8()..].split(quote).next()
    });
    let mut counts = counts.map(|count| count.trim().parse::<u64>());
    texts.contains(&0) || counts.any(|count| count.is_ok_and(|count| count > most))
}

/// What stands in the first row of a sheet that has any; nothing in an empty one.
fn first_row<R: Read + Seek>(book: &mut Xlsx<R>, sheet: &str) -> Result<Vec<String>, String> {
    let damaged = |_| "cannot be read; open it in the spreadsheet and save it again as XLSX";
    let mut cells = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    let (mut row, mut names) = (None, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let text = text(&Data::from(cell.get_value().clone())).unwrap_or_default();
        let text = trimmed(&text).to_owned();
        if text.is_empty() {
            continue;
        }
        let (at, _) = cell.get_position();
        if *row.get_or_insert(at) != at {
            break;
        }
        names.push(text);
    }
    Ok(names)
}

/// More cells than a list of students has, empty ones between them included.
const CELLS: u64 = 4_000_000;

/// Refuses a sheet whose cells lie far apart: all between them would be laid out in memory.
fn check_extent<R: Read + Seek>(book: &mut Xlsx<R>, sheet: &str) -> Result<(), String> {
    let damaged = |_| "cannot be read; open it in the spreadsheet and save it again as XLSX";
    let mut cells = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    let (mut rows, mut columns) = (0, 0);
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        (rows, columns) = (rows.max(row), columns.max(column));
        if (u64::from(rows) + 1) * (u64::from(columns) + 1) > CELLS {
            let place = format!("row {}, column {}", row + 1, column + 1);
            return Err(format!(
                "has content far outside the list ({place}); delete it, or save it as \"CSV UTF-8\""
            ));
        }
    }
    Ok(())
}

/// A cell as a file of text would have it.
fn text(cell: &Data) -> Result<String, String> {
    Ok(match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => (if *yes { "Y" } else { "N" }).to_owned(),
        Data::DateTime(day) => spelled(day),
        Data::DateTimeIso(day) => day.split('T').next().unwrap_or_default().to_owned(),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => return Err(format!("the error {error}")),
    })
}

/// A day as files spell it.
fn spelled(day: &ExcelDateTime) -> String {
    if day.is_duration() {
        return day.as_f64().to_string();
    }
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
