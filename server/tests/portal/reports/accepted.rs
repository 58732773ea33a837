//! Reports that are taken.

use super::*;
use crate::on_both;
use crate::support::TestPortal;
use axum::http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{employer, history};

on_both! {
    a_report_is_stored_with_receipt_review_and_outgoing_change,
    the_same_form_sent_twice_is_one_report,
    a_double_click_is_one_report,
    a_report_months_late_is_taken_and_marked,
    deleting_is_soft_and_can_be_undone,
    history_names_field_old_and_new_and_filters,
    the_place_of_a_zip_code_is_offered_to_whoever_is_logged_in_and_decides_nothing,
}

async fn a_report_is_stored_with_receipt_review_and_outgoing_change(p: TestPortal) {
    let mut browser = ready(&p).await;
    let page = browser.post_and_look("/api/employer/save", JOB).await;
    assert!(page.body.contains("Receipt") && page.body.contains("FH-20260610-"));
    assert!(page.body.contains("CDT"), "with the zone");
    assert!(
        page.body.contains("Harbor &lt;Robotics&gt; &amp; Söhne")
            && !page.body.contains("<Robotics>")
    );
    assert_eq!(counts(&p).await, [1, 1, 1, 1]);
    let passes_on = "Saved; your school passes it on to SEVIS";
    assert!(browser.get("/employment").await.body.contains(passes_on));
    p.settle().await;
    assert!(browser.get("/employment").await.body.contains(passes_on), "no official has, so far");
}

async fn the_same_form_sent_twice_is_one_report(p: TestPortal) {
    let mut browser = ready(&p).await;
    let first = browser.post("/api/employer/save", JOB).await;
    let second = browser.post("/api/employer/save", JOB).await;
    assert_eq!(first.location(), second.location());
    assert_eq!(counts(&p).await, [1, 1, 1, 1]);
}

async fn a_double_click_is_one_report(p: TestPortal) {
    let browser = ready(&p).await;
    let clicks: Vec<_> = (0..6)
        .map(|_| {
            let mut tab = p.browser();
            tab.cookie = browser.cookie.clone();
            tokio::spawn(async move { tab.post("/api/employer/save", JOB).await.status })
        })
        .collect();
    for click in clicks {
        assert_eq!(click.await.expect("joined"), StatusCode::FOUND);
    }
    assert_eq!(counts(&p).await, [1, 1, 1, 1]);
}

async fn a_report_months_late_is_taken_and_marked(p: TestPortal) {
    let student = p.student(1, "post_completion,approved,full_time,2026-02-01,2027-01-31").await;
    p.register(&student).await;
    let mut browser = p.logged_in(&student).await;
    let page =
        browser.post_and_look("/api/employer/save", &with(&[("start_date", "2/11/2026")])).await;
    assert!(page.body.contains("Received 109 days after the 10-day limit."), "{}", page.body);
    let count = browser.get("/employment").await.body;
    assert!(
        count.contains("Reported 109 days late") && count.contains("<dd>10</dd>"),
        "the true date counts"
    );
}

async fn deleting_is_soft_and_can_be_undone(p: TestPortal) {
    let mut browser = ready(&p).await;
    browser.post("/api/employer/save", JOB).await;
    let id = employer::Entity::find().one(p.db()).await.expect("query").expect("row").id;
    assert!(
        browser.get(&format!("/employment/{id}")).await.body.contains("6 more days would count")
    );
    let page = browser.post_and_look("/api/employer/delete", &[("id", &id)]).await;
    assert!(page.body.contains("Employer deleted") && page.body.contains("Undo"));
    assert!(
        page.body.contains("<dd>10</dd>"),
        "ten days of June without an employer: {}",
        page.body
    );
    let page = browser.post_and_look("/api/employer/restore", &[("id", &id)]).await;
    assert!(page.body.contains("Employer brought back") && page.body.contains("<dd>4</dd>"));
}

async fn history_names_field_old_and_new_and_filters(p: TestPortal) {
    let mut browser = ready(&p).await;
    let profile = [
        ("street", "1 First Street"),
        ("zip", "78666"),
        ("us_phone", "5125550123"),
        ("version", "1"),
    ];
    browser.post("/api/profile/save", &profile).await;
    let profile = [
        ("street", "2 Second Street"),
        ("zip", "78666"),
        ("us_phone", "5125550123"),
        ("version", "2"),
    ];
    browser.post("/api/profile/save", &profile).await;
    let page = browser.get("/history?kind=profile_changed").await.body;
    assert!(page.contains("1 First Street, 78666") && page.contains("2 Second Street, 78666"));
    assert!(page.contains("Student (Ada Sample)"));
    assert!(!page.contains("Record imported</h3>") && !page.contains("<h3>Email:"));
    assert!(
        browser
            .get("/history?kind=mail&month=2026-06")
            .await
            .body
            .contains("<h3>Email: Optional Practical")
    );
    let none = browser.get("/history?month=2020-01").await.body;
    assert!(none.contains("Show everything") && none.contains("href=\"/history\""), "{none}");
    // Only what there is can be chosen, and what was asked for.
    let offered = |page: &str, kind: &str| page.contains(&format!("<option value=\"{kind}\""));
    assert!(offered(&page, "profile_changed") && offered(&page, "mail"), "{page}");
    assert!(!offered(&page, "plan_signed"), "{page}");
    assert!(offered(&browser.get("/history?kind=plan_signed").await.body, "plan_signed"));
    assert!(history::Entity::find().count(p.db()).await.expect("count") > 3);
}

async fn the_place_of_a_zip_code_is_offered_to_whoever_is_logged_in_and_decides_nothing(
    p: TestPortal,
) {
    let mut browser = ready(&p).await;
    for (zip, place) in [
        ("78701", "{\"city\":\"Austin\",\"state\":\"TX\"}"),
        (" 78701-1234 ", "{\"city\":\"Austin\",\"state\":\"TX\"}"),
        ("00000", "null"),
        ("7870", "null"),
        ("", "null"),
        ("Austin", "null"),
    ] {
        let answer = browser.fetch("/api/place", &[("zip", zip)]).await;
        assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, place), "{zip}");
    }
    assert_eq!(counts(&p).await, [0; 4]);
    let stranger = p.browser().fetch("/api/place", &[("zip", "78701")]).await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    // A code that is not listed is an address all the same.
    let unlisted = JOB
        .iter()
        .map(|(name, value)| if *name == "zip" { ("zip", "00000") } else { (*name, *value) });
    let page = browser.post_and_look("/api/employer/save", &unlisted.collect::<Vec<_>>()).await;
    assert!(page.body.contains("Receipt"), "{}", page.body);
}
