//! Text messages through a real HTTP gateway on this machine.

use crate::support::{TestPortal, between};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use sea_orm::EntityTrait;
use server::store::entity::{factor, mail};
use std::sync::{Arc, Mutex};
use time::Duration;

/// What the gateway got, and whether it answers well.
#[derive(Default)]
struct Gateway {
    got: Vec<serde_json::Value>,
    fails: bool,
}

async fn take(State(gateway): State<Arc<Mutex<Gateway>>>, body: String) -> StatusCode {
    let mut gateway = gateway.lock().expect("gateway");
    gateway.got.push(serde_json::from_str(&body).expect("JSON"));
    if gateway.fails { StatusCode::BAD_GATEWAY } else { StatusCode::ACCEPTED }
}

/// A gateway on loopback.
async fn gateway(fails: bool) -> (String, Arc<Mutex<Gateway>>) {
    let gateway = Arc::new(Mutex::new(Gateway { fails, ..Gateway::default() }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let url = format!("http://{}/texts", listener.local_addr().expect("address"));
    let service = axum::Router::new().route("/texts", post(take)).with_state(gateway.clone());
    tokio::spawn(async move { axum::serve(listener, service).await });
    (url, gateway)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_does_not_wait_for_a_mail_server_that_has_fallen_silent() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("port");
    let smtp = format!("smtp://{}", silent.local_addr().expect("address"));
    let (url, gateway) = gateway(false).await;
    let p = TestPortal::set_up(|config| config.sms_url = Some(url)).await;
    p.student(1, "").await;
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("text", "on"), ("mobile", "(512) 555-0100")]).await;
    let p = p
        .again(|config| {
            config.smtp_url = Some(smtp);
            config.mail_patience = std::time::Duration::from_secs(60);
        })
        .await;
    let jobs = tokio::spawn(server::jobs::keep_running(p.portal.clone()));
    let came = async {
        while gateway.lock().expect("gateway").got.is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), came).await.expect("the text comes");
    jobs.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_is_posted_until_the_gateway_takes_it_and_then_forgotten() {
    let (url, gateway) = gateway(true).await;
    let p = TestPortal::set_up(|config| config.sms_url = Some(url)).await;
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("text", "on"), ("mobile", "(512) 555-0100")]).await;
    p.settle().await;
    let text = || async {
        let rows = mail::Entity::find().all(p.db()).await.expect("rows");
        rows.into_iter().find(|row| row.channel == "text").expect("text")
    };
    assert!(text().await.sent_at.is_none(), "the gateway said no");
    gateway.lock().expect("gateway").fails = false;
    p.settle().await;
    assert_eq!(gateway.lock().expect("gateway").got.len(), 1, "not before its time");
    p.clock.advance(Duration::minutes(1));
    p.settle().await;
    let row = text().await;
    assert!(row.sent_at.is_some() && row.sealed.is_empty());
    let got = gateway.lock().expect("gateway").got.clone();
    assert_eq!(got.len(), 2);
    assert_eq!((&got[0]["id"], &got[0]["to"]), (&got[1]["id"], &"+15125550100".into()));
    let words = got[1]["text"].as_str().expect("text");
    let code = words.split(" is ").nth(1).expect("code").get(..6).expect("six-digit code");
    assert!(words.ends_with(&format!("@127.0.0.1 #{code}")), "{words}");
    let answer = browser.post("/api/enrol/confirm", &[("code", code), ("page", "")]).await;
    assert_eq!(answer.location(), "/sign-up/backup-code");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_that_was_just_confirmed_stands_though_no_more_texts_go_to_the_next_one() {
    let (url, gateway) = gateway(false).await;
    let p = TestPortal::set_up(|config| config.sms_url = Some(url)).await;
    let mobile = ("mobile", "(512) 555-0100");
    for n in 0..10 {
        let mut other = p.with_password(&format!("o{n}@test.test")).await;
        let answer = other.post("/api/sign-up/second-step", &[("text", "on"), mobile]).await;
        assert_eq!(answer.location(), "/sign-up/verify", "{n}");
    }
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("app", "on"), ("text", "on"), mobile]).await;
    let page = browser.get("/sign-up/verify").await.body;
    let key = between(&page, "<code class=\"key\">", "</code>").replace(' ', "");
    let code = p.app_code(&key);
    let fields = [("code", code.as_str()), ("page", "/sign-up/verify")];
    assert_eq!(browser.post("/api/enrol/confirm", &fields).await.location(), "/sign-up/verify");
    let rows = factor::Entity::find().all(p.db()).await.expect("rows");
    let confirmed: Vec<_> = rows.iter().filter(|row| row.confirmed_at.is_some()).collect();
    assert_eq!(confirmed.len(), 1, "the app");
    let page = browser.get("/sign-up/verify").await.body;
    assert!(page.contains("Send the code"), "{page}");
    p.settle().await;
    assert_eq!(gateway.lock().expect("gateway").got.len(), 10);
    let theirs = |row: &&factor::Model| row.account_id == confirmed[0].account_id;
    let text = rows.iter().filter(theirs).find(|row| row.confirmed_at.is_none());
    let fields = [("id", text.expect("the text").id.as_str())];
    for _ in 0..2 {
        p.clock.advance(Duration::minutes(10));
        browser.get("/sign-up/verify").await;
    }
    let answer = browser.fetch("/api/enrol/begin", &fields).await;
    assert_eq!(answer.status.as_u16(), 429);
    assert!(answer.body.contains("2400"), "40 minutes are left: {}", answer.body);
    // Once there is room again, it is sent.
    for _ in 0..5 {
        p.clock.advance(Duration::minutes(9));
        browser.get("/sign-up/verify").await;
    }
    assert_eq!(browser.post("/api/enrol/begin", &fields).await.location(), "/sign-up/verify");
    p.settle().await;
    assert_eq!(gateway.lock().expect("gateway").got.len(), 11);
}
