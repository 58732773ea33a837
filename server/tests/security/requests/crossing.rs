//! Requests from elsewhere.

use super::*;
use crate::support::{Browser, PASSWORD, SCHOOL, TestPortal};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sea_orm::EntityTrait;
use server::store::entity::{account, employer, factor, link, student};

pub(super) async fn cross_site_posts_are_refused() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    for path in [
        "/api/profile/save",
        "/api/login",
        "/api/logout",
        "/api/sign-up",
        "/api/security/end-session",
        "/session",
    ] {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.test"),
            ("origin", "null"),
        ] {
            let request = Request::post(path)
                .header(name, value)
                .header(header::HOST, "127.0.0.1:3000")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = own.send(request, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {name}: {value}");
            assert!(answer.body.contains("Nothing was saved"), "{path}: it says so");
        }
    }
    assert_eq!(own.get("/profile").await.status, StatusCode::OK, "still logged in");
}

const PAGES: [&str; 21] = [
    "/",
    "/login",
    "/home",
    "/account",
    "/account/security",
    "/profile",
    "/employment",
    "/history",
    "/console",
    "/console/students",
    "/console/review",
    "/verify",
    "/second-step",
    "/sign-up",
    "/logout",
    "/help/tools",
    "/session",
    "/messages",
    "/cases",
    "/console/messages",
    "/console/cases",
];

/// All that looking could change.
async fn dump(p: &TestPortal) -> String {
    let db = p.db();
    format!(
        "{:?}{:?}{:?}{:?}{:?}{:?}",
        server::store::entity::thread::Entity::find().all(db).await,
        account::Entity::find().all(db).await,
        factor::Entity::find().all(db).await,
        link::Entity::find().all(db).await,
        student::Entity::find().all(db).await,
        employer::Entity::find().all(db).await
    )
}

pub(super) async fn looking_changes_nothing() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let student = p.registered(1).await;
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let mut browsers = [
        p.log_in_holder(&holder).await,
        p.logged_in(&student).await,
        p.official("dso@test.test", SCHOOL).await,
        p.help_team("team@test.test").await,
    ];
    let fields = [("thread", ""), ("key", "k"), ("subject", "Hello"), ("body", "Hello")];
    let thread = browsers[0].post_files("/api/messages/send", &fields, &[]).await;
    let thread = thread.location().to_owned();
    let links: Vec<String> = {
        let mut links = Vec::new();
        for to in ["a@test.test", "s1@test.test", "dso@test.test"] {
            links.extend(p.mails(to).await.into_iter().filter_map(|mail| mail.link));
        }
        links
    };
    let before = dump(&p).await;
    for browser in &mut browsers {
        for path in
            PAGES.iter().copied().chain([thread.as_str()]).chain(links.iter().map(String::as_str))
        {
            browser.get(path).await;
            browser.send(Request::head(path), Body::empty()).await;
        }
    }
    assert_eq!(before, dump(&p).await);
    for (browser, page) in
        browsers.iter_mut().zip(["/home", "/profile", "/console", "/console/cases"])
    {
        assert_eq!(browser.get(page).await.status, StatusCode::OK, "still logged in");
    }
}

pub(super) async fn redirects_stay_here() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    for next in [
        "//evil.test",
        "/\\evil.test",
        "/%2f%2fevil.test",
        "https://host@evil.test",
        "https:evil.test",
        "/../..//evil.test",
        "\u{2028}//evil",
        "/home\r\nSet-Cookie: x=1",
    ] {
        let mut browser = p.browser();
        browser
            .post("/api/login", &[("email", "a@test.test"), ("password", PASSWORD), ("next", next)])
            .await;
        let code = p.app_code(&holder.key);
        let answer = browser.post("/api/verify", &[("code", &code)]).await;
        assert_eq!(answer.location(), "/home", "{next}");
        p.clock.advance(time::Duration::seconds(30));
        let again =
            browser.post("/api/fresh-login", &[("password", PASSWORD), ("next", next)]).await;
        assert_eq!(again.location(), "/verify", "{next}");
        let code = p.app_code(&holder.key);
        assert_eq!(
            browser.post("/api/verify", &[("code", &code)]).await.location(),
            "/home",
            "{next}"
        );
        p.clock.advance(time::Duration::seconds(30));
    }
}

pub(super) async fn types_have_a_charset() {
    let p = TestPortal::sqlite().await;
    for (what, answer) in sweep(&p).await {
        let kind = answer
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        if kind.starts_with("text/") {
            assert!(kind.to_lowercase().contains("charset=utf-8"), "{what}: {kind}");
        }
        if !answer.body.is_empty() {
            assert!(!kind.is_empty(), "{what}");
        }
    }
}

pub(super) async fn proxy_headers_mean_nothing() {
    let p = TestPortal::set_up(|config| config.limits.sign_ups = 3).await;
    let mut refused = 0;
    for n in 0..6 {
        let request = Request::post("/api/sign-up")
            .header(header::ACCEPT, "application/json")
            .header("x-forwarded-for", format!("10.0.0.{n}"))
            .header("x-forwarded-host", "evil.test")
            .header("x-forwarded-proto", "https")
            .header(header::HOST, "127.0.0.1:3000")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer =
            Browser::new(p.portal.clone()).send(request, "form%5Bemail%5D=a%40test.test").await;
        refused += usize::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(refused, 3);
    p.settle().await;
    for mail in p.mails("a@test.test").await {
        assert!(!mail.text.contains("evil.test"));
    }
}

pub(super) async fn requests_are_not_smuggled() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let p = TestPortal::sqlite().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let address = listener.local_addr().expect("address");
    let service = server::site::app(p.portal.clone())
        .into_make_service_with_connect_info::<std::net::SocketAddr>();
    let serving = tokio::spawn(async move { axum::serve(listener, service).await });
    for head in [
        "Content-Length: 3\r\nContent-Length: 30\r\n",
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding : chunked\r\n",
        "X-Folded: a\r\n b\r\nContent-Length: x\r\n",
    ] {
        let mut stream = tokio::net::TcpStream::connect(address).await.expect("connected");
        let raw = format!(
            "POST /api/logout HTTP/1.1\r\nHost: x\r\n{head}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        );
        stream.write_all(raw.as_bytes()).await.expect("sent");
        let mut answer = vec![0; 65536];
        let read = tokio::time::timeout(std::time::Duration::from_secs(5), async {
            let mut all = 0;
            while let Ok(n) = stream.read(&mut answer[all..]).await {
                all += n;
                if n == 0 || all == answer.len() {
                    break;
                }
            }
            all
        })
        .await;
        let text = String::from_utf8_lossy(&answer).into_owned();
        let smuggled = text.contains("\r\n\r\nok\n");
        assert!(!smuggled || text.starts_with("HTTP/1.1 4"), "{head:?}: {read:?} {text}");
    }
    serving.abort();
}
