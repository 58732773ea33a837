//! Files that are no answers, and answers that want to harm.

use super::answer;
use crate::on_both;
use crate::support::TestPortal;
use server::sevis::log::read;
use std::path::PathBuf;

on_both! {
    what_is_no_answer_is_refused_with_its_place_and_reason,
}

fn samples() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/sevis-samples");
    assert!(folder.exists(), "{} is missing", folder.display());
    folder
}

async fn what_is_no_answer_is_refused_with_its_place_and_reason(p: TestPortal) {
    let log = |body: &str| format!("<TransactionLog>{body}</TransactionLog>");
    let deep = format!("{}{}", "<a>".repeat(40), "</a>".repeat(40));
    for (text, why) in [
        ("<!DOCTYPE x [<!ENTITY a \"b\">]><TransactionLog/>".to_owned(), "document type"),
        (log("<BatchHeader><BatchID>&own;</BatchID></BatchHeader>"), "entity"),
        ("<TransactionLog xmlns=\"urn:x\"><BatchDetail/></TransactionLog>".to_owned(), "namespace"),
        ("<x:TransactionLog xmlns:x=\"urn:x\"/>".to_owned(), "namespace"),
        ("<SEVISBatchCreateUpdateStudent/>".to_owned(), "is no TransactionLog"),
        (log("<BatchDetail>").replace("</TransactionLog>", ""), "ends in the middle"),
        (log("\n<BatchDetail></Wrong>"), "line 2"),
        (log(&deep), "more elements"),
        (log(""), "has no BatchDetail"),
        (String::new(), "is empty"),
        ("not XML at all".to_owned(), "outside of its elements"),
        (
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><TransactionLog/>".to_owned(),
            "not in UTF-8",
        ),
    ] {
        let told = answer(&p, &text).await.expect_err("refused");
        assert!(told.contains(why), "{why}: {told}");
    }
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(log("").encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(read(&utf16).expect_err("refused").contains("UTF-16"));
    let huge = vec![b' '; (10 << 20) + 1];
    assert!(read(&huge).expect_err("refused").contains("larger"));
}

#[test]
fn every_sample_of_a_log_is_read_and_every_hostile_one_is_refused() {
    let mut seen = 0;
    for entry in std::fs::read_dir(samples()).expect("the samples") {
        let path = entry.expect("entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).expect("read");
        if name.starts_with("log-") {
            let log = read(&bytes).unwrap_or_else(|why| panic!("{name}: {why}"));
            let (taken, all) =
                (log.records.iter().filter(|r| r.taken == Some(true)).count(), log.records.len());
            let right = match &name[..6] {
                "log-01" | "log-03" => (1, 1),
                "log-02" => (3, 5),
                "log-09" => (0, 1),
                _ => (0, 0),
            };
            assert_eq!((taken, all), right, "{name}");
            assert_eq!(log.test, name.starts_with("log-08"), "{name}");
        } else if name.starts_with("hostile-") {
            read(&bytes).expect_err(&name);
        } else {
            continue;
        }
        seen += 1;
    }
    assert!(seen >= 11, "{seen}");
}
