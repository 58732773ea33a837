//! Rows 1 to 25: what comes in, what goes out, and the browser's defences.

use crate::support::{Browser, PASSWORD, SCHOOL, TestPortal};
use crate::{Row, row};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use sea_orm::EntityTrait;
use server::store::entity::{account, employer, factor, link, student};

const HEAD: &str = "sevis_id,given_name,surname,birth_date,email,school_code";

pub fn rows() -> Vec<Row> {
    vec![
        row!(1, "1.2.1, 1.2.3 (1)", "Output encoded for its context", output_is_encoded),
        row!(2, "1.2.2 (1)", "URLs built safely, only safe schemes", only_safe_schemes),
        row!(3, "1.2.4 (1)", "Parameterised queries", queries_take_any_sign),
        row!(4, "1.3.6 (2)", "No server-side request forgery"; nothing "no form takes a URL; the gateways' URLs come from the operator's environment alone"),
        row!(5, "1.3.11 (2)", "Mail header injection blocked", no_header_injection),
        row!(6, "1.4.2 (2)", "Numbers range-checked", numbers_are_ranged),
        row!(
            7,
            "2.1.1, 2.2.1 (1)",
            "Input rules documented, positive validation",
            text_is_kept_or_refused_by_name
        ),
        row!(8, "2.2.2 (1)", "Validation on the server", the_server_validates),
        row!(9, "2.3.1 (1)", "Steps in order, none skipped", steps_in_order),
        row!(10, "2.3.3 (2)", "All or nothing", all_or_nothing),
        row!(
            11,
            "2.3.4 (2), 15.4.2 (3)",
            "Locks on limited things, no check-then-use gap",
            one_use_of_many
        ),
        row!(12, "2.4.1 (2)", "Anti-automation", floods_are_slowed),
        row!(13, "3.2.1 (1)", "No rendering in the wrong context", files_are_attachments),
        row!(
            14,
            "3.3.1 (1), 3.3.3 (2)",
            "Secure cookies named `__Host-`",
            cookies_are_host_cookies
        ),
        row!(
            15,
            "3.3.2, 3.3.4 (2)",
            "SameSite suited to purpose, HttpOnly, token only in Set-Cookie",
            tokens_stay_in_cookies
        ),
        row!(16, "3.4.1 (1)", "HSTS of a year or more on all responses", hsts_everywhere),
        row!(17, "3.4.2 (1)", "CORS fixed or allow-listed", no_foreign_origin_is_allowed),
        row!(18, "3.4.3 (2)", "CSP with object-src none, base-uri none, nonces", csp_with_nonces),
        row!(
            19,
            "3.4.4 (1), 3.4.5, 3.4.6 (2), 3.4.8 (3)",
            "nosniff, referrer policy, frame-ancestors, COOP",
            headers_everywhere
        ),
        row!(20, "3.5.1 (1)", "Cross-site requests refused", cross_site_posts_are_refused),
        row!(21, "3.5.3 (1)", "No state change by GET or HEAD", looking_changes_nothing),
        row!(22, "3.7.2 (2)", "Redirects only to listed hosts", redirects_stay_here),
        row!(23, "4.1.1 (1)", "Content-Type with charset", types_have_a_charset),
        row!(24, "4.1.3, 15.3.4 (2)", "Proxy headers cannot be forged", proxy_headers_mean_nothing),
        row!(25, "4.2.1 (2)", "No request smuggling", requests_are_not_smuggled),
    ]
}

async fn secure() -> TestPortal {
    TestPortal::set_up(|config| {
        config.demo = false;
        config.public_url = "https://portal.test".into();
    })
    .await
}

async fn output_is_encoded() {
    let p = TestPortal::sqlite().await;
    let evil = "\"><img src=x onerror=alert()>";
    p.import(
        &format!("{HEAD}\nN0000000001,</script><b>,{},2001-02-03,a@test.test,{SCHOOL}\n", "\"\"\"><img onerror=x>\""),
        "sevis_id,type,status,schedule,start_date,end_date\nN0000000001,post_completion,approved,full_time,2026-06-01,2027-05-31\n",
        "",
    )
    .await
    .expect("imported");
    let student = p.find("N0000000001").await;
    p.register(&student).await;
    let mut own = p.logged_in(&student).await;
    let fields = [
        ("street", evil),
        ("zip", "78666"),
        ("us_phone", "5125550123"),
        ("version", "1"),
        ("line2", "</script><script>x"),
    ];
    own.post("/api/profile/save", &fields).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for page in [
        own.get("/profile").await,
        own.get("/history").await,
        own.get("/account/security").await,
        dso.get("/console/students").await,
        dso.get(&format!("/console/students/{}", student.id)).await,
        dso.get("/console/review").await,
        p.browser().get("/mailbox").await,
    ] {
        assert!(
            !page.body.contains("<img")
                && !page.body.contains("</script><b>")
                && !page.body.contains("<script>x"),
            "{}",
            page.body
        );
    }
    for mail in p.mails("a@test.test").await {
        assert!(!mail.html.contains("<img") && !mail.html.contains("<b>"));
    }
}

async fn only_safe_schemes() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let fields = [
        ("street", "javascript:alert(1)"),
        ("zip", "78666"),
        ("us_phone", "5125550123"),
        ("version", "1"),
    ];
    own.post("/api/profile/save", &fields).await;
    for path in [
        "/profile",
        "/history",
        "/help/faq?q=javascript:x",
        "/login?next=javascript:x",
        "/confirm?token=javascript:x",
    ] {
        let page = own.get(path).await.body;
        for unsafe_link in ["href=\"javascript:", "href=\"data:", "action=\"javascript:"] {
            assert!(!page.contains(unsafe_link), "{path}");
        }
    }
}

async fn queries_take_any_sign() {
    let p = TestPortal::sqlite().await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for sign in ["'", "\"", "%", "_", "\\", "'; DROP TABLE students; --", "\u{1F600}", "%00"] {
        assert!(!dso.post("/api/console/search", &[("q", sign)]).await.status.is_server_error());
        assert_eq!(dso.get("/console/students").await.status, StatusCode::OK, "{sign}");
        let id = crate::support::escape(sign);
        for path in [
            format!("/console/students/{id}"),
            format!("/receipts/{id}"),
            format!("/reset?token={id}"),
            format!("/help/faq?q={id}"),
        ] {
            assert!(!dso.get(&path).await.status.is_server_error(), "{path}");
        }
    }
    assert!(student::Entity::find().all(p.db()).await.is_ok());
}

async fn no_header_injection() {
    let p = TestPortal::sqlite().await;
    for email in [
        "a@test.test\r\nBcc: x@test.test",
        "a@test.test%0d%0aBcc: x@test.test",
        "\"a\r\nb\"@test.test",
    ] {
        p.browser().post("/api/sign-up", &[("email", email)]).await;
    }
    p.settle().await;
    assert!(p.mails("x@test.test").await.is_empty());
    assert!(
        server::store::entity::mail::Entity::find().all(p.db()).await.expect("rows").is_empty()
    );
}

async fn numbers_are_ranged() {
    let p = TestPortal::sqlite().await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for number in ["-1", "0", "4294967296", "99999999999999999999999", "1e9", "NaN", ""] {
        for path in ["/console/review", "/console/students"] {
            assert_eq!(
                dso.get(&format!("{path}?page={number}")).await.status,
                StatusCode::OK,
                "{path} {number}"
            );
        }
    }
}

async fn text_is_kept_or_refused_by_name() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let mut version = 1;
    for text in [
        "12 Ünïcode Straße",
        "<b>1 Road</b>",
        "1 \u{202E}daoR",
        "1 Road\u{0}",
        "  1 Road  ",
        "1 Road \u{1F600}",
        &"x".repeat(61),
    ] {
        let number = version.to_string();
        let fields = [
            ("street", text),
            ("zip", "78666"),
            ("us_phone", "5125550123"),
            ("version", number.as_str()),
        ];
        let answer = own.fetch("/api/profile/save", &fields).await;
        if answer.body.contains("Refused") {
            assert!(answer.body.contains("\"field\":\"street\""), "{text:?}: {}", answer.body);
        } else {
            version += 1;
            assert_eq!(p.find(&student.sevis_id).await.street, text);
        }
    }
}

async fn the_server_validates() {
    let p = TestPortal::sqlite().await;
    for (path, fields, field) in [
        ("/api/sign-up", vec![("email", "not an address")], "email"),
        ("/api/login", vec![("email", ""), ("password", "")], "password"),
        ("/api/forgot", vec![("email", "a@b"), ("sevis_id", "X")], "sevis_id"),
        ("/api/register/identify", vec![("token", "x"), ("sevis_id", "nope")], "sevis_id"),
    ] {
        let answer = p.browser().fetch(path, &fields).await;
        assert!(answer.body.contains(&format!("\"field\":\"{field}\"")), "{path}: {}", answer.body);
    }
}

async fn steps_in_order() {
    let p = TestPortal::sqlite().await;
    let mut browser = p.confirmed("a@test.test").await;
    assert_eq!(
        browser
            .post("/api/sign-up/account-type", &[("account_type", "applicant")])
            .await
            .location(),
        "/sign-up/password"
    );
    p.holder("b@test.test").await;
    let mut half = p.browser();
    half.log_in("b@test.test", PASSWORD).await;
    assert_eq!(half.get("/home").await.location(), "/verify");
    let student = p.registered(1).await;
    let mut unattested = p.browser();
    unattested.log_in(student.email.as_deref().expect("email"), PASSWORD).await;
    assert_eq!(unattested.get("/profile").await.location(), "/attest?next=/profile");
}

async fn all_or_nothing() {
    let p = TestPortal::sqlite().await;
    let rows = format!(
        "{HEAD}\nN0000000001,Ada,Sample,2001-02-03,a@test.test,{SCHOOL}\nN0000000002,Ada,S4mple,2001-02-03,b@test.test,{SCHOOL}\n"
    );
    p.import(&rows, "", "").await.expect_err("refused");
    assert!(student::Entity::find().all(p.db()).await.expect("rows").is_empty());
    // A step that is refused half-way leaves neither row nor mail.
    let mut browser = p.with_password("c@test.test").await;
    let before = p.mails("c@test.test").await.len();
    browser
        .post("/api/sign-up/second-step", &[("text", "on"), ("by_email", "on"), ("mobile", "12")])
        .await;
    assert!(factor::Entity::find().all(p.db()).await.expect("rows").is_empty());
    assert_eq!(p.mails("c@test.test").await.len(), before);
}

async fn one_use_of_many() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let mut tries = Vec::new();
    for _ in 0..50 {
        let mut browser = p.browser();
        browser.log_in("a@test.test", PASSWORD).await;
        let code = holder.backup.clone();
        tries.push(tokio::spawn(async move {
            browser.post("/api/verify/backup-code", &[("backup_code", &code)]).await.location()
                == "/account/security"
        }));
    }
    let mut won = 0;
    for one in tries {
        won += usize::from(one.await.expect("answered"));
    }
    assert_eq!(won, 1);
}

async fn floods_are_slowed() {
    let p = TestPortal::set_up(|config| {
        config.limits.sign_ups = 3;
        config.limits.recoveries = 3;
        config.limits.logins = 3;
    })
    .await;
    for (path, fields) in [
        ("/api/sign-up", vec![("email", "a@test.test")]),
        ("/api/forgot", vec![("email", "a@test.test"), ("sevis_id", "")]),
        ("/api/login", vec![("email", "a@test.test"), ("password", "x")]),
    ] {
        for _ in 0..3 {
            assert_eq!(p.browser().fetch(path, &fields).await.status, StatusCode::OK, "{path}");
        }
        let refused = p.browser().fetch(path, &fields).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert!(refused.headers.contains_key(header::RETRY_AFTER));
        let mut other = p.browser();
        other.address = [10, 0, 0, 9];
        assert_eq!(
            other.fetch(path, &fields).await.status,
            StatusCode::OK,
            "{path} from elsewhere"
        );
    }
}

async fn files_are_attachments() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    let file = browser.get("/account/my-data.json").await;
    assert!(
        file.headers[header::CONTENT_DISPOSITION].to_str().expect("text").starts_with("attachment")
    );
    assert_eq!(file.headers["x-content-type-options"], "nosniff");
    let api = browser
        .send(Request::get("/api/page").header(header::ACCEPT, "text/html"), Body::empty())
        .await;
    assert_ne!(api.status, StatusCode::OK, "no data by GET");
}

async fn cookies_are_host_cookies() {
    let p = secure().await;
    let answer = p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    let cookies: Vec<&str> =
        answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok()).collect();
    assert!(!cookies.is_empty());
    for cookie in cookies {
        assert!(
            cookie.starts_with("__Host-")
                && cookie.contains("; Secure")
                && cookie.contains("Path=/"),
            "{cookie}"
        );
        assert!(!cookie.to_lowercase().contains("domain="), "{cookie}");
    }
}

async fn tokens_stay_in_cookies() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut own = p.browser();
    let answer = own.log_in(student.email.as_deref().expect("email"), PASSWORD).await;
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().expect("text");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    }
    let token = own.cookie.clone().expect("cookie").split_once('=').expect("pair").1.to_owned();
    own.post("/api/attest", &[("next", "")]).await;
    for page in ["/profile", "/account/security", "/account/my-data.json", "/session"] {
        assert!(!own.get(page).await.body.contains(&token), "{page}");
    }
}

/// Answers of every sort.
async fn sweep(p: &TestPortal) -> Vec<(String, crate::support::Answer)> {
    let mut all = Vec::new();
    for path in [
        "/",
        "/login",
        "/sign-up",
        "/nowhere",
        "/profile",
        "/api/nowhere",
        "/pkg/nowhere.js",
        "/healthz",
        "/session",
        "/reset?token=x",
        "/help/faq",
    ] {
        all.push((path.to_owned(), p.browser().get(path).await));
    }
    all.push(("POST".into(), p.browser().post("/api/login", &[("email", "a@test.test")]).await));
    let request = Request::delete("/login");
    all.push(("DELETE".into(), p.browser().send(request, Body::empty()).await));
    let big = Request::post("/api/login")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    all.push(("big".into(), p.browser().send(big, Body::from("x".repeat(100_000))).await));
    let foreign = Request::post("/api/login").header("sec-fetch-site", "cross-site");
    all.push(("foreign".into(), p.browser().send(foreign, Body::empty()).await));
    all
}

async fn hsts_everywhere() {
    let p = secure().await;
    for (what, answer) in sweep(&p).await {
        let hsts = answer
            .headers
            .get("strict-transport-security")
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        assert!(hsts.contains("max-age=63072000") && hsts.contains("includeSubDomains"), "{what}");
    }
}

async fn no_foreign_origin_is_allowed() {
    let p = TestPortal::sqlite().await;
    for origin in ["https://evil.test", "null", "http://127.0.0.1:3000.evil.test"] {
        let answer = p
            .browser()
            .send(Request::get("/login").header(header::ORIGIN, origin), Body::empty())
            .await;
        assert!(!answer.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), "{origin}");
    }
}

async fn csp_with_nonces() {
    let p = TestPortal::sqlite().await;
    let (first, second) = (p.browser().get("/login").await, p.browser().get("/login").await);
    let policy = |answer: &crate::support::Answer| {
        answer.headers["content-security-policy"].to_str().expect("text").to_owned()
    };
    let (first, second) = (policy(&first), policy(&second));
    assert_ne!(first, second, "a nonce for each response");
    for part in [
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "default-src 'none'",
    ] {
        assert!(first.contains(part), "{part}");
    }
    assert!(!first.contains("'unsafe-inline'") && !first.contains(" 'unsafe-eval'"));
}

async fn headers_everywhere() {
    let p = secure().await;
    for (what, answer) in sweep(&p).await {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(
                answer.headers.get(name).and_then(|v| v.to_str().ok()),
                Some(value),
                "{what} {name}"
            );
        }
        let policy = answer.headers["content-security-policy"].to_str().expect("text");
        assert!(policy.contains("frame-ancestors 'none'"), "{what}");
    }
}

async fn cross_site_posts_are_refused() {
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
            assert_eq!(
                own.send(request, Body::empty()).await.status,
                StatusCode::FORBIDDEN,
                "{path} {name}: {value}"
            );
        }
    }
    assert_eq!(own.get("/profile").await.status, StatusCode::OK, "still logged in");
}

async fn looking_changes_nothing() {
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
    let dump = || async {
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
    };
    let before = dump().await;
    let pages = [
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
        &thread,
    ];
    for browser in &mut browsers {
        for path in pages.iter().copied().chain(links.iter().map(String::as_str)) {
            browser.get(path).await;
            browser.send(Request::head(path), Body::empty()).await;
        }
    }
    assert_eq!(before, dump().await);
    for (browser, page) in
        browsers.iter_mut().zip(["/home", "/profile", "/console", "/console/cases"])
    {
        assert_eq!(browser.get(page).await.status, StatusCode::OK, "still logged in");
    }
}

async fn redirects_stay_here() {
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

async fn types_have_a_charset() {
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

async fn proxy_headers_mean_nothing() {
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

async fn requests_are_not_smuggled() {
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
