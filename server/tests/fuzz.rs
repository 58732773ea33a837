//! Random input for the readers of the server: import files, sealed tokens, codes from paper, the
//! configuration. Bounded here; `make fuzz` goes on for long.

use domain::file_day::parse as day;
use proptest::prelude::*;
use server::config::Config;
use server::exchange::cells::yes;
use server::exchange::input::Input;
use server::exchange::reader::{Columns, File};
use server::exchange::report::Report;
use server::secret::{SealedAt, Secrets, paper_code, read_paper_code};
use std::io::Write as _;

const COLUMNS: Columns = Columns { required: &["sevis_id", "given_name"], optional: &["email"] };

/// Reads a file to its end; gives rows and faults.
fn read(bytes: &[u8]) -> Option<(usize, u64)> {
    let mut file = tempfile::NamedTempFile::new().expect("file");
    file.write_all(bytes).expect("written");
    let mut opened = File::open(&Input::at(file.path().to_owned()), &COLUMNS).ok()?;
    let mut tell = |_: String| {};
    let mut report = Report::new(&mut tell);
    let mut rows = 0;
    loop {
        let chunk = opened.chunk(&mut report);
        if chunk.is_empty() {
            return Some((rows, report.faults));
        }
        for row in &chunk {
            for column in ["sevis_id", "given_name", "email", "nowhere"] {
                let cell = row.get(column);
                let _ = (day(cell), yes(cell), row.has(column), row.line());
            }
        }
        rows += chunk.len();
    }
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader_of_import_files(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_rows_break_it_below_a_right_header(
        rows in prop::collection::vec(any::<u8>(), 0..600),
        mark in any::<bool>(),
    ) {
        let mark: &[u8] = if mark { b"\xEF\xBB\xBF" } else { b"" };
        let bytes = [mark, b"sevis_id,given_name,email\r\n", &rows].concat();
        prop_assert!(read(&bytes).is_some(), "a right header opens");
    }

    #[test]
    fn every_line_is_a_row_or_a_fault(
        cells in prop::collection::vec("[a-zA-Z0-9 ;'\u{e4}-\u{fc}]{1,12}", 3..60)
    ) {
        let lines: Vec<String> =
            cells.chunks(3).map(|cells| format!("x{}", cells.join(","))).collect();
        let bytes = format!("sevis_id,given_name,email\n{}\n", lines.join("\n"));
        let (rows, faults) = read(bytes.as_bytes()).expect("opens");
        prop_assert_eq!(rows as u64 + faults, lines.len() as u64);
    }

    #[test]
    fn only_what_was_sealed_opens(text in "\\PC{0,80}", at in any::<usize>(), byte in any::<u8>()) {
        let secrets = Secrets::generate();
        let sealed = secrets.seal(SealedAt::Mail("m"), &text);
        prop_assert_eq!(secrets.open(SealedAt::Mail("m"), &sealed), Some(text.clone()));
        prop_assert_eq!(secrets.open(SealedAt::Mail("n"), &sealed), None);
        prop_assert_eq!(secrets.open(SealedAt::Link("m"), &sealed), None);
        prop_assert_eq!(Secrets::generate().open(SealedAt::Mail("m"), &sealed), None);
        let mut changed = sealed.clone().into_bytes();
        let at = at % changed.len();
        changed[at] = byte;
        let opened = secrets.open(SealedAt::Mail("m"), &String::from_utf8_lossy(&changed));
        // The last sign holds bits that say nothing; apart from these every change is seen.
        prop_assert!(opened.is_none() || opened == Some(text), "{:?}", changed);
        prop_assert_eq!(secrets.open(SealedAt::Mail("m"), &sealed[..sealed.len() / 2]), None);
    }

    #[test]
    fn no_token_from_outside_breaks_the_opening(token in "\\PC{0,120}") {
        prop_assert_eq!(Secrets::generate().open(SealedAt::Mail("m"), &token), None);
    }

    #[test]
    fn a_code_from_paper_is_read_as_it_was_made(capitals in any::<bool>(), blanks in any::<bool>()) {
        let code = paper_code::<12>(4);
        let typed = if capitals { code.to_uppercase() } else { code.clone() };
        let typed = if blanks { typed.replace('-', "  ") } else { typed };
        prop_assert_eq!(read_paper_code(&typed), code.replace('-', ""));
    }

    #[test]
    fn no_setting_breaks_the_start(name in "FOOTHOLD_[A-Z_]{1,20}|DATABASE_URL", value in "\\PC{0,60}") {
        let _ = Config::read([(name, value)].into_iter().collect());
    }

    #[test]
    fn no_value_of_a_known_setting_breaks_the_start(
        name in prop::sample::select(vec![
            "FOOTHOLD_ADDR", "FOOTHOLD_PUBLIC_URL", "FOOTHOLD_SMTP_URL", "FOOTHOLD_SCAN_URL",
            "FOOTHOLD_ARGON2", "FOOTHOLD_LOG", "FOOTHOLD_MAIL_FROM", "FOOTHOLD_LIMIT_PAGES",
            "FOOTHOLD_SEVIS_UPLOAD_URL", "FOOTHOLD_SEVIS_ASK",
        ]),
        value in "\\PC{0,60}",
    ) {
        let _ = Config::read([(name.to_owned(), value)].into_iter().collect());
    }
}
