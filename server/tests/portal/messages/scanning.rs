//! The virus scan.

use super::*;
use crate::support::TestPortal;
use domain::attachment::Scan;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{attachment, content};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_had_only_after_the_scan_and_a_virus_never() {
    let url = scanner().await;
    let p = TestPortal::set_up(|config| config.scan_url = Some(url)).await;
    let mut holder = p.holder("ada@test.test").await;
    let bad = [PDF, b"virus %%EOF"].concat();
    let files: [(&str, &[u8]); 2] = [("good.pdf", PDF), ("bad.pdf", &bad)];
    let answer = write(&mut holder.browser, "/messages/new", "Two files", &files).await;
    let path = answer.location().to_owned();
    let page = holder.browser.get(&path).await.body;
    assert!(!page.contains("href=\"/files/"), "none before the scan: {page}");
    p.settle().await;
    let page = holder.browser.get(&path).await.body;
    assert!(page.contains("Checked for viruses") && page.contains("deleted"), "{page}");
    assert_eq!(page.matches("href=\"/files/").count(), 1);
    let left = content::Entity::find().count(p.db()).await.expect("count");
    assert_eq!(left, 1, "the virus itself is gone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_scanner_is_away_files_wait_and_nothing_is_lost() {
    let p = TestPortal::set_up(|config| config.scan_url = Some("tcp://127.0.0.1:9".into())).await;
    let mut holder = p.holder("ada@test.test").await;
    let answer = write(&mut holder.browser, "/messages/new", "A file", &[("a.pdf", PDF)]).await;
    let path = answer.location().to_owned();
    assert!(server::jobs::run_due(&p.portal).await.is_err(), "the round says so");
    let page = holder.browser.get(&path).await.body;
    assert!(page.contains("Being checked") && page.contains("a.pdf"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_without_the_scanners_setting_does_not_call_a_waiting_file_unchecked() {
    let url = scanner().await;
    let p = TestPortal::set_up(|config| config.scan_url = Some(url.clone())).await;
    let mut holder = p.holder("ada@test.test").await;
    let answer = write(&mut holder.browser, "/messages/new", "A file", &[("a.pdf", PDF)]).await;
    let path = answer.location().to_owned();
    let p = p.again(|config| config.scan_url = None).await;
    p.settle().await;
    let p = p.again(|config| config.scan_url = Some(url)).await;
    p.settle().await;
    assert!(holder.browser.get(&path).await.body.contains("Checked for viruses"));
    // Where there has been none for an hour, there is none any more.
    write(&mut holder.browser, &path, "Another", &[("b.pdf", PDF)]).await;
    let p = p.again(|config| config.scan_url = None).await;
    p.clock.advance(time::Duration::minutes(61));
    p.settle().await;
    let rows = attachment::Entity::find().all(p.db()).await.expect("rows");
    let of = |name: &str| rows.iter().find(|row| row.name == name).map(|row| row.scan.0);
    assert_eq!((of("a.pdf"), of("b.pdf")), (Some(Scan::Clean), Some(Scan::Unscanned)));
}
