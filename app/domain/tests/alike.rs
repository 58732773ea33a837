//! What looks alike to a person is read alike: marks, digits, blanks, dashes and quotes of all keyboards.

use domain::factor::bare_code;
use domain::questions::fold;
use domain::{FaultCode, address, date, ein, email, phone, receipt_number, sevis_id, text};
use proptest::prelude::*;
use time::macros::date as day;

/// Digits of other keyboards.
const ZEROS: [char; 6] = ['0', '０', '٠', '۰', '०', '𝟎'];
/// What comes along when text is pasted.
const MARKS: [&str; 6] = ["", "\u{200B}", "\u{202A}", "\u{202C}", "\u{FEFF}", "\u{00AD}"];
/// Dashes.
const DASHES: [char; 5] = ['-', '–', '—', '‑', '−'];
/// Blanks.
const BLANKS: [char; 5] = [' ', '\u{00A0}', '\u{3000}', '\u{2009}', '\u{202F}'];

/// The same text as another keyboard, or another program, would give it.
fn another_spelling(text: &str, seed: &[u8]) -> String {
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        let pick = usize::from(seed[at % seed.len()]);
        out.push_str(MARKS[pick % MARKS.len()]);
        out.push(match c {
            '0'..='9' => {
                let zero = u32::from(ZEROS[pick % ZEROS.len()]);
                char::from_u32(zero + u32::from(c) - u32::from('0')).expect("a digit")
            }
            '-' => DASHES[pick % DASHES.len()],
            ' ' => BLANKS[pick % BLANKS.len()],
            '\'' => ['\'', '’', '‘', 'ʼ'][pick % 4],
            '"' => ['"', '“', '”'][pick % 3],
            other => other,
        });
    }
    out
}

proptest! {
    #[test]
    fn any_two_spellings_that_look_alike_are_read_alike(seed in prop::collection::vec(any::<u8>(), 1..40)) {
        let other = |text: &str| another_spelling(text, &seed);
        prop_assert_eq!(sevis_id::SevisId::parse(&other("N0012345678")), sevis_id::SevisId::parse("N0012345678"));
        prop_assert_eq!(ein::parse(&other("12-3456789")), Ok(Some("123456789".into())));
        prop_assert_eq!(phone::us(&other("+1 (212) 555-0123")), Ok(Some("2125550123".into())));
        prop_assert_eq!(address::zip(&other("10001-1234")), Ok(Some("10001-1234".into())));
        prop_assert_eq!(date::parse(&other("11/24/2026")), Ok(Some(day!(2026 - 11 - 24))));
        prop_assert_eq!(date::parse(&other("2026-11-24")), Ok(Some(day!(2026 - 11 - 24))));
        prop_assert_eq!(bare_code(&other("123 456")), "123456");
        prop_assert_eq!(bare_code(&other("abcd-0123")), "abcd0123");
        prop_assert_eq!(fold(&other("O'Brien \"the\" 2nd")), fold("O'Brien \"the\" 2nd"));
        let number = receipt_number::ReceiptNumber::parse(&other("IOE-0123456789"));
        prop_assert_eq!(number, receipt_number::ReceiptNumber::parse("IOE0123456789"));
        let typed = other("ada@test.test");
        prop_assert_eq!(email::Email::parse(&typed), email::Email::parse("ada@test.test"));
        let line = text::line(&other("A line of text"), 60).expect("taken").expect("some");
        prop_assert_eq!(line.split_whitespace().collect::<Vec<_>>().join(" "), "A line of text");
    }
}

#[test]
fn what_is_blank_to_the_eye_is_blank() {
    for blank in [
        "",
        " ",
        "\u{3164}",
        "\u{2800}\u{2800}",
        "\u{00A0}\t",
        "\u{200B}",
        "\u{FFA0} \u{115F}",
        "\u{1D173}",
        "\u{180F}",
        "\u{1BCA0}",
        "\u{16FE4}",
    ] {
        assert_eq!(text::line(blank, 60), Ok(None), "{blank:?}");
        assert_eq!(text::paragraph(blank, 60), Ok(None), "{blank:?}");
    }
}

#[test]
fn what_cannot_be_stored_is_named() {
    for (text, code) in [("a\u{7}b", 7), ("a\u{FFFE}b", 0xFFFE), ("a\0b", 0), ("a\u{85}b", 0x85)] {
        assert_eq!(text::line(text, 60), Err(FaultCode::UnseenCharacters { code }));
    }
    assert_eq!(text::paragraph("a\u{1B}b", 60), Err(FaultCode::UnseenCharacters { code: 0x1B }));
}

#[test]
fn joined_letters_stay_joined_in_a_text_of_several_lines() {
    let text = "می\u{200C}خواهم 👩\u{200D}💻\nSecond line";
    assert_eq!(text::paragraph(text, 60), Ok(Some(text.into())));
}

#[test]
fn a_month_in_letters_stands_where_people_put_it() {
    for text in [
        "24 NOVEMBER 2026",
        "24 Nov 2026",
        "Nov 24, 2026",
        "November 24th, 2026",
        "24-nov-2026",
        "2026 Nov 24",
    ] {
        assert_eq!(date::parse(text), Ok(Some(day!(2026 - 11 - 24))), "{text}");
    }
    assert_eq!(date::parse("31 November 2026"), Err(FaultCode::NoSuchDay));
    assert_eq!(date::parse("24 Nov 26"), Err(FaultCode::TwoDigitYear));
}

#[test]
fn a_sevis_id_typed_from_paper_is_read() {
    let right = sevis_id::SevisId::parse("N0001234567");
    for typed in ["NO001234567", "N0001234567.", "n000l234567", "N 0001234567", "N-000-123-4567,"] {
        assert_eq!(sevis_id::SevisId::parse(typed), right, "{typed}");
    }
    for wrong in ["0001234567", "N000123456", "N00012345678", "M0001234567", "N00012E4567"] {
        assert_eq!(sevis_id::SevisId::parse(wrong), Err(FaultCode::Malformed), "{wrong}");
    }
}

#[test]
fn a_joiner_stays_where_it_shapes_a_name_and_goes_elsewhere() {
    for name in ["علی\u{200C}رضا", "ශ\u{0DCA}\u{200D}රී", "👩\u{200D}💻 Ltd", "❤\u{FE0F} Bakery"]
    {
        assert_eq!(text::line(name, 60), Ok(Some(name.to_owned())), "{name:?}");
    }
    for (typed, kept) in [
        ("Ac\u{200D}me", "Acme"),
        ("\u{200C}علی\u{200C}", "علی"),
        ("é\u{200C}é", "éé"),
        ("北\u{200D}京", "北京"),
        ("علی\u{200B}\u{200C}رضا", "علی\u{200C}رضا"),
    ] {
        assert_eq!(text::line(typed, 60), Ok(Some(kept.to_owned())), "{typed:?}");
    }
    assert_eq!(bare_code("۱۲۳\u{200C}۴۵۶"), "123456");
}

#[test]
fn digits_of_every_writing_are_digits() {
    for zero in [0x1E950u32, 0x11950, 0x16AC0, 0x1E140, 0x1E2F0, 0x1FBF0, 0x11DA0] {
        let typed: String = "78701"
            .chars()
            .map(|c| char::from_u32(zero + u32::from(c) - 48).expect("one"))
            .collect();
        assert_eq!(address::zip(&typed), Ok(Some("78701".into())), "{zero:X}");
    }
}

#[test]
fn a_month_of_another_language_is_none() {
    for typed in ["15 marraskuu 1999", "3 Marzo 2026", "3 Junio 2026", "3 Decembre 2026"] {
        assert_eq!(date::parse(typed), Err(FaultCode::NotADate), "{typed}");
    }
    for typed in ["3 Sept 2026", "September 3, 2026", "3 sep 2026"] {
        assert_eq!(date::parse(typed), Ok(Some(day!(2026 - 09 - 03))), "{typed}");
    }
}
