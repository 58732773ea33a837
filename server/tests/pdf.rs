//! Paper as a PDF: it is made of any text, and is accessible by PDF/UA-1 (the library refuses what is not).

use proptest::prelude::*;
use server::pdf::{Paper, Piece, render};

fn piece() -> impl Strategy<Value = Piece> {
    let text = "\\PC{0,300}(\n\\PC{0,80}){0,3}";
    let stroke = prop::collection::vec((0u16..=1000, 0u16..=1000), 0..6);
    prop_oneof![
        text.prop_map(|words| Piece::Heading(2, words)),
        text.prop_map(Piece::Text),
        ("\\PC{1,60}", text).prop_map(|(label, value)| Piece::Fact(label, value)),
        prop::collection::vec(stroke, 0..4).prop_map(Piece::Drawing),
    ]
}

fn paper(pieces: Vec<Piece>) -> Paper {
    let mut paper = Paper::new("A paper");
    paper.heading(1, "A paper");
    paper.pieces.extend(pieces);
    paper
}

#[test]
fn a_plain_paper_is_made() {
    let made = render(&paper(vec![
        Piece::Heading(2, "Section 1".into()),
        Piece::Text("Zażółć gęślą jaźń. 漢字 and مرحبا, too: \u{1F600}".into()),
        Piece::Fact("Label".into(), "A value\nof two lines".into()),
        Piece::Drawing(vec![vec![(0, 0), (500, 500)]]),
    ]));
    let bytes = made.expect("a paper");
    assert!(bytes.starts_with(b"%PDF-1.7"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_paper_is_made_of_any_text(pieces in prop::collection::vec(piece(), 0..12)) {
        let one = render(&paper(pieces.clone()));
        prop_assert!(one.is_ok(), "{:?}", one.err());
        prop_assert_eq!(one.ok(), render(&paper(pieces)).ok());
    }
}
