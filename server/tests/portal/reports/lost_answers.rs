//! Reports over a line that drops: what arrived is known again when it comes once more, and a receipt shows both times.

use super::{counts, ready, with};
use crate::on_both;
use crate::support::{Browser, TestPortal, between};
use time::Duration;

on_both! {
    an_edit_whose_answer_was_lost_is_the_same_report_when_it_is_sent_again,
    an_address_whose_answer_was_lost_is_the_same_report_when_it_is_sent_again,
    a_receipt_shows_when_the_device_first_tried,
}

const SAVE: &str = "/api/employer/save";

async fn added(browser: &mut Browser) -> String {
    let saved = browser.post(SAVE, &with(&[])).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    let page = browser.get("/employment").await.body;
    between(&page, "/employment/", "/edit").rsplit('/').next().expect("an employer").to_owned()
}

async fn an_edit_whose_answer_was_lost_is_the_same_report_when_it_is_sent_again(p: TestPortal) {
    let mut browser = ready(&p).await;
    let id = added(&mut browser).await;
    let edit = |title: &'static str, version: &'static str| {
        let mut fields = with(&[("job_title", title), ("version", version), ("once", "")]);
        fields.push(("id", id.as_str()));
        fields
    };
    let first = browser.post(SAVE, &edit("Engineer", "1")).await;
    let before = counts(&p).await;
    for _ in 0..2 {
        let again = browser.post(SAVE, &edit("Engineer", "1")).await;
        assert_eq!(again.location(), first.location(), "{}", again.body);
    }
    assert_eq!(counts(&p).await, before, "nothing twice");
    // Other content, or a version that is not the one before, is a change that somebody else should see.
    for (title, version) in
        [("Designer", "1"), ("Engineer", "0"), ("Engineer", "9"), ("Engineer", "")]
    {
        let page = browser.post_and_look(SAVE, &edit(title, version)).await.body;
        assert!(page.contains("changed somewhere else"), "{title} {version}: {page}");
    }
    // What somebody else has made since is not what the receipt says, even where it is what the form wants.
    let table =
        "UPDATE employers SET version = version + 1, job_title = 'Designer' WHERE version = 2";
    sea_orm::ConnectionTrait::execute_unprepared(p.db(), table)
        .await
        .expect("corrected by the school");
    let page = browser.post_and_look(SAVE, &edit("Designer", "2")).await.body;
    assert!(page.contains("changed somewhere else"), "{page}");
    let back = browser.post(SAVE, &edit("Engineer", "3")).await;
    assert!(back.location().starts_with("/receipts/"), "{}", back.body);
    // What was changed and changed back is no longer that report.
    for (title, version) in [("Designer", "4"), ("Engineer", "5")] {
        let other = browser.post(SAVE, &edit(title, version)).await;
        assert!(other.location().starts_with("/receipts/") && other.location() != first.location());
    }
    let page = browser.post_and_look(SAVE, &edit("Engineer", "1")).await.body;
    assert!(page.contains("changed somewhere else"), "{page}");
}

async fn an_address_whose_answer_was_lost_is_the_same_report_when_it_is_sent_again(p: TestPortal) {
    let mut browser = ready(&p).await;
    let home = |street: &'static str, version: &'static str| {
        [
            ("street", street),
            ("city", "Austin"),
            ("state", "TX"),
            ("zip", "78701"),
            ("no_phone", "on"),
            ("version", version),
        ]
    };
    let save = "/api/profile/save";
    let page = browser.get("/profile").await.body;
    let version: i32 =
        between(&page, "name=\"form[version]\" value=\"", "\"").parse().expect("a version");
    assert_eq!(version, 1);
    let first = browser.post(save, &home("1 Pier Road", "1")).await;
    assert!(first.location().starts_with("/receipts/"), "{}", first.body);
    let before = counts(&p).await;
    let again = browser.post(save, &home("1 Pier Road", "1")).await;
    assert_eq!((again.location(), counts(&p).await), (first.location(), before));
    let page = browser.post_and_look(save, &home("2 Pier Road", "1")).await.body;
    assert!(page.contains("changed somewhere else"), "{page}");
    // With the version that is on record nothing has changed, and nothing is reported.
    let none = browser.post(save, &home("1 Pier Road", "2")).await;
    assert_eq!((none.location(), counts(&p).await), ("/profile", before));
}

async fn a_receipt_shows_when_the_device_first_tried(p: TestPortal) {
    let mut browser = ready(&p).await;
    let now = p.portal.look().at();
    let minutes = |n: i64| (now - n * 60_000).to_string();
    let (tried, coming) = (minutes(90), minutes(-1));
    let mut receipt = async |once: &str, start: &str, tried: &str| {
        let fields = with(&[("once", once), ("start_date", start), ("tried_at", tried)]);
        let to = browser.post(SAVE, &fields).await.location().to_owned();
        browser.get(&to).await.body
    };
    let page = receipt("key-1", "06/05/2026", &tried).await;
    let zone = server::clock::Zone::of("America/Chicago");
    let words = |minutes: i64| zone.words(p.portal.look().now() - Duration::minutes(minutes));
    let both =
        format!("<dt>First tried to send</dt><dd>{} (by the device’s clock)</dd>", words(90));
    assert!(page.contains(&both), "{page}");
    assert!(page.contains(&format!("<dt>Received</dt><dd>{}</dd>", words(0))), "{page}");
    for (once, start, tried) in [
        ("key-2", "06/06/2026", coming.as_str()),
        ("key-3", "06/07/2026", "yesterday"),
        ("key-4", "06/08/2026", ""),
    ] {
        let page = receipt(once, start, tried).await;
        assert!(
            page.contains("<dt>Received</dt>") && !page.contains("First tried"),
            "{tried}: {page}"
        );
    }
}
