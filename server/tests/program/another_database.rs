//! A secret file that belongs to another database.

use super::{demo, foothold, run};
use std::path::Path;

/// Calls that write with the keys, or read what was sealed with them.
const CALLS: [&str; 15] = [
    "official invite --email new@demo.test --name New --school DEMO214F00000000",
    "official reset --email dso@demo.test",
    "official remove --email dso@demo.test",
    "account reset --email law@demo.test",
    "school add --code BOS214F12345678 --name Bay",
    "school set --code DEMO214F00000000 --review first",
    "students import --students none.csv",
    "students export",
    "batch hold --hours 1",
    "batch list",
    "jobs run-due",
    "outbox list",
    "outbox retry --all-failed",
    "audit export",
    "secret rotate",
];

fn refused(folder: &Path, why: &str) {
    for call in CALLS {
        let (code, told, error) = run(demo(folder).args(call.split_whitespace()));
        assert!(code == Some(1) && error.contains(why), "{call}: {told}{error}");
    }
}

#[test]
fn no_call_reads_or_writes_with_the_keys_of_another_database_and_the_chain_stays_whole() {
    let (own, other) = (tempfile::tempdir().expect("folder"), tempfile::tempdir().expect("folder"));
    assert_eq!(run(demo(own.path()).arg("demo")).0, Some(0));
    assert_eq!(run(foothold(other.path()).arg("migrate")).0, Some(0));
    let (secret, kept) = (own.path().join("secret"), own.path().join("kept"));
    std::fs::copy(&secret, &kept).expect("copied");
    std::fs::copy(other.path().join("secret"), &secret).expect("copied");
    refused(own.path(), "belongs to another database");
    std::fs::copy(&kept, &secret).expect("copied");
    assert_eq!(run(demo(own.path()).args(["secret", "rotate"])).0, Some(0));
    std::fs::copy(&secret, own.path().join("newest")).expect("copied");
    std::fs::copy(&kept, &secret).expect("copied");
    refused(own.path(), "older than the database");
    std::fs::copy(own.path().join("newest"), &secret).expect("copied");
    let (code, told, error) = run(demo(own.path()).arg("check"));
    assert!(code == Some(0) && told.contains("intact"), "{told}{error}");
}

#[test]
fn a_database_that_nobody_has_used_takes_any_secret_file() {
    let folder = tempfile::tempdir().expect("folder");
    assert_eq!(run(foothold(folder.path()).args(["outbox", "list"])).0, Some(0));
    std::fs::remove_file(folder.path().join("secret")).expect("removed");
    for call in ["outbox list", "audit export", "jobs run-due", "check"] {
        let (code, told, error) = run(foothold(folder.path()).args(call.split_whitespace()));
        assert_eq!(code, Some(0), "{call}: {told}{error}");
    }
}
