//! Files as spreadsheets save them: read where there is no doubt, else refused with what to do.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use server::exchange::import::{self, Files};
use server::store::entity::student;
use std::io::Write as _;

on_both! {
    a_spreadsheet_is_taken_as_it_is,
    a_file_of_text_is_read_however_a_spreadsheet_wrote_it,
    what_is_in_doubt_is_refused_with_what_to_do,
    a_formula_without_its_result_is_told_with_its_cell,
    of_a_workbook_the_sheet_that_can_be_seen_and_has_the_columns_is_read,
    what_a_workbook_says_of_its_own_size_is_not_believed,
}

async fn what_a_workbook_says_of_its_own_size_is_not_believed(p: TestPortal) {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let comment = format!("<!--{}-->", " ".repeat(10_000));
    for (before, name) in [("", "xl/sharedStrings.xml"), (comment.as_str(), "xl/SharedStrings.xml")]
    {
        let texts = format!("{before}<sst xmlns=\"{main}\" uniqueCount = '100000000000000'></sst>");
        let book = zip::ZipWriter::new_append(std::io::Cursor::new(workbook_of(&[&["sevis_id"]])));
        let mut book = book.expect("archive");
        let options: zip::write::SimpleFileOptions = Default::default();
        book.start_file(name, options).expect("part");
        book.write_all(texts.as_bytes()).expect("written");
        let bytes = book.finish().expect("archive").into_inner();
        let told = import(&p, "bomb.xlsx", &bytes).await.expect_err("refused");
        assert!(told.contains("is too large"), "{told}");
    }
}

pub const HEAD: &str = "sevis_id,given_name,surname,birth_date,school_code,street,city,state,zip";

/// Imports a file as it stands, byte for byte: what was told, the refusal last.
pub async fn import(p: &TestPortal, name: &str, bytes: &[u8]) -> Result<Vec<String>, String> {
    let path = p.file(name, "");
    std::fs::write(&path, bytes).expect("written");
    let files = Files {
        students: path.into(),
        authorizations: None,
        employers: None,
        file_decides: false,
        school: None,
        by: None,
        draft: None,
    };
    let mut told = Vec::new();
    let done = import::run(&p.portal, &files, false, &mut |line| told.push(line)).await;
    done.map(|_| told.clone()).map_err(|error| format!("{}\n{error}", told.join("\n")))
}

/// A workbook with one sheet of these rows; a number stands without quotes, a day as Excel counts it.
fn workbook(rows: &[Vec<(&str, &str)>]) -> Vec<u8> {
    let cell = |(kind, value): &(&str, &str)| match *kind {
        "n" => format!("<c><v>{value}</v></c>"),
        "d" => format!("<c s=\"1\"><v>{value}</v></c>"),
        "e" => format!("<c t=\"e\"><v>{value}</v></c>"),
        _ => format!("<c t=\"inlineStr\"><is><t>{value}</t></is></c>"),
    };
    let rows: String = rows
        .iter()
        .map(|row| format!("<row>{}</row>", row.iter().map(cell).collect::<String>()))
        .collect();
    book_of(&rows)
}

/// A workbook with one sheet of these texts.
pub fn workbook_of(rows: &[&[&str]]) -> Vec<u8> {
    let rows: Vec<Vec<(&str, &str)>> =
        rows.iter().map(|row| row.iter().map(|text| ("t", *text)).collect()).collect();
    workbook(&rows)
}

/// A workbook with one sheet of this content.
fn book_of(rows: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let document = format!(
        "<Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let parts = [
        ("_rels/.rels", document),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{relations}\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options: zip::write::SimpleFileOptions = Default::default();
        archive.start_file(name, options).expect("part");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("archive").into_inner()
}

fn header() -> Vec<(&'static str, &'static str)> {
    HEAD.split(',').map(|name| ("s", name)).collect()
}

pub async fn find(p: &TestPortal, number: u32) -> student::Model {
    p.find(&format!("N000000000{number}")).await
}

async fn a_spreadsheet_is_taken_as_it_is(p: TestPortal) {
    let row = |id, zip| {
        vec![
            ("s", id),
            ("s", "Zoë"),
            ("s", "Sample"),
            ("d", "36892"),
            ("s", SCHOOL),
            ("s", "1 Main St"),
            ("s", "Boston"),
            ("s", "MA"),
            zip,
        ]
    };
    let bytes = workbook(&[header(), row("N0000000001", ("n", "2134"))]);
    assert_eq!(import(&p, "s.xlsx", &bytes).await, Ok(vec![]));
    let one = find(&p, 1).await;
    let born = (one.birth_date.year(), u8::from(one.birth_date.month()), one.birth_date.day());
    assert_eq!((one.zip.as_str(), born), ("02134", (2001, 1, 1)));
    assert_eq!(one.given_name, "Zoë");
    let bytes = workbook(&[header(), row("N0000000002", ("e", "#REF!"))]);
    let refused = import(&p, "s.xlsx", &bytes).await.expect_err("refused");
    assert!(refused.contains("line 2, column (row): has the error #REF! in cell I2"), "{refused}");
    let refused = import(&p, "s.xlsx", &bytes[..400]).await.expect_err("refused");
    assert!(refused.contains("save it again as XLSX"), "{refused}");
    // All between two cells would be laid out in memory.
    let far = "<c r=\"XFD1048576\" t=\"inlineStr\"><is><t>far</t></is></c>";
    let bytes = book_of(&format!("<row><c><v>1</v></c></row><row r=\"1048576\">{far}</row>"));
    let refused = import(&p, "s.xlsx", &bytes).await.expect_err("refused");
    assert!(refused.contains("row 1048576, column 16384"), "{refused}");
    let refused = import(&p, "s.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0, 0]).await.expect_err("refused");
    assert!(refused.contains("old format"), "{refused}");
}

async fn a_file_of_text_is_read_however_a_spreadsheet_wrote_it(p: TestPortal) {
    let row = |n: u32, born: &str, zip: &str| {
        format!("N000000000{n},Zoë,Sample,{born},{SCHOOL},1 Main St,Boston,MA,{zip}")
    };
    let named =
        format!("sep=;\r\n{HEAD}\r\n{}\r\n", row(1, "2001-02-03", "02134")).replace(',', ";");
    assert_eq!(import(&p, "s.csv", named.as_bytes()).await, Ok(vec![]));
    let old_mac = format!("{HEAD}\r{}\r", row(2, "3-Feb-2001", "2134"));
    assert_eq!(import(&p, "s.csv", old_mac.as_bytes()).await, Ok(vec![]));
    assert_eq!(find(&p, 2).await.zip, "02134");
    let windows = format!("{HEAD}\r\n{}\r\n", row(3, "2/28/2001", "02134"));
    let windows: Vec<u8> =
        windows.chars().map(|c| u8::try_from(u32::from(c)).expect("western")).collect();
    let told = import(&p, "s.csv", &windows).await.expect("imported").join("\n");
    assert!(told.contains("Windows-1252") && told.contains("“Zoë”"), "{told}");
    let row = find(&p, 3).await;
    assert_eq!((row.given_name.as_str(), row.birth_date.day()), ("Zoë", 28));
}

async fn what_is_in_doubt_is_refused_with_what_to_do(p: TestPortal) {
    let one = |born: &str, zip: &str, state: &str| {
        format!("{HEAD}\nN0000000001,Ada,Sample,{born},{SCHOOL},1 Main St,Austin,{state},{zip}\n")
    };
    for (text, told) in [
        (one("6/1/2001", "78701", "TX"), "could mean two different days"),
        (one("15-Jun-00", "78701", "TX"), "has a year of two digits; write the day as YYYY-MM-DD"),
        (one("6/15/00", "78701", "TX"), "has a year of two digits"),
        (one("13/13/2000", "78701", "TX"), "there is no such day"),
        (one("15 marraskuu 1999", "78701", "TX"), "must be a day"),
        (one("2001-02-03", "1002", "NY"), "a spreadsheet may have dropped a zero in front"),
        (one("36892", "78701", "TX"), "in a spreadsheet give the column the format yyyy-mm-dd"),
        (one("2001-02-03", "7870", "TX"), "a spreadsheet may have dropped a zero in front"),
        (one("2001-02-03", "7.87E+04", "TX"), "digits are lost; format the column as Text"),
    ] {
        let refused = import(&p, "s.csv", text.as_bytes()).await.expect_err("refused");
        assert!(refused.contains(told), "{refused}");
    }
    // Cyrillic of Windows-1251 is not Windows-1252, whatever the bytes.
    let mut cyrillic = format!("{HEAD}\nN0000000001,").into_bytes();
    cyrillic.extend([0xC8, 0xE2, 0xE0, 0xED]);
    cyrillic.extend(format!(",Sample,2001-02-03,{SCHOOL},1 Main St,Austin,TX,78701\n").bytes());
    let refused = import(&p, "s.csv", &cyrillic).await.expect_err("refused");
    assert!(refused.contains("has letters that cannot be read"), "{refused}");
}

/// A workbook of these sheets: name, whether it can be seen, and rows.
fn sheets(all: &[(&str, bool, &[&str])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, seen, rows) in all {
        let sheet = book.add_worksheet().set_name(*name).expect("a name");
        sheet.set_hidden(!seen).set_active(*seen);
        for (row, line) in (0u32..).zip(*rows) {
            for (column, cell) in (0u16..).zip(line.split(',')) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

async fn of_a_workbook_the_sheet_that_can_be_seen_and_has_the_columns_is_read(p: TestPortal) {
    let row = |n: u32, given: &str| {
        format!("N000000000{n},{given},Sample,2001-02-03,{SCHOOL},1 Main St,Boston,MA,02134")
    };
    let (old, new) = (row(1, "Old"), row(1, "New"));
    let (old, new): (&[&str], &[&str]) = (&[HEAD, &old], &[HEAD, &new]);
    let book =
        sheets(&[("Last year", false, old), ("Read me", true, &["Fill in"]), ("Now", true, new)]);
    let told = import(&p, "s.xlsx", &book).await.expect("taken").join("\n");
    assert!(told.contains("only the sheet “Now” was read"), "{told}");
    assert_eq!(find(&p, 1).await.given_name, "New");
    let book = sheets(&[("Last year", true, old), ("Now", true, new)]);
    let refused = import(&p, "s.xlsx", &book).await.expect_err("refused");
    assert!(refused.contains("on more than one sheet (Last year, Now)"), "{refused}");
}

async fn a_formula_without_its_result_is_told_with_its_cell(p: TestPortal) {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: &[String]| format!("<row>{}</row>", cells.concat());
    let head: Vec<String> = HEAD.split(',').map(cell).collect();
    let named = |given: String| {
        let mut cells: Vec<String> =
            ["N0008000001", "", "Sample", "2000-01-02", SCHOOL].map(cell).into();
        cells[1] = given;
        book_of(&(row(&head) + &row(&cells)))
    };
    let told = import(&p, "a.xlsx", &named("<c><f>A1</f></c>".into())).await.expect_err("refused");
    assert!(
        told.contains("has a formula without its result") && told.contains("cell B2"),
        "{told}"
    );
    // Calculated to nothing it is nothing; calculated to something it is that.
    import(&p, "b.xlsx", &named("<c t=\"str\"><f>A1</f><v></v></c>".into())).await.expect("taken");
    assert_eq!(p.find("N0008000001").await.given_name, "");
    let done = named("<c t=\"str\"><f>A1</f><v>Ada</v></c>".into());
    import(&p, "c.xlsx", &done).await.expect("taken");
    assert_eq!(p.find("N0008000001").await.given_name, "Ada");
}
