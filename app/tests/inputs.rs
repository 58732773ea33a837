//! `docs/inputs.md`: what is taken for each kind of field. Each row is tried here, and the document is what
//! came of it: `UPDATE_DOCS=1 cargo test -p app --test inputs` writes it anew.

use app::words::sentence;
use domain::employer::{Circumstances, EmployerForm};
use domain::{
    Fault, FaultCode, address, date, ein, email, file_day, phone, receipt_number, sevis_id, text,
};
use std::fmt::Write as _;

/// A kind of field: its name, the field that a fault names, what was tried, with bars between.
const KINDS: [(&str, &str, &str); 12] = [
    (
        "SEVIS ID",
        "sevis_id",
        "N0012345678|n 001 234 5678|NO0I2345678|N0012345678.|Ｎ００１２３４５６７８|\u{202A}N0012345678\u{202C}|N00123|12345678901",
    ),
    (
        "Email",
        "email",
        "ada@example.com| ada@example.com\u{200B}|ada+opt@example.com|ada@example|ada example.com",
    ),
    (
        "US phone",
        "us_phone",
        "(212) 555-0123|212.555.0123|+1 212 555 0123|٢١٢٥٥٥٠١٢٣|555-0123|+44 20 7946 0000",
    ),
    (
        "Day",
        "start_date",
        "03/27/2026|3/7/2026|03272026|2026-03-27|24 NOVEMBER 2026|Nov 24, 2026|24/11/2026|11/24/26|02/30/2026|tomorrow",
    ),
    (
        "Day in a file of the school",
        "file_day",
        "2026-11-24|2026/11/24|2026-11-24 00:00:00|2026-11-24T00:00:00Z|11/24/2026|24.11.2026|11/11/2026|24 NOV 2026|6/1/2026|11/24/26|13/13/2026|2026-02-30|marraskuu 24, 2026|46350",
    ),
    (
        "Day in a list from SEVIS",
        "sevis_day",
        "6/1/2026|06/01/2026 00:00|2026-06-01|24.11.2026|11/24/26|someday",
    ),
    ("ZIP code", "zip", "78666|78666-1234|786661234|７８６６６|7866|78666x"),
    ("EIN", "ein", "12-3456789|123456789|12 3456789|1234567"),
    (
        "Street where one lives",
        "street",
        "1 Main Street|333 Potomac Street|45 Box Hill Road|P.O. Box 12|POB 123|PO #12|GPO Box 9|\u{3164}",
    ),
    (
        "Employer name",
        "name",
        "Acme|Looking Forward Labs|Nonesuch Records|Seeking employment|N/A|none|\u{2800}|Acme\u{7}",
    ),
    ("Name", "supervisor_last_name", "O’Brien|Müller-Lüdenscheidt|李|R2D2"),
    ("Receipt number", "receipt_number", "IOE0123456789|ioe-012-345-6789|IOE012345678"),
];

/// Reads a field of this name as the portal does.
fn read(field: &str, text: &str) -> Result<Option<String>, FaultCode> {
    match field {
        "sevis_id" => Ok(sevis_id::SevisId::parse(text)?.map(|id| id.to_string())),
        "email" => Ok(email::Email::parse(text)?.map(|email| email.as_str().to_owned())),
        "us_phone" => phone::us(text),
        "start_date" => Ok(date::parse(text)?.map(date::iso)),
        "file_day" => Ok(file_day::parse(text)?.map(date::iso)),
        "sevis_day" => Ok(file_day::parse_us(text)?.map(date::iso)),
        "zip" => address::zip(text),
        "ein" => ein::parse(text),
        "street" if address::is_post_office_box(text) => Err(FaultCode::PostOfficeBox),
        "street" => text::line(text, 60),
        "name" => employer_name(text),
        "supervisor_last_name" => text::name(text, 40),
        "receipt_number" => {
            let number = receipt_number::ReceiptNumber::parse(text)?;
            Ok(number.map(|number| number.as_str().to_owned()))
        }
        _ => panic!("{field}"),
    }
}

/// A name as the employer form judges it.
fn employer_name(name: &str) -> Result<Option<String>, FaultCode> {
    let day = time::macros::date!(2026 - 06 - 01);
    let authorization = domain::authorization::Authorization {
        kind: domain::authorization::Kind::PostCompletion,
        status: domain::authorization::Status::Approved,
        schedule: domain::authorization::Schedule::FullTime,
        start: day,
        end: date::plus_days(day, 364),
    };
    let form = EmployerForm { name: name.to_owned(), ..EmployerForm::default() };
    let about = Circumstances {
        authorization: &authorization,
        student_name: "-",
        others: &[],
        stored: None,
        by_student: true,
    };
    let faults = form.parse(&about).expect_err("the other fields are empty");
    match faults.into_iter().find(|fault| fault.field == "name") {
        Some(fault) => Err(fault.code),
        None => text::line(name, 121),
    }
}

/// A text with what nobody sees spelled out.
fn shown(text: &str) -> String {
    let hidden = |c: char| {
        matches!(c, '\u{200B}' | '\u{202A}' | '\u{202C}' | '\u{3164}' | '\u{2800}')
            || c.is_control()
    };
    let spell = |c: char| match hidden(c) {
        true => format!("⟨U+{:04X}⟩", u32::from(c)),
        false => c.to_string(),
    };
    text.chars().map(spell).collect()
}

#[test]
fn the_document_of_inputs_says_what_is_taken() {
    let mut page = "# What is taken for each kind of field\n\nWritten by `UPDATE_DOCS=1 cargo test -p app --test inputs`, which tries each row. ⟨U+…⟩ stands for a character that nobody sees.\n".to_owned();
    for (name, field, tried) in KINDS {
        let _ = write!(page, "\n## {name}\n\n| typed | what becomes of it |\n|---|---|\n");
        for text in tried.split('|') {
            let outcome = match read(field, text) {
                Ok(Some(taken)) => format!("taken as `{taken}`"),
                Ok(None) => "taken for nothing".to_owned(),
                Err(code) => sentence(&Fault { field: field.into(), code }),
            };
            let _ = writeln!(page, "| `{}` | {outcome} |", shown(text));
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/inputs.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).expect("written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, page, "docs/inputs.md is not what the rules say; write it anew");
}
