//! Who reaches what.

use crate::support::{Browser, OTHER_SCHOOL, PASSWORD, SCHOOL, TestPortal};
use axum::http::StatusCode;
use sea_orm::EntityTrait;
use server::store::entity::{account, factor, student};

/// Somebody's name, browser, and the pages that are theirs.
type Visitor = (&'static str, Browser, Vec<&'static str>);

/// Somebody of each kind.
async fn everybody(p: &TestPortal, student: &student::Model) -> [Visitor; 5] {
    let holder = p.holder("a@test.test").await;
    [
        ("nobody", p.browser(), vec!["/", "/login", "/help", "/sign-up"]),
        (
            "student",
            p.logged_in(student).await,
            vec!["/profile", "/employment", "/history", "/account", "/account/security"],
        ),
        (
            "holder",
            p.log_in_holder(&holder).await,
            vec![
                "/home",
                "/messages",
                "/messages/new",
                "/cases",
                "/cases/add",
                "/account",
                "/account/security",
            ],
        ),
        (
            "help team",
            p.help_team("team@test.test").await,
            vec![
                "/console/messages",
                "/console/cases",
                "/console/cases/new",
                "/account",
                "/account/security",
            ],
        ),
        (
            "official",
            p.official("dso@test.test", SCHOOL).await,
            vec![
                "/console",
                "/console/students",
                "/console/review",
                "/account",
                "/account/security",
            ],
        ),
    ]
}

const PAGES: [&str; 16] = [
    "/profile",
    "/employment",
    "/employment/new",
    "/history",
    "/home",
    "/console",
    "/console/students",
    "/console/review",
    "/messages",
    "/messages/new",
    "/cases",
    "/console/messages",
    "/console/cases",
    "/account",
    "/account/security",
    "/account/my-data.json",
];

pub(super) async fn roles_stay_apart() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut all = everybody(&p, &student).await;
    for (who, browser, own) in &mut all {
        for page in PAGES {
            let answer = browser.get(page).await;
            let open = own.contains(&page)
                || (*who != "nobody" && page == "/account/my-data.json")
                || (*who == "student" && page == "/employment/new");
            let shown = answer.status == StatusCode::OK;
            assert_eq!(shown, open, "{who} {page}: {} {}", answer.status, answer.location());
        }
    }
    for path in ["/api/console/approve", "/api/console/reset-account", "/api/console/review"] {
        for (who, browser, _) in &mut all[..4] {
            let answer = browser.fetch(path, &[("id", &student.id)]).await;
            assert!(
                answer.status == StatusCode::NOT_FOUND || answer.status == StatusCode::UNAUTHORIZED,
                "{who} {path}: {}",
                answer.status
            );
        }
    }
    for path in ["find", "save", "status", "letter", "letter-posted"] {
        let path = format!("/api/console/cases/{path}");
        let fields = [("id", ""), ("receipt_number", "IOE0123456789")];
        for (who, browser, _) in all.iter_mut().filter(|(who, ..)| *who != "help team") {
            let status = browser.fetch(&path, &fields).await.status;
            assert!(
                status == StatusCode::NOT_FOUND || status == StatusCode::UNAUTHORIZED,
                "{who} {path}: {status}"
            );
        }
    }
}

pub(super) async fn objects_stay_apart() {
    let p = TestPortal::sqlite().await;
    let (one, two) = (p.registered(1).await, p.registered(2).await);
    let mut own = p.logged_in(&one).await;
    let saved = own
        .post(
            "/api/profile/save",
            &[
                ("street", "1 First Street"),
                ("zip", "78666"),
                ("us_phone", "5125550123"),
                ("version", "1"),
            ],
        )
        .await;
    let receipt = saved.location().to_owned();
    let mut other = p.logged_in(&two).await;
    let (theirs, missing) = (other.get(&receipt).await, other.get("/receipts/none").await);
    assert_eq!((theirs.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert!(!theirs.body.contains("First Street"));
    let mut abroad = p.official("abroad@test.test", OTHER_SCHOOL).await;
    assert_eq!(
        abroad.get(&format!("/console/students/{}", one.id)).await.status,
        StatusCode::NOT_FOUND
    );
    let (a, b) = (p.holder("a@test.test").await, p.holder("b@test.test").await);
    let mut b = p.log_in_holder(&b).await;
    let rows = factor::Entity::find().all(p.db()).await.expect("rows");
    let theirs = p.account_of(&a.email).await.id;
    let row = rows.iter().find(|row| row.account_id == theirs).expect("factor");
    for path in ["/api/security/remove", "/api/enrol/begin"] {
        assert_eq!(b.fetch(path, &[("id", &row.id)]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

pub(super) async fn extra_fields_do_nothing() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let fields = [
        ("street", "1 First Street"),
        ("zip", "78666"),
        ("us_phone", "5125550123"),
        ("version", "1"),
        ("surname", "Changed"),
        ("school_id", "x"),
        ("email", "x@test.test"),
        ("role", "dso"),
    ];
    own.post("/api/profile/save", &fields).await;
    let now = p.find(&student.sevis_id).await;
    assert_eq!(
        (now.surname.as_str(), now.email.as_deref(), now.school_id),
        ("Sample", Some("s1@test.test"), student.school_id)
    );
    let mut browser = p.confirmed("a@test.test").await;
    browser
        .post(
            "/api/sign-up/password",
            &[("password", PASSWORD), ("confirm", PASSWORD), ("role", "pdso"), ("school_id", "x")],
        )
        .await;
    browser.post("/api/sign-up/account-type", &[("account_type", "pdso")]).await;
    assert!(
        account::Entity::find()
            .all(p.db())
            .await
            .expect("rows")
            .iter()
            .all(|row| row.role.code() != "pdso")
    );
}
