//! Errors and logs.

use crate::support::{PASSWORD, TestPortal};
use axum::http::{Request, header};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait};
use server::store::entity::{factor, mail};

pub(super) async fn errors_tell_nothing() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    for path in ["/api/login", "/api/verify", "/api/passkey/answer", "/api/sign-up", "/session"] {
        for (kind, body) in [
            ("application/json", "{"),
            ("text/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"),
            ("application/x-www-form-urlencoded", "form%5Bx"),
            ("multipart/form-data", "--"),
            ("", "\u{0}"),
        ] {
            let request = Request::post(path)
                .header(header::CONTENT_TYPE, kind)
                .header(header::HOST, "127.0.0.1:3000")
                .header(header::ACCEPT, "text/html");
            let answer = browser.send(request, body.to_owned()).await;
            assert!(!answer.status.is_server_error(), "{path} {kind}: {}", answer.status);
            for leak in ["panicked", "/src/", "SELECT ", "sqlx", "sea_orm", "root:x"] {
                assert!(!answer.body.contains(leak), "{path} {kind}: {leak}");
            }
        }
    }
}

pub(super) async fn damage_denies() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let db = p.db();
    // A factor that cannot be opened lets nobody in.
    let row = factor::Entity::find().one(db).await.expect("row").expect("factor");
    let mut damaged: factor::ActiveModel = row.clone().into();
    damaged.sealed = Set("damaged".into());
    damaged.update(db).await.expect("written");
    let mut browser = p.browser();
    browser.log_in("a@test.test", PASSWORD).await;
    let code = p.app_code(&holder.key);
    assert!(browser.fetch("/api/verify", &[("code", &code)]).await.body.contains("WrongCode"));
    // Neither does a role that nobody knows.
    db.execute_unprepared("UPDATE accounts SET role = 'emperor' WHERE email = 'a@test.test'")
        .await
        .expect("written");
    assert_ne!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/home");
    // A clock that is a day behind opens no door and loses no mail.
    p.clock.advance(-time::Duration::hours(24));
    assert_ne!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/home");
    let waiting = mail::Entity::find().all(db).await.expect("rows");
    assert!(waiting.iter().all(|mail| !mail.failed));
    // Without a gateway texts wait in the outbox.
    let mut texts = p.with_password("t@test.test").await;
    texts.post("/api/sign-up/second-step", &[("text", "on"), ("mobile", "5125550100")]).await;
    p.settle().await;
    let text = mail::Entity::find()
        .all(db)
        .await
        .expect("rows")
        .into_iter()
        .find(|mail| mail.channel == "text")
        .expect("queued");
    assert!(text.sent_at.is_none() && !text.failed);
}

/// One of everything that counts, by somebody whose name for a browser is an attack on the log.
pub(super) async fn busy_day(p: &TestPortal) -> (String, Vec<String>) {
    let mut holder = p.holder("marked@test.test").await;
    let account = p.account_of("marked@test.test").await.id;
    let mut browser = p.browser();
    browser.log_in("marked@test.test", "Wrong-guess-marker-1!").await;
    browser.log_in("marked@test.test\r\nINFO forged", "Wrong-guess-marker-2!").await;
    browser.log_in("marked@test.test", PASSWORD).await;
    browser.post("/api/verify", &[("code", "918273")]).await;
    let code = p.app_code(&holder.key);
    browser.post("/api/verify", &[("code", &code)]).await;
    browser.get("/console/students").await;
    browser.post("/api/console/search", &[("q", "marker-search")]).await;
    browser.get("/nowhere%0d%0aINFO%20forged").await;
    p.browser().post("/api/forgot", &[("email", "marked@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let token = p.token("marked@test.test").await;
    let fields = [
        ("token", token.as_str()),
        ("answer1", "marker-answer"),
        ("answer2", "marker-answer"),
        ("password", "New-password-marker-1!"),
        ("confirm", "New-password-marker-1!"),
    ];
    p.browser().get(&format!("/reset?token={token}")).await;
    p.browser().post("/api/reset", &fields).await;
    let fields = [("receipt_number", "IOE0123456789"), ("access_code", "marker-code")];
    holder.browser.post("/api/cases/add", &fields).await;
    let fields =
        [("thread", ""), ("key", "k"), ("subject", "marker-subject"), ("body", "marker-body")];
    holder.browser.post_files("/api/messages/send", &fields, &[]).await;
    let cookie = holder.browser.cookie.clone().expect("a session");
    let cookie = cookie.split('=').nth(1).expect("value").to_owned();
    let mut secrets: Vec<String> =
        ["Wrong-guess-marker", "918273", "New-password-marker", "marker-", PASSWORD]
            .map(str::to_owned)
            .into();
    secrets.extend([token, code, cookie, holder.key, holder.backup, "marked@test.test".into()]);
    (account, secrets)
}

pub(super) async fn what_happens_is_logged() {
    let p = TestPortal::sqlite().await;
    let (account, _) = busy_day(&p).await;
    let lines: Vec<serde_json::Value> = crate::log()
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is one event, as JSON"))
        .collect();
    for line in &lines {
        let at = line["timestamp"].as_str().expect("when");
        assert!(at.ends_with('Z'), "in UTC: {at}");
        assert!(line["level"].is_string() && line["target"].is_string(), "{line}");
        assert!(line["fields"]["message"].is_string(), "what: {line}");
    }
    let of_account = |what: &str| {
        let own = |line: &&serde_json::Value| {
            line["fields"]["account"] == account.as_str() && line["fields"]["message"] == what
        };
        lines.iter().filter(own).count()
    };
    for (what, times) in [
        ("online account opened", 1),
        ("password refused", 1),
        ("password passed", 1),
        ("wrong second step", 1),
        ("second step passed", 1),
        // The console's page and form, and the page that is not there.
        ("refused", 3),
    ] {
        assert_eq!(of_account(what), times, "{what}");
    }
}

pub(super) async fn no_secret_is_logged() {
    let p = TestPortal::sqlite().await;
    let (_, secrets) = busy_day(&p).await;
    let log = crate::log();
    assert!(log.contains("password passed"), "there is a log");
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret}");
    }
}
