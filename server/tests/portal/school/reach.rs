//! Whom an official reaches.

use crate::on_both;
use crate::support::{OTHER_SCHOOL, PASSWORD, SCHOOL, TestPortal};
use axum::http::StatusCode;
use sea_orm::EntityTrait;
use server::store::entity::{authorization, review};

on_both! {
    an_official_never_reaches_another_schools_student,
    students_and_strangers_do_not_reach_the_console,
    a_student_is_found_by_any_part_and_percent_is_just_a_sign,
    a_checked_report_leaves_the_list_and_stays_in_the_history,
}

async fn an_official_never_reaches_another_schools_student(p: TestPortal) {
    let student = p.student(1, "post_completion,pending,full_time,2026-06-01,2027-05-31").await;
    let auth = authorization::Entity::find().one(p.db()).await.expect("query").expect("row");
    let mut foreign = p.official("dso@other.test", OTHER_SCHOOL).await;
    assert_eq!(
        foreign.get(&format!("/console/students/{}", student.id)).await.status,
        StatusCode::NOT_FOUND
    );
    let acts: [(&str, Vec<(&str, &str)>); 3] = [
        ("/api/console/approve", vec![("id", auth.id.as_str())]),
        ("/api/console/reset-account", vec![("id", student.id.as_str())]),
        ("/api/console/change-email", vec![("id", student.id.as_str()), ("email", "x@test.test")]),
    ];
    for (act, fields) in acts {
        assert_eq!(foreign.fetch(act, &fields).await.status, StatusCode::NOT_FOUND, "{act}");
    }
    foreign.post("/api/console/search", &[("q", "Sample")]).await;
    assert!(!foreign.get("/console/students").await.body.contains(&student.sevis_id));
    assert_eq!(p.find(&student.sevis_id).await, student);
}

async fn students_and_strangers_do_not_reach_the_console(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    for page in ["/console", "/console/students", "/console/review"] {
        assert_eq!(own.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        assert_eq!(p.browser().get(page).await.location(), format!("/login?next={page}"));
    }
    assert_eq!(
        own.fetch("/api/console/reset-account", &[("id", &student.id)]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        p.browser().fetch("/api/console/reset-account", &[("id", &student.id)]).await.status,
        StatusCode::UNAUTHORIZED
    );
}

async fn a_student_is_found_by_any_part_and_percent_is_just_a_sign(p: TestPortal) {
    p.student(1, "").await;
    p.student(22, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for (q, expected) in [
        ("ada samp", 2),
        ("SAMPLE, ada", 2),
        ("n0000000022", 1),
        ("s1@", 1),
        ("%", 0),
        ("_", 0),
        ("'; --", 0),
    ] {
        dso.post("/api/console/search", &[("q", q)]).await;
        let page = dso.get("/console/students").await;
        let word = match expected {
            0 => "No students found".to_owned(),
            1 => "1 student<".to_owned(),
            n => format!("{n} students"),
        };
        assert!(page.body.contains(&word), "{q}");
        assert!(!page.location().contains(q));
    }
}

async fn a_checked_report_leaves_the_list_and_stays_in_the_history(p: TestPortal) {
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    own.post(
        "/api/profile/save",
        &[
            ("street", "1 First Street"),
            ("zip", "78666"),
            ("us_phone", "5125550123"),
            ("version", "1"),
        ],
    )
    .await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    p.clock.advance(time::Duration::days(3));
    let mut dso_later = p.browser();
    assert_eq!(dso_later.log_in("dso@test.test", PASSWORD).await.location(), "/verify");
    let code = p.app_code(&dso.app_key);
    assert_eq!(dso_later.post("/api/verify", &[("code", &code)]).await.location(), "/console");
    let row = review::Entity::find().one(p.db()).await.expect("query").expect("row");
    let report = format!("/console/review/{}", row.id);
    assert!(dso_later.get("/console/review").await.body.contains(&report));
    assert!(dso_later.get(&report).await.body.contains("3 days ago"));
    let fields = [("id", row.id.as_str()), ("version", "1"), ("act", "accept")];
    dso_later.post("/api/console/review", &fields).await;
    assert!(dso_later.get("/console/review").await.body.contains("All reports are checked."));
    assert!(
        dso_later
            .get(&format!("/console/students/{}", student.id))
            .await
            .body
            .contains("Report checked by the school")
    );
    assert_eq!(dso.get("/console").await.status, StatusCode::FOUND, "the old session is idle");
}
