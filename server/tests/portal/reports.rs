//! What students report.

use crate::on_both;
use crate::support::{Browser, TestPortal};
use axum::http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{employer, history, receipt, review, sevis_change};

const JOB: &[(&str, &str)] = &[
    ("once", "key-1"),
    ("name", "Harbor <Robotics> & Söhne"),
    ("street", "1 Pier Road"),
    ("zip", "78701"),
    ("schedule", "full_time"),
    ("start_date", "06/05/2026"),
    ("relation", "I write control software."),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = JOB.to_vec();
    for (name, value) in changes {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    fields
}

async fn ready(p: &TestPortal) -> Browser {
    let student = p.registered(1).await;
    p.logged_in(&student).await
}

async fn counts(p: &TestPortal) -> [u64; 4] {
    let db = p.db();
    [
        employer::Entity::find().count(db).await.expect("count"),
        receipt::Entity::find().count(db).await.expect("count"),
        review::Entity::find().count(db).await.expect("count"),
        sevis_change::Entity::find().count(db).await.expect("count"),
    ]
}

on_both! {
    async fn a_report_is_stored_with_receipt_review_and_outgoing_change(p: TestPortal) {
        let mut browser = ready(&p).await;
        let page = browser.post_and_look("/api/employer/save", JOB).await;
        assert!(page.body.contains("Receipt") && page.body.contains("FH-20260610-"));
        assert!(page.body.contains("CDT"), "with the zone");
        assert!(page.body.contains("Harbor &lt;Robotics&gt; &amp; Söhne") && !page.body.contains("<Robotics>"));
        assert_eq!(counts(&p).await, [1, 1, 1, 1]);
        assert!(browser.get("/employment").await.body.contains("not yet sent to SEVIS"));
        p.settle().await;
        assert!(browser.get("/employment").await.body.contains("Confirmed by SEVIS"));
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
        let clicks: Vec<_> = (0..6).map(|_| {
            let mut tab = p.browser();
            tab.cookie = browser.cookie.clone();
            tokio::spawn(async move { tab.post("/api/employer/save", JOB).await.status })
        }).collect();
        for click in clicks {
            assert_eq!(click.await.expect("joined"), StatusCode::FOUND);
        }
        assert_eq!(counts(&p).await, [1, 1, 1, 1]);
    }

    async fn a_refused_report_keeps_all_that_was_typed_and_writes_nothing(p: TestPortal) {
        let mut browser = ready(&p).await;
        let fields = with(&[("zip", "7"), ("start_date", "02/30/2026"), ("job_title", "Engineer \"x\""), ("ein", "12")]);
        let page = browser.post_and_look("/api/employer/save", &fields).await;
        for kept in ["value=\"7\"", "value=\"02/30/2026\"", "Engineer &quot;x&quot;", "I write control software."] {
            assert!(page.body.contains(kept), "{kept}");
        }
        for told in ["A ZIP code has five digits", "there is no such day", "An EIN has nine digits"] {
            assert!(page.body.matches(told).count() >= 2, "in the summary and at the field: {told}");
        }
        assert_eq!(counts(&p).await, [0, 0, 0, 0]);
    }

    async fn a_report_months_late_is_taken_and_marked(p: TestPortal) {
        let student = p.student(1, "post_completion,approved,full_time,2026-02-01,2027-01-31").await;
        p.register(&student).await;
        let mut browser = p.logged_in(&student).await;
        let page = browser.post_and_look("/api/employer/save", &with(&[("start_date", "2/11/2026")])).await;
        assert!(page.body.contains("Received 109 days after the 10-day limit."), "{}", page.body);
        let count = browser.get("/employment").await.body;
        assert!(count.contains("Reported 109 days late") && count.contains("<dd>10</dd>"), "the true date counts");
    }

    async fn deleting_is_soft_and_can_be_undone(p: TestPortal) {
        let mut browser = ready(&p).await;
        browser.post("/api/employer/save", JOB).await;
        let id = employer::Entity::find().one(p.db()).await.expect("query").expect("row").id;
        assert!(browser.get(&format!("/employment/{id}")).await.body.contains("6 more days would count"));
        let page = browser.post_and_look("/api/employer/delete", &[("id", &id)]).await;
        assert!(page.body.contains("Employer deleted") && page.body.contains("Undo"));
        assert!(page.body.contains("<dd>10</dd>"), "ten days of June without an employer: {}", page.body);
        let page = browser.post_and_look("/api/employer/restore", &[("id", &id)]).await;
        assert!(page.body.contains("Employer brought back") && page.body.contains("<dd>4</dd>"));
    }

    async fn markup_in_a_name_is_inert_on_every_page(p: TestPortal) {
        let mut browser = ready(&p).await;
        let name = "</title></textarea><script>alert(1)</script>\"><img src=x onerror=alert(1)>";
        let fields = with(&[("name", name), ("relation", name), ("job_title", "</textarea><script>alert(1)</script>")]);
        let saved = browser.post("/api/employer/save", &fields).await;
        let id = employer::Entity::find().one(p.db()).await.expect("query").expect("row").id;
        let mut dso = p.official("dso@test.test", crate::support::SCHOOL).await;
        let student = p.find("N0000000001").await.id;
        let mut pages = Vec::new();
        for path in [saved.location(), "/employment", "/history", &format!("/employment/{id}"), &format!("/employment/{id}/edit")] {
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
        for page in [format!("/employment/{}", row.id), format!("/employment/{}/edit", row.id), format!("/receipts/{receipt_id}")] {
            let answer = stranger.get(&page).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
            assert!(!answer.body.contains("Harbor"));
        }
        for act in ["/api/employer/delete", "/api/employer/restore"] {
            assert_eq!(stranger.fetch(act, &[("id", &row.id)]).await.status, StatusCode::NOT_FOUND);
        }
        let edit = with(&[("id", row.id.as_str()), ("version", "1"), ("name", "Stolen")]);
        assert_eq!(stranger.fetch("/api/employer/save", &edit).await.status, StatusCode::NOT_FOUND);
        let after = employer::Entity::find_by_id(&row.id).one(p.db()).await.expect("query").expect("row");
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
        let edit = with(&[("id", row.id.as_str()), ("version", "1"), ("name", "Other"), ("start_date", "06/02/2026")]);
        let renamed = browser.fetch("/api/employer/save", &edit).await;
        assert_eq!(renamed.body.matches("SchoolMustChange").count(), 2);
        let allowed = with(&[("id", row.id.as_str()), ("version", "1"), ("name", "Harbor Robotics"), ("start_date", "06/01/2026"), ("job_title", "Engineer")]);
        assert!(browser.post("/api/employer/save", &allowed).await.location().starts_with("/receipts/"));
        assert_eq!(browser.fetch("/api/employer/delete", &[("id", &row.id)]).await.status, StatusCode::NOT_FOUND);
    }

    async fn history_names_field_old_and_new_and_filters(p: TestPortal) {
        let mut browser = ready(&p).await;
        let profile = [("street", "1 First Street"), ("zip", "78666"), ("us_phone", "5125550123"), ("version", "1")];
        browser.post("/api/profile/save", &profile).await;
        let profile = [("street", "2 Second Street"), ("zip", "78666"), ("us_phone", "5125550123"), ("version", "2")];
        browser.post("/api/profile/save", &profile).await;
        let page = browser.get("/history?kind=profile_changed").await.body;
        assert!(page.contains("1 First Street, 78666") && page.contains("2 Second Street, 78666"));
        assert!(page.contains("Student (Ada Sample)"));
        assert!(!page.contains("Record imported</h3>") && !page.contains("<h3>Mail:"));
        assert!(browser.get("/history?kind=mail&month=2026-06").await.body.contains("<h3>Mail: Optional Practical"));
        assert!(browser.get("/history?month=2020-01").await.body.contains("Nothing here."));
        assert!(history::Entity::find().count(p.db()).await.expect("count") > 3);
    }

    async fn a_stale_form_is_told_and_overwrites_nothing(p: TestPortal) {
        let mut browser = ready(&p).await;
        let fields = |street, version| [("street", street), ("zip", "78666"), ("us_phone", "5125550123"), ("version", version)];
        browser.post("/api/profile/save", &fields("1 First Street", "1")).await;
        let stale = browser.fetch("/api/profile/save", &fields("2 Second Street", "1")).await;
        assert!(stale.body.contains("ChangedMeanwhile"));
        assert_eq!(p.find("N0000000001").await.street, "1 First Street");
    }
}
