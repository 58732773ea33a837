//! Guessing, and who can be found out.

use crate::support::{Browser, PASSWORD, SCHOOL, TestPortal};
use sea_orm::EntityTrait;
use server::store::entity::{account, factor};
use time::Duration;

pub(super) async fn guesses_wait() {
    let p = TestPortal::sqlite().await;
    p.holder("a@test.test").await;
    for n in 1..=5 {
        let body = p
            .browser()
            .fetch("/api/login", &[("email", "a@test.test"), ("password", "x")])
            .await
            .body;
        assert_eq!(body.contains("WaitFor"), n == 5, "{n}: {body}");
    }
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let mut browser = p.browser();
            tokio::spawn(async move {
                browser
                    .fetch("/api/login", &[("email", "a@test.test"), ("password", PASSWORD)])
                    .await
                    .body
            })
        })
        .collect();
    for one in tries {
        assert!(one.await.expect("answered").contains("WaitFor"), "none slips through");
    }
    let other = server::portal::Portal::with(
        p.portal.config.clone(),
        p.portal.secrets.clone(),
        p.clock.clone(),
    )
    .await
    .expect("restart");
    assert!(
        Browser::new(other)
            .fetch("/api/login", &[("email", "a@test.test"), ("password", PASSWORD)])
            .await
            .body
            .contains("WaitFor")
    );
}

pub(super) async fn nobody_is_there() {
    let p = TestPortal::sqlite().await;
    assert!(account::Entity::find().all(p.db()).await.expect("rows").is_empty());
    for email in ["admin@demo.test", "dso@demo.test", "root@localhost.test"] {
        assert_eq!(p.browser().log_in(email, PASSWORD).await.location(), "/login");
    }
}

pub(super) async fn no_path_skips_the_factor() {
    let p = TestPortal::sqlite().await;
    p.holder("a@test.test").await;
    // The confirmation of an address that has an account begins no session.
    p.clock.advance(Duration::minutes(2));
    let mut browser = p.browser();
    browser.post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    browser.post("/api/confirm", &[("token", ""), ("confirmation_code", "ABCD2345")]).await;
    assert_eq!(browser.get("/home").await.location(), "/login?next=/home");
    let mut half = p.browser();
    half.log_in("a@test.test", PASSWORD).await;
    for path in [
        "/api/fresh-login",
        "/api/security/add",
        "/api/enrol/begin",
        "/api/enrol/confirm",
        "/api/security/backup-codes",
    ] {
        half.post(
            path,
            &[
                ("id", "x"),
                ("password", PASSWORD),
                ("next", "/home"),
                ("kind", "email"),
                ("code", "1"),
                ("page", ""),
            ],
        )
        .await;
        assert_eq!(half.get("/home").await.location(), "/verify", "{path}");
    }
    assert_eq!(factor::Entity::find().all(p.db()).await.expect("rows").len(), 1);
}

pub(super) async fn new_devices_are_told() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    p.log_in_holder(&holder).await;
    let told = p
        .mails("a@test.test")
        .await
        .into_iter()
        .filter(|m| m.subject.contains("login from a new browser"))
        .count();
    assert_eq!(told, 1);
    let mut known = p.browser();
    known.others = holder.browser.others.clone();
    known.log_in("a@test.test", PASSWORD).await;
    let code = p.app_code(&holder.key);
    known.post("/api/verify", &[("code", &code)]).await;
    let told = p
        .mails("a@test.test")
        .await
        .into_iter()
        .filter(|m| m.subject.contains("login from a new browser"))
        .count();
    assert_eq!(told, 1, "not again for a known one");
}

pub(super) async fn changes_are_told() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    dso.post("/api/console/change-email", &[("id", &student.id), ("email", "new@test.test")]).await;
    for to in ["s1@test.test", "new@test.test"] {
        assert!(p.mails(to).await.iter().any(|mail| mail.subject.contains("email")), "{to}");
    }
    assert!(
        p.mails("dso@test.test")
            .await
            .iter()
            .any(|mail| mail.subject == "Your account: second step added")
    );
}

pub(super) async fn same_words() {
    let p = TestPortal::sqlite().await;
    p.holder("a@test.test").await;
    for (path, known, unknown) in [
        (
            "/api/login",
            vec![("email", "a@test.test"), ("password", "x")],
            vec![("email", "b@test.test"), ("password", "x")],
        ),
        (
            "/api/forgot",
            vec![("email", "a@test.test"), ("sevis_id", "")],
            vec![("email", "b@test.test"), ("sevis_id", "")],
        ),
        ("/api/sign-up", vec![("email", "a@test.test")], vec![("email", "b@test.test")]),
    ] {
        let (known, unknown) =
            (p.browser().fetch(path, &known).await, p.browser().fetch(path, &unknown).await);
        assert_eq!(
            (known.status, &known.body, known.location()),
            (unknown.status, &unknown.body, unknown.location()),
            "{path}"
        );
    }
}
