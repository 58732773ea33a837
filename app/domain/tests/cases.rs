//! Receipt numbers, consents, and files: what is taken for what it is.

use domain::FaultCode;
use domain::attachment::{FileFault, FileKind, LARGEST, inspect, name};
use domain::case::{Consent, Decision};
use domain::receipt_number::ReceiptNumber;
use proptest::prelude::*;

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("short");
    [&length.to_be_bytes(), name.as_slice(), data, &[0; 4]].concat()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes(), &height.to_be_bytes(), [8, 2, 0, 0, 0].as_slice()].concat();
    let chunks = [chunk(b"IHDR", &head), chunk(b"IDAT", &[1, 2, 3]), chunk(b"IEND", &[])].concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunks].concat()
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut frame = vec![0xFF, 0xC0, 0, 11, 8];
    frame.extend(height.to_be_bytes());
    frame.extend(width.to_be_bytes());
    frame.extend([1, 1, 0x11, 0]);
    [&[0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2], frame.as_slice(), &[0xFF, 0xDA, 0, 2, 9, 9, 0xFF, 0xD9]]
        .concat()
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\r\n".to_vec()
}

#[test]
fn a_receipt_number_is_three_letters_and_ten_digits_however_it_is_typed() {
    for typed in
        ["IOE0123456789", " ioe 012-345-6789 ", "eac0123456789", "XYZ0000000000", "IOEO12345678I"]
    {
        let read = ReceiptNumber::parse(typed).expect("taken").expect("some");
        assert_eq!(read.as_str().len(), 13, "{typed}");
    }
    assert_eq!(ReceiptNumber::parse("  "), Ok(None));
    for typed in ["IOE012345678", "IOE01234567890", "1OE0123456789", "IOÉ0123456789", "0123456789"]
    {
        assert_eq!(ReceiptNumber::parse(typed), Err(FaultCode::Malformed), "{typed}");
    }
}

#[test]
fn a_consent_is_given_once_and_taken_back_for_good() {
    use Decision::*;
    assert_eq!(Consent::Asked.after(Agree), Some(Consent::Given));
    assert_eq!(Consent::Given.after(Withdraw), Some(Consent::Refused));
    for over in [Consent::Refused, Consent::Ended] {
        for decision in Decision::ALL {
            assert_eq!(over.after(*decision), None, "{over:?} {decision:?}");
        }
    }
    assert_eq!(Consent::Asked.after(Withdraw), None);
    assert_eq!(Consent::Given.after(Refuse), None, "refusing is for what was asked");
}

#[test]
fn a_file_is_what_is_in_it() {
    assert_eq!(inspect(&pdf()), Ok(FileKind::Pdf));
    assert_eq!(inspect(&png(600, 400)), Ok(FileKind::Png));
    assert_eq!(inspect(&jpeg(600, 400)), Ok(FileKind::Jpeg));
    for other in
        [b"GIF89a".as_slice(), b"PK\x03\x04", b"<html>", b"MZ", b"x%PDF-1.7 %%EOF", b"II*\0"]
    {
        assert_eq!(inspect(other), Err(FileFault::WrongKind));
    }
    assert_eq!(inspect(&[]), Err(FileFault::Empty));
    assert_eq!(inspect(&vec![b'%'; LARGEST + 1]), Err(FileFault::TooLarge));
}

#[test]
fn what_breaks_off_is_damaged() {
    for whole in [pdf(), png(2, 2), jpeg(2, 2)] {
        for end in 8..whole.len() - 9 {
            assert_eq!(inspect(&whole[..end]), Err(FileFault::Damaged), "{end}");
        }
    }
}

#[test]
fn a_second_file_within_the_first_is_refused() {
    let archive = [b"PK\x03\x04 a zip ".as_slice(), b"PK\x05\x06", &[0; 18]].concat();
    for file in [pdf(), png(2, 2), jpeg(2, 2)] {
        assert_eq!(inspect(&[file, archive.clone()].concat()), Err(FileFault::Disguised));
    }
    // Phones put more pictures behind the first; nothing but a picture follows a PNG.
    assert_eq!(inspect(&[jpeg(2, 2), jpeg(2, 2)].concat()), Ok(FileKind::Jpeg));
    assert_eq!(inspect(&[png(2, 2), b"x".to_vec()].concat()), Err(FileFault::Disguised));
}

#[test]
fn an_image_that_unpacks_into_gigabytes_is_refused() {
    assert_eq!(inspect(&png(60_000, 60_000)), Err(FileFault::TooManyPixels));
    assert_eq!(inspect(&png(u32::MAX, u32::MAX)), Err(FileFault::TooManyPixels));
    assert_eq!(inspect(&jpeg(u16::MAX, u16::MAX)), Err(FileFault::TooManyPixels));
    assert_eq!(inspect(&png(0, 5)), Err(FileFault::Damaged));
}

#[test]
fn a_file_keeps_its_name_but_no_folder_no_trick_and_the_ending_of_what_it_is() {
    let kept = |typed| name(typed, FileKind::Pdf);
    assert_eq!(kept("Über uns, 2026.pdf"), "Über uns, 2026.pdf");
    assert_eq!(kept("C:\\Users\\me\\letter.docx"), "letter.pdf");
    assert_eq!(kept("../../etc/passwd"), "passwd.pdf");
    assert_eq!(kept("a\r\nSet-Cookie: x\".exe"), "aSet-Cookie x.pdf");
    assert_eq!(kept("gpj.\u{202E}fdp"), "gpj.pdf");
    assert_eq!(kept(""), "file.pdf");
    assert_eq!(kept(".htaccess"), "file.pdf");
    assert_eq!(kept(&"x".repeat(500)).chars().count(), 124);
}

proptest! {
    #[test]
    fn no_receipt_number_breaks_the_reader(typed in "\\PC{0,40}") {
        if let Ok(Some(number)) = ReceiptNumber::parse(&typed) {
            prop_assert_eq!(ReceiptNumber::parse(number.as_str()), Ok(Some(number)));
        }
    }

    #[test]
    fn no_bytes_break_the_look_into_files(
        start in prop::sample::select(vec![0_usize, 1, 2, 3]),
        rest in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let marks: [&[u8]; 4] = [b"", b"%PDF-", b"\x89PNG\r\n\x1a\n", &[0xFF, 0xD8, 0xFF]];
        let _ = inspect(&[marks[start], &rest].concat());
    }

    #[test]
    fn a_changed_byte_breaks_nothing(at in 0_usize..60, byte in any::<u8>()) {
        for mut file in [pdf(), png(2, 2), jpeg(2, 2)] {
            let at = at % file.len();
            file[at] = byte;
            let _ = inspect(&file);
        }
    }

    #[test]
    fn a_kept_name_is_safe_wherever_it_is_shown(typed in "\\PC{0,200}") {
        let kept = name(&typed, FileKind::Png);
        prop_assert!(kept.ends_with(".png"), "{}", kept);
        prop_assert!(!kept.contains(['/', '\\', '"', '\r', '\n', '\0']), "{}", kept);
        prop_assert!(!kept.starts_with('.'));
    }
}

#[test]
fn a_pdf_is_one_with_a_mark_or_blanks_before_its_header_and_padding_behind() {
    let pdf = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n";
    for before in [&b""[..], b"\xEF\xBB\xBF", b"\n", b"\r\n  ", b"\0\0"] {
        for behind in [&b""[..], b"\r\n", &[0; 5000], &[b' '; 3000]] {
            assert_eq!(inspect(&[before, pdf, behind].concat()), Ok(FileKind::Pdf), "{before:?}");
        }
    }
    for before in [&b"<html>"[..], b"GIF89a", b"MZ", &[b'\n'; 1100]] {
        assert_eq!(inspect(&[before, pdf].concat()), Err(FileFault::WrongKind), "{before:?}");
    }
}
