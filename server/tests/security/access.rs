//! Rows 53 to 66: sessions, authorisation, stored secrets.

use crate::support::{OTHER_SCHOOL, PASSWORD, SCHOOL, TestPortal};
use crate::{Row, row};
use axum::http::{StatusCode, header};
use sea_orm::EntityTrait;
use server::store::entity::{account, factor, session};
use time::Duration;

pub fn rows() -> Vec<Row> {
    vec![
        row!(
            53,
            "7.1.1, 7.3.1, 7.3.2 (2)",
            "Idle and absolute limits enforced by the server",
            sessions_end
        ),
        row!(54, "7.1.2 (2)", "Number of parallel sessions defined", ten_sessions_at_once),
        row!(55, "7.2.3 (1)", "Token of 128 bits or more", tokens_are_long_and_hashed),
        row!(56, "7.2.4 (1)", "New token at each authentication", tokens_rotate),
        row!(57, "7.4.1, 7.4.2 (1)", "Logout and closing end sessions", logout_ends),
        row!(58, "7.4.3, 7.4.5, 7.5.2 (2)", "Other sessions can be ended", others_can_be_ended),
        row!(59, "7.4.4 (2)", "Logout visible on every page", logout_is_visible),
        row!(60, "7.5.1 (2)", "Login again before credentials change", fresh_login_is_asked),
        row!(
            61,
            "8.1.1, 8.2.1, 8.3.1 (1)",
            "Function-level access on the server",
            roles_stay_apart
        ),
        row!(62, "8.2.2 (1)", "Object-level access", objects_stay_apart),
        row!(63, "8.2.3, 15.3.3 (2), 15.3.1 (1)", "No mass assignment", extra_fields_do_nothing),
        row!(
            64,
            "11.3.2 (1), 11.3.3 (2)",
            "Authenticated encryption of stored secrets",
            secrets_are_sealed
        ),
        row!(65, "11.4.2 (2)", "Password hash with current parameters", hashes_are_current),
        row!(66, "11.5.1 (2)", "Unguessable values of 128 bits or more", links_are_long),
    ]
}

async fn sessions_end() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut idle = p.log_in_holder(&holder).await;
    p.clock.advance(Duration::minutes(30));
    assert_eq!(idle.get("/home").await.location(), "/login?next=/home");
    let mut long = p.log_in_holder(&holder).await;
    for _ in 0..36 {
        p.clock.advance(Duration::minutes(20));
        long.get("/home").await;
    }
    assert_eq!(long.get("/home").await.location(), "/login?next=/home");
    let mut polled = p.log_in_holder(&holder).await;
    for _ in 0..31 {
        p.clock.advance(Duration::minutes(1));
        polled.get("/session").await;
    }
    assert_eq!(
        polled.get("/home").await.location(),
        "/login?next=/home",
        "polling extends nothing"
    );
}

async fn tokens_are_long_and_hashed() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let browser = p.log_in_holder(&holder).await;
    let token = browser.cookie.expect("cookie").split_once('=').expect("pair").1.to_owned();
    assert_eq!(token.len(), 43, "256 bits");
    let rows = session::Entity::find().all(p.db()).await.expect("rows");
    assert!(rows.iter().all(|row| row.id != token && !row.data.contains(&token)));
}

async fn tokens_rotate() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.browser();
    let mut seen = Vec::new();
    browser.post("/api/sign-up", &[("email", "x@test.test")]).await;
    seen.push(browser.cookie.clone());
    browser.log_in("a@test.test", PASSWORD).await;
    seen.push(browser.cookie.clone());
    let code = p.app_code(&holder.key);
    browser.post("/api/verify", &[("code", &code)]).await;
    seen.push(browser.cookie.clone());
    browser.post("/api/fresh-login", &[("password", PASSWORD), ("next", "")]).await;
    seen.push(browser.cookie.clone());
    for (n, cookie) in seen.iter().enumerate() {
        assert!(!seen[..n].contains(cookie), "{n}");
        if n < 3 {
            let mut old = p.browser();
            old.cookie.clone_from(cookie);
            assert_eq!(old.get("/home").await.location(), "/login?next=/home", "{n} is dead");
        }
    }
}

async fn logout_ends() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    let cookie = browser.cookie.clone();
    browser.post("/api/logout", &[]).await;
    browser.cookie.clone_from(&cookie);
    assert_eq!(browser.get("/home").await.location(), "/login?next=/home");
    let mut closing = p.log_in_holder(&holder).await;
    closing.post("/api/security/close", &[("id", "close")]).await;
    p.clock.advance(Duration::days(30));
    p.settle().await;
    assert!(
        session::Entity::find()
            .all(p.db())
            .await
            .expect("rows")
            .iter()
            .all(|row| row.account_id.is_none())
    );
}

async fn others_can_be_ended() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let (mut one, mut two) = (p.log_in_holder(&holder).await, p.log_in_holder(&holder).await);
    one.post("/api/security/end-session", &[("id", "")]).await;
    assert_eq!(two.get("/home").await.location(), "/login?next=/home");
    assert_eq!(one.get("/home").await.status, StatusCode::OK);
    // A new password ends the others too.
    let student = p.registered(1).await;
    let (mut own, mut other) = (p.logged_in(&student).await, p.logged_in(&student).await);
    let new = "Another-light-27!";
    own.post(
        "/api/account/password",
        &[("current", PASSWORD), ("password", new), ("confirm", new)],
    )
    .await;
    assert_eq!(other.get("/profile").await.location(), "/login?next=/profile");
    assert_eq!(own.get("/profile").await.status, StatusCode::OK);
}

async fn logout_is_visible() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let student = p.registered(1).await;
    let mut browsers = [
        (
            p.log_in_holder(&holder).await,
            vec!["/home", "/account/security", "/account", "/help", "/help/faq"],
        ),
        (
            p.logged_in(&student).await,
            vec!["/profile", "/employment", "/history", "/account", "/account/security"],
        ),
        (
            p.official("dso@test.test", SCHOOL).await,
            vec!["/console", "/console/students", "/console/review", "/account"],
        ),
    ];
    for (browser, pages) in &mut browsers {
        for page in pages {
            assert!(browser.get(page).await.body.contains("Log out"), "{page}");
        }
    }
}

async fn fresh_login_is_asked() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    p.clock.advance(Duration::minutes(15) + Duration::seconds(1));
    for (path, fields) in [
        ("/api/security/add", vec![("kind", "email"), ("factor_name", "")]),
        ("/api/security/remove", vec![("id", "x")]),
        ("/api/security/backup-codes", vec![("id", "")]),
        ("/api/security/close", vec![("id", "close")]),
    ] {
        assert!(
            browser.post(path, &fields).await.location().starts_with("/log-in-again"),
            "{path}"
        );
    }
}

async fn roles_stay_apart() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let holder = p.holder("a@test.test").await;
    let mut all = [
        ("nobody", p.browser(), vec!["/", "/login", "/help", "/sign-up"]),
        (
            "student",
            p.logged_in(&student).await,
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
    ];
    let pages = [
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
    for (who, browser, own) in &mut all {
        for page in pages {
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

async fn objects_stay_apart() {
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

async fn extra_fields_do_nothing() {
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

async fn secrets_are_sealed() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let row = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
    assert!(!row.sealed.contains(&holder.key));
    for at in [5, 20, row.sealed.len() - 2] {
        let mut flipped = row.sealed.clone().into_bytes();
        flipped[at] = if flipped[at] == b'A' { b'B' } else { b'A' };
        assert_eq!(p.portal.secrets.open(&String::from_utf8_lossy(&flipped)), None);
    }
}

async fn hashes_are_current() {
    let usual = server::config::Config::read(Default::default()).expect("configuration").argon2;
    assert!(usual.m >= 19_456 && usual.t >= 2, "OWASP's row of 19 MiB and two passes, or more");
    let weak = [("FOOTHOLD_ARGON2".to_owned(), "4096,1,1".to_owned())];
    assert!(server::config::Config::read(weak.into_iter().collect()).is_err());
    let p = TestPortal::sqlite().await;
    p.holder("a@test.test").await;
    assert!(
        p.account_of("a@test.test")
            .await
            .password_hash
            .expect("hash")
            .starts_with("$argon2id$v=19$")
    );
}

async fn links_are_long() {
    let p = TestPortal::sqlite().await;
    p.student(1, "").await;
    p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    for to in ["s1@test.test", "a@test.test"] {
        let token = p.token(to).await;
        assert!(
            token.len() == 43
                && token.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        );
    }
    let answer = p.browser().get("/login").await;
    assert!(!answer.headers.contains_key(header::SET_COOKIE), "looking needs no session");
}

async fn ten_sessions_at_once() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut browsers = Vec::new();
    for _ in 0..11 {
        browsers.push(p.logged_in(&student).await);
        p.clock.advance(time::Duration::minutes(2));
    }
    assert_eq!(browsers[0].get("/profile").await.location(), "/login?next=/profile");
    for browser in &mut browsers[1..] {
        assert_eq!(browser.get("/profile").await.status, StatusCode::OK);
    }
}
