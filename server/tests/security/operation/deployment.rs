//! Behind a proxy, and on a machine with other people's pages.

use crate::support::{FORM, TestPortal, request};
use crate::{Rule, rules};
use axum::body::Body;
use axum::http::{Request, header};

pub fn rules() -> Vec<Rule> {
    rules! {
        behind_a_trusted_proxy_everybody_has_an_address_of_their_own,
        nobody_else_is_believed_about_addresses,
        the_demo_answers_to_no_other_name,
        programs_find_what_they_look_for,
        metrics_of_a_public_portal_are_not_on_its_own_address,
    }
}

/// Tries logins through this connection with these headers; gives how many were turned away.
async fn turned_away(
    p: &TestPortal,
    from: [u8; 4],
    says: impl Fn(u8) -> Vec<(&'static str, String)>,
) -> usize {
    let mut away = 0;
    for n in 0..12 {
        let mut browser = p.browser();
        browser.address = from;
        let request = request("/api/login", "application/json", FORM);
        let request =
            says(n).into_iter().fold(request, |all, (name, value)| all.header(name, value));
        let body = format!("form[email]=a{n}%40test.test&form[password]=x");
        let answer = browser.send(request, Body::from(body)).await;
        away += usize::from(answer.status.as_u16() == 429);
    }
    away
}

async fn behind(proxies: &str) -> TestPortal {
    let proxies: Vec<_> = proxies.split(',').map(|net| net.parse().expect("a network")).collect();
    TestPortal::set_up(|config| {
        config.limits.logins = 5;
        config.proxies = proxies;
    })
    .await
}

async fn behind_a_trusted_proxy_everybody_has_an_address_of_their_own(_: TestPortal) {
    let p = behind("10.1.0.0/16,10.2.0.1/32").await;
    let (far, near) = ([10, 2, 0, 1], [10, 1, 0, 7]);
    let each = |n: u8| vec![("x-forwarded-for", format!("203.0.113.{n}"))];
    assert_eq!(turned_away(&p, near, each).await, 0);
    // Two proxies in a row, and what a client wrote itself before them.
    let both = |n: u8| vec![("x-forwarded-for", format!("1.2.3.4, 198.51.100.{n}, 10.1.9.9"))];
    assert_eq!(turned_away(&p, far, both).await, 0);
    let forwarded =
        |n: u8| vec![("forwarded", format!("for=\"[2001:db8:{n}::1]:4711\";proto=https"))];
    assert_eq!(turned_away(&p, near, forwarded).await, 0);
    // One client is one, whatever it writes before its own address.
    let liar = |n: u8| vec![("x-forwarded-for", format!("192.0.2.{n}, 203.0.113.200"))];
    assert_eq!(turned_away(&p, near, liar).await, 7);
    let unknown = |_| vec![("x-forwarded-for", "unknown".into())];
    assert_eq!(turned_away(&p, near, unknown).await, 7);
    // What a proxy passes on of a header that it does not write itself.
    let passed_on = |n: u8| {
        vec![
            ("x-forwarded-for", "203.0.113.222".into()),
            ("forwarded", format!("for=198.51.100.{n}")),
        ]
    };
    assert_eq!(turned_away(&p, near, passed_on).await, 7);
}

async fn nobody_else_is_believed_about_addresses(_: TestPortal) {
    let p = behind("10.1.0.0/16").await;
    let each = |n: u8| vec![("x-forwarded-for", format!("203.0.113.{n}"))];
    assert_eq!(turned_away(&p, [192, 0, 2, 1], each).await, 7);
    let forwarded = |n: u8| vec![("forwarded", format!("for=203.0.113.{n}"))];
    assert_eq!(turned_away(&p, [192, 0, 2, 2], forwarded).await, 7);
}

async fn the_demo_answers_to_no_other_name(p: TestPortal) {
    for (host, status) in [
        ("127.0.0.1:3000", 200),
        ("localhost:3000", 200),
        ("[::1]:3000", 200),
        ("evil.test", 421),
        ("127.0.0.1.evil.test", 421),
        ("localhost.evil.test:3000", 421),
    ] {
        let request = Request::get("/mailbox").header(header::HOST, host);
        let answer = p.browser().send(request, Body::empty()).await;
        assert_eq!(answer.status.as_u16(), status, "{host}");
    }
}

async fn programs_find_what_they_look_for(p: TestPortal) {
    let mut browser = p.browser();
    assert_eq!(browser.get("/.well-known/change-password").await.location(), "/account");
    let passkeys = browser.get("/.well-known/passkey-endpoints").await.body;
    assert!(passkeys.contains("/account/security"), "{passkeys}");
    // Nobody has said whom to tell.
    assert_eq!(browser.get("/.well-known/security.txt").await.status.as_u16(), 404);
    let told = TestPortal::set_up(|config| {
        config.security_contact = Some("mailto:security@test.test".into());
    })
    .await;
    let text = told.browser().get("/.well-known/security.txt").await.body;
    assert!(text.contains("Contact: mailto:security@test.test\n"), "{text}");
    assert!(text.contains("Expires: 2026-09-08T"), "{text}");
}

async fn metrics_of_a_public_portal_are_not_on_its_own_address(p: TestPortal) {
    assert_eq!(p.browser().get("/metrics").await.status.as_u16(), 200, "on this machine alone");
    let public = TestPortal::set_up(|config| {
        config.demo = false;
        config.public_url = "https://portal.test".into();
    })
    .await;
    // As a proxy on this machine asks that adds no header.
    assert_eq!(public.browser().get("/metrics").await.status.as_u16(), 404);
}
