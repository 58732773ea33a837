//! What spreadsheets and other programs leave in a file.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::EntityTrait as _;
use server::store::entity::student;

on_both! {
    what_a_spreadsheet_leaves_in_a_file_is_no_fault,
    a_name_in_two_spellings_of_unicode_is_one_name,
}

/// Imports this file as it stands, byte for byte.
async fn import_bytes(p: &TestPortal, bytes: &[u8]) -> Result<u64, String> {
    let path = p.file("students.csv", "");
    std::fs::write(&path, bytes).expect("written");
    let files = server::exchange::import::Files {
        students: path.into(),
        authorizations: None,
        employers: None,
        file_decides: false,
        school: None,
        by: None,
        draft: None,
    };
    let mut told = Vec::new();
    let done = server::exchange::import::run(&p.portal, &files, false, &mut |f| told.push(f)).await;
    done.map(|summary| summary.added).map_err(|error| format!("{}\n{error}", told.join("\n")))
}

async fn what_a_spreadsheet_leaves_in_a_file_is_no_fault(p: TestPortal) {
    let row = |n: u32| format!("N000700000{n},Zoë,Sample,2000-01-02,z{n}@test.test,{SCHOOL}");
    let head = "sevis_id,given_name,surname,birth_date,email,school_code";
    let trailing = format!("{head},,\r\n{},,\r\n,,,,,,,\r\n", row(1));
    let semicolons = format!("{head}\n{}\n", row(2)).replace(',', ";");
    let tabs = format!("\u{FEFF}{head}\r\n{}\r\n", row(3)).replace(',', "\t");
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(format!("{head}\r\n{}\r\n", row(4)).encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let big: Vec<u8> = [0xFE, 0xFF]
        .into_iter()
        .chain(format!("{head}\n{}\n", row(5)).encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    let old_mac = format!("{head}\r{}\r", row(6));
    for bytes in [trailing.into_bytes(), semicolons.into(), tabs.into(), utf16, big, old_mac.into()]
    {
        let told = String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!(import_bytes(&p, &bytes).await, Ok(1), "{told}");
    }
    assert_eq!(p.find("N0007000004").await.given_name, "Zoë");
    // What is not empty is not dropped, and what cannot be read is said with the way on.
    let beyond = import_bytes(&p, format!("{head},\n{},note\n", row(7)).as_bytes()).await;
    assert!(beyond.expect_err("refused").contains("line 2, column (row): has a value in cell 7"));
    let latin = format!("{head}\n{}\n", row(8)).replace('ë', "?").into_bytes();
    let latin: Vec<u8> = latin.into_iter().map(|b| if b == b'?' { 0xEB } else { b }).collect();
    assert_eq!(import_bytes(&p, &latin).await, Ok(1));
    assert_eq!(p.find("N0007000008").await.given_name, "Zoë");
    let neither: Vec<u8> =
        latin.into_iter().map(|byte| if byte == 0xEB { 0x81 } else { byte }).collect();
    let told = import_bytes(&p, &neither).await.expect_err("refused");
    assert!(told.contains("line 2") && told.contains("CSV UTF-8"), "{told}");
}

async fn a_name_in_two_spellings_of_unicode_is_one_name(p: TestPortal) {
    let file = |name: &str| {
        format!(
            "sevis_id,given_name,surname,birth_date,email,school_code\nN0007000001,{name},Sample,2000-01-02,x@test.test,{SCHOOL}\n"
        )
    };
    p.import(&file("Jose\u{301}"), "", "").await.expect("taken");
    let summary = p.import(&file("Jos\u{e9}"), "", "").await.expect("taken");
    assert_eq!((summary.changed, summary.unchanged), (0, 1));
    let rows = student::Entity::find().all(p.db()).await.expect("query");
    assert_eq!(rows[0].given_name, "Jos\u{e9}");
    // In a form as well.
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let fields = [
        ("version", "1"),
        ("street", "9 Cafe\u{301} Road"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "\u{FF17}\u{FF18}\u{FF17}\u{FF10}\u{FF11}"),
        ("us_phone", "\u{202A}+1 (512) 555-0100\u{202C}"),
    ];
    let saved = browser.post("/api/profile/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.location());
    let row = p.find(&student.sevis_id).await;
    assert_eq!((row.street.as_str(), row.zip.as_str()), ("9 Caf\u{e9} Road", "78701"));
}
