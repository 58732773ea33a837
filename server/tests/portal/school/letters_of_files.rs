//! In which letters a file is written, and how it spells days.

use super::spreadsheets::{HEAD, find, import};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};

on_both! {
    letters_of_other_encodings_are_read_rightly_or_refused,
}

async fn letters_of_other_encodings_are_read_rightly_or_refused(p: TestPortal) {
    let file = |given: &[u8]| {
        let row = format!(",Sample,2001-02-03,{SCHOOL},1 Main St,Boston,MA,02134\n");
        [format!("{HEAD}\nN0000000001,").as_bytes(), given, row.as_bytes()].concat()
    };
    // "José" as an old Mac writes it, and a name in Shift-JIS.
    for given in [&b"Jos\x8E"[..], b"\x8E\x52\x93\x63"] {
        let refused = import(&p, "s.csv", &file(given)).await.expect_err("refused");
        assert!(refused.contains("has letters that cannot be read"), "{refused}");
    }
    let text = String::from_utf8(file("Zoë".as_bytes())).expect("text");
    for little in [true, false] {
        let wide = text.encode_utf16();
        let bytes: Vec<u8> = wide
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect();
        assert_eq!(import(&p, "s.csv", &bytes).await, Ok(vec![]), "without a mark");
        assert_eq!(find(&p, 1).await.given_name, "Zoë");
    }
    assert!(import(&p, "s.csv", b"").await.expect_err("refused").contains("is empty"));
    let barred = text.replace(',', "|");
    assert_eq!(import(&p, "s.csv", barred.as_bytes()).await, Ok(vec![]));
    // A mark between a letter and its accent is not seen, and keeps them apart no more.
    let apart = file("Jose\u{200B}\u{301}".as_bytes());
    import(&p, "s.csv", &apart).await.expect("taken");
    assert_eq!(find(&p, 1).await.given_name, "José");
    let days = |born: &str| text.replace("2001-02-03", born);
    for born in ["2001/02/04", "2001-02-04 00:00:00", "2.24.2001"] {
        import(&p, "s.csv", days(born).as_bytes()).await.expect(born);
    }
    let boxed = text.replace("street,city", "street,line2").replace("Boston", "PO Box 12");
    let refused = import(&p, "s.csv", boxed.as_bytes()).await.expect_err("refused");
    assert!(refused.contains("P.O. box"), "{refused}");
}
