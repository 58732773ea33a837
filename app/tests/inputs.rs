//! `docs/inputs.md`: what is taken for each kind of field. Each row is tried here, and the document is what
//! came of it: `UPDATE_DOCS=1 cargo test -p app --test inputs` writes it anew.

use app::words::sentence;
use domain::employer::{Circumstances, EmployerForm};
use domain::{Fault, FaultCode, address, date, ein, email, phone, receipt_number, sevis_id, text};
use std::fmt::Write as _;

type Read = Box<dyn Fn(&str) -> Result<Option<String>, FaultCode>>;

/// A kind of field: its name, the field that a fault names, how it is read, what was tried.
struct Kind(&'static str, &'static str, Read, Vec<&'static str>);

fn kinds() -> Vec<Kind> {
    let id: Read = Box::new(|text| Ok(sevis_id::SevisId::parse(text)?.map(|id| id.to_string())));
    let address: Read =
        Box::new(|text| Ok(email::Email::parse(text)?.map(|email| email.as_str().to_owned())));
    let number: Read = Box::new(|text| {
        Ok(receipt_number::ReceiptNumber::parse(text)?.map(|number| number.as_str().to_owned()))
    });
    let day: Read = Box::new(|text| Ok(date::parse(text)?.map(date::iso)));
    let home: Read = Box::new(|text| match address::is_post_office_box(text) {
        true => Err(FaultCode::PostOfficeBox),
        false => text::line(text, 60),
    });
    vec![
        Kind(
            "SEVIS ID",
            "sevis_id",
            id,
            vec![
                "N0012345678",
                "n 001 234 5678",
                "NO0I2345678",
                "N0012345678.",
                "Ｎ００１２３４５６７８",
                "\u{202A}N0012345678\u{202C}",
                "N00123",
                "12345678901",
            ],
        ),
        Kind(
            "Email",
            "email",
            address,
            vec![
                "ada@example.com",
                " ada@example.com\u{200B}",
                "ada+opt@example.com",
                "ada@example",
                "ada example.com",
            ],
        ),
        Kind(
            "US phone",
            "us_phone",
            Box::new(phone::us),
            vec![
                "(212) 555-0123",
                "212.555.0123",
                "+1 212 555 0123",
                "٢١٢٥٥٥٠١٢٣",
                "555-0123",
                "+44 20 7946 0000",
            ],
        ),
        Kind(
            "Day",
            "start_date",
            day,
            vec![
                "03/27/2026",
                "3/7/2026",
                "03272026",
                "2026-03-27",
                "24 NOVEMBER 2026",
                "Nov 24, 2026",
                "24/11/2026",
                "11/24/26",
                "02/30/2026",
                "tomorrow",
            ],
        ),
        Kind(
            "ZIP code",
            "zip",
            Box::new(address::zip),
            vec!["78666", "78666-1234", "786661234", "７８６６６", "7866", "78666x"],
        ),
        Kind(
            "EIN",
            "ein",
            Box::new(ein::parse),
            vec!["12-3456789", "123456789", "12 3456789", "1234567"],
        ),
        Kind(
            "Street where one lives",
            "street",
            home,
            vec![
                "1 Main Street",
                "333 Potomac Street",
                "45 Box Hill Road",
                "P.O. Box 12",
                "POB 123",
                "PO #12",
                "GPO Box 9",
                "\u{3164}",
            ],
        ),
        Kind(
            "Employer name",
            "name",
            Box::new(employer_name),
            vec![
                "Acme",
                "Looking Forward Labs",
                "Nonesuch Records",
                "Seeking employment",
                "N/A",
                "none",
                "\u{2800}",
                "Acme\u{7}",
            ],
        ),
        Kind(
            "Name",
            "supervisor_last_name",
            Box::new(|text| text::name(text, 40)),
            vec!["O’Brien", "Müller-Lüdenscheidt", "李", "R2D2"],
        ),
        Kind(
            "Receipt number",
            "receipt_number",
            number,
            vec!["IOE0123456789", "ioe-012-345-6789", "IOE012345678"],
        ),
    ]
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
    for Kind(name, field, read, tried) in kinds() {
        let _ = write!(page, "\n## {name}\n\n| typed | what becomes of it |\n|---|---|\n");
        for text in tried {
            let outcome = match read(text) {
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
