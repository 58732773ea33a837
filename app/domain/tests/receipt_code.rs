//! Number and code of a receipt.

use domain::receipt_code::{parse, spell};
use proptest::prelude::*;

#[test]
fn what_is_typed_from_paper_is_forgiven_and_both_faults_are_told_at_once() {
    let read = parse(" fh-20260610-0a1b2c3d ", "oiL45 6789 a").expect("read");
    assert_eq!(read, ("FH-20260610-0A1B2C3D".to_owned(), "011456789A".to_owned()));
    assert_eq!(parse("", "").expect_err("both").len(), 2);
    assert_eq!(parse("x'--", "<b>").expect_err("both").len(), 2);
    assert_eq!(spell("0123456789"), "01234-56789");
}

proptest! {
    #[test]
    fn a_code_is_read_as_it_was_spelled(code in "[0-9A-HJKMNP-TV-Z]{10}") {
        prop_assert_eq!(parse("FH-20260610-0A1B2C3D", &spell(&code)).expect("read").1, code);
    }

    #[test]
    fn nothing_that_is_typed_breaks_it(number in any::<String>(), code in any::<String>()) {
        let _ = parse(&number, &code);
    }
}
