//! Lists for spreadsheets: what stands in them is read back as it was.

use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::*;
use server::exchange::table::{Cell, Ending, Table};
use std::io::Cursor;
use time::macros::{date, datetime};

fn table(rows: Vec<[Cell; 3]>) -> Table<3> {
    Table { header: ["name", "days", "ends"], rows }
}

fn sheet(bytes: Vec<u8>) -> calamine::Range<Data> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    book.worksheet_range_at(0).expect("a sheet").expect("its cells")
}

proptest! {
    #[test]
    fn any_text_comes_back_from_a_workbook_as_it_was(text in "[^\\p{C}\\p{Z}][^\\p{C}]{0,40}", days in 0u32..400) {
        let rows = vec![[Cell::Text(text.clone()), Cell::Number(Some(days)), Cell::Day(None)]];
        let made = table(rows).file(Ending::Xlsx, datetime!(2026-06-05 12:00 UTC));
        let sheet = sheet(made.expect("a file"));
        prop_assert_eq!(sheet.get_value((1, 0)), Some(&Data::String(text)));
        prop_assert_eq!(sheet.get_value((1, 1)), Some(&Data::Float(f64::from(days))));
    }

    #[test]
    fn no_text_of_a_csv_file_is_run_as_a_formula(text in "[=+\\-@\t\r][^\\p{C}]{0,20}") {
        let rows = vec![[Cell::Text(text), Cell::Number(None), Cell::Day(None)]];
        let made = table(rows).file(Ending::Csv, datetime!(2026-06-05 12:00 UTC));
        let bytes = made.expect("a file");
        let mut csv = csv::Reader::from_reader(&bytes[3..]);
        let first = csv.records().next().expect("a row").expect("read");
        prop_assert!(!first[0].starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?}", &first[0]);
    }
}

#[test]
fn a_day_is_a_day_in_a_workbook_and_iso_in_a_text() {
    let rows =
        || vec![[Cell::from("Ada"), Cell::Number(None), Cell::Day(Some(date!(2027 - 02 - 28)))]];
    let at = datetime!(2026-06-05 12:00 UTC);
    let sheet = sheet(table(rows()).file(Ending::Xlsx, at).expect("a file"));
    // 46446 days after the beginning of 1900 as spreadsheets count them.
    let day = sheet.get_value((1, 2)).expect("a day");
    assert!(matches!(day, Data::DateTime(at) if at.as_f64() == 46446.0), "{day:?}");
    let text = table(rows()).file(Ending::Csv, at).expect("a file");
    assert!(String::from_utf8(text).expect("text").ends_with("name,days,ends\nAda,,2027-02-28\n"));
}
