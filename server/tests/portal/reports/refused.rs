//! Reports that are refused, and what is kept of them.

use super::*;
use crate::on_both;
use crate::support::TestPortal;
use axum::http::StatusCode;
use sea_orm::EntityTrait;
use server::store::entity::{employer, receipt};

on_both! {
    a_refused_report_keeps_all_that_was_typed_and_writes_nothing,
    markup_in_a_name_is_inert_on_every_page,
    another_students_employer_is_not_found_by_any_way,
    a_stem_student_can_neither_add_nor_rename_by_posting,
    a_stale_form_is_told_and_overwrites_nothing,
}

async fn a_refused_report_keeps_all_that_was_typed_and_writes_nothing(p: TestPortal) {
    let mut browser = ready(&p).await;
    let fields = with(&[
        ("zip", "7"),
        ("start_date", "02/30/2026"),
        ("job_title", "Engineer \"x\""),
        ("ein", "12"),
    ]);
    let page = browser.post_and_look("/api/employer/save", &fields).await;
    for kept in [
        "value=\"7\"",
        "value=\"02/30/2026\"",
        "Engineer &quot;x&quot;",
        "I write control software.",
    ] {
        assert!(page.body.contains(kept), "{kept}");
    }
    for told in ["A ZIP code has five digits", "this date does not exist", "An EIN has nine digits"]
    {
        assert!(page.body.matches(told).count() >= 2, "in the summary and at the field: {told}");
    }
    assert_eq!(counts(&p).await, [0, 0, 0, 0]);
}

async fn markup_in_a_name_is_inert_on_every_page(p: TestPortal) {
    let mut browser = ready(&p).await;
    let name = "</title></textarea><script>alert(1)</script>\"><img src=x onerror=alert(1)>";
    let fields = with(&[
        ("name", name),
        ("relation", name),
        ("job_title", "</textarea><script>alert(1)</script>"),
    ]);
    let saved = browser.post("/api/employer/save", &fields).await;
    let id = employer::Entity::find().one(p.db()).await.expect("query").expect("row").id;
    let mut dso = p.official("dso@test.test", crate::support::SCHOOL).await;
    let student = p.find("N0000000001").await.id;
    let mut pages = Vec::new();
    for path in [
        saved.location(),
        "/employment",
        "/history",
        &format!("/employment/{id}"),
        &format!("/employment/{id}/edit"),
    ] {
        pages.push(browser.get(path).await.body);
    }
    for path in ["/console/review", &format!("/console/students/{student}")] {
        pages.push(dso.get(path).await.body);
    }
    for page in pages {
        assert!(page.contains("&lt;script&gt;alert(1)"), "it is shown: {page}");
        assert!(!page.contains("<script>alert(1)") && !page.contains("<img src=x"), "{page}");
    }
}

async fn another_students_employer_is_not_found_by_any_way(p: TestPortal) {
    let mut owner = ready(&p).await;
    owner.post("/api/employer/save", JOB).await;
    let row = employer::Entity::find().one(p.db()).await.expect("query").expect("row");
    let receipt_id = receipt::Entity::find().one(p.db()).await.expect("query").expect("row").id;
    let stranger = p.registered(2).await;
    let mut stranger = p.logged_in(&stranger).await;
    for page in [
        format!("/employment/{}", row.id),
        format!("/employment/{}/edit", row.id),
        format!("/receipts/{receipt_id}"),
    ] {
        let answer = stranger.get(&page).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
        assert!(!answer.body.contains("Harbor"));
    }
    for act in ["/api/employer/delete", "/api/employer/restore"] {
        assert_eq!(stranger.fetch(act, &[("id", &row.id)]).await.status, StatusCode::NOT_FOUND);
    }
    let edit = with(&[("id", row.id.as_str()), ("version", "1"), ("name", "Stolen")]);
    assert_eq!(stranger.fetch("/api/employer/save", &edit).await.status, StatusCode::NOT_FOUND);
    let after =
        employer::Entity::find_by_id(&row.id).one(p.db()).await.expect("query").expect("row");
    assert_eq!(after, row);
}

async fn a_stem_student_can_neither_add_nor_rename_by_posting(p: TestPortal) {
    let student = p.student(1, "stem,approved,full_time,2026-06-01,2028-05-31").await;
    p.import(
        &format!("sevis_id,given_name,surname,birth_date,email,school_code\n{},Ada,Sample,2001-02-03,s1@test.test,TST214F00000001\n", student.sevis_id),
        "",
        &format!("sevis_id,authorization_start,name,street,zip,schedule,start_date,relation\n{},2026-06-01,Harbor Robotics,1 Pier Road,78701,full_time,2026-06-01,Control software\n", student.sevis_id),
    ).await.expect("imported");
    p.register(&student).await;
    let mut browser = p.logged_in(&student).await;
    let added = browser.fetch("/api/employer/save", &with(&[("name", "New Firm")])).await;
    assert!(added.body.contains("SchoolMustChange"), "{}", added.body);
    let row = employer::Entity::find().one(p.db()).await.expect("query").expect("row");
    let edit = with(&[
        ("id", row.id.as_str()),
        ("version", "1"),
        ("name", "Other"),
        ("start_date", "06/02/2026"),
    ]);
    let renamed = browser.fetch("/api/employer/save", &edit).await;
    assert_eq!(renamed.body.matches("SchoolMustChange").count(), 2);
    let allowed = with(&[
        ("id", row.id.as_str()),
        ("version", "1"),
        ("name", "Harbor Robotics"),
        ("start_date", "06/01/2026"),
        ("job_title", "Engineer"),
    ]);
    assert!(
        browser.post("/api/employer/save", &allowed).await.location().starts_with("/receipts/")
    );
    assert_eq!(
        browser.fetch("/api/employer/delete", &[("id", &row.id)]).await.status,
        StatusCode::NOT_FOUND
    );
}

async fn a_stale_form_is_told_and_overwrites_nothing(p: TestPortal) {
    let mut browser = ready(&p).await;
    let fields = |street, version| {
        [("street", street), ("zip", "78666"), ("us_phone", "5125550123"), ("version", version)]
    };
    browser.post("/api/profile/save", &fields("1 First Street", "1")).await;
    let stale = browser.fetch("/api/profile/save", &fields("2 Second Street", "1")).await;
    assert!(stale.body.contains("ChangedMeanwhile"));
    assert_eq!(p.find("N0000000001").await.street, "1 First Street");
}
