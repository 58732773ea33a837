//! Notifications on a student's devices: what is sent, and what happens where it does not come.

use super::inbox::{tell, ways};
use crate::on_both;
use crate::push::{Device, Stage, sending, service, turn_on};
use crate::support::{Browser, TestPortal, between};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use sea_orm::EntityTrait as _;
use server::store::entity::mail;
use time::Duration;

on_both! {
    a_notification_is_encrypted_for_its_device_and_signed_by_the_portal,
    whoever_wants_only_notifications_is_emailed_where_none_comes,
    what_no_device_says_that_it_has_shown_goes_by_email_after_a_day,
    a_push_service_that_fails_is_asked_again_and_then_an_email_goes,
}

/// Channels of the school's questions, oldest first.
pub async fn asked(p: &TestPortal) -> Vec<String> {
    let mut rows = mail::Entity::find().all(p.db()).await.expect("rows");
    rows.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    let asked = rows.into_iter().filter(|row| row.subject.contains("a question"));
    asked.map(|row| row.channel).collect()
}

/// Chooses that questions come as notifications alone, and other news to the inbox.
pub async fn only_questions(own: &mut Browser) {
    let here = ways(["here", "here", "here", "here"]).into_iter();
    let ticks = [("asked_push", "on"), ("news_question_push", "on")];
    let all: Vec<_> = here.chain(ticks).collect();
    assert_eq!(own.post("/api/inbox/reach", &all).await.location(), "/inbox");
}

async fn a_notification_is_encrypted_for_its_device_and_signed_by_the_portal(p: TestPortal) {
    let (url, got) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    let device = Device::at(format!("{url}/send/one"));
    let page = turn_on(&mut own, &device).await;
    assert!(page.contains("Notifications are on for this device"), "{page}");
    assert_eq!(page.matches("value=\"on\" checked").count(), 4, "{page}");
    let told = p.mails("s1@test.test").await;
    let told = told.iter().find(|one| one.subject.contains("turned on for a device"));
    assert!(
        told.expect("a mail").text.contains("It is for: questions from your school, reminders")
    );
    tell(&p, &ada, 1).await;
    p.settle().await;
    p.settle().await;
    let got = std::mem::take(&mut got.lock().expect("service").got);
    let said: Vec<_> = got.iter().map(|(_, _, body)| device.open(body)["body"].clone()).collect();
    assert_eq!(said.len(), 2, "once each: {said:?}");
    assert!(said.contains(&"Your school has a question about your report".into()), "{said:?}");
    let (path, headers, _) = &got[0];
    let header = |name: &str| headers[name].to_str().expect("text").to_owned();
    assert_eq!((path.as_str(), header("content-encoding")), ("/send/one", "aes128gcm".into()));
    // It is 10 in the morning in Chicago: until 8 in the evening.
    assert!(header("topic").len() == 32 && header("ttl") == (10 * 3600).to_string());
    // RFC 8292: signed with the key that the page gives to browsers, for this service, for less than a day.
    let key = between(&page, "data-push=\"", "\"");
    let authorization = header("authorization");
    let token = between(&authorization, "t=", ",");
    assert!(authorization.ends_with(&format!("k={key}")), "{authorization}");
    let (signed, signature) = token.rsplit_once('.').expect("three parts");
    let claims = BASE64.decode(signed.split('.').nth(1).expect("claims")).expect("base64");
    let claims: serde_json::Value = serde_json::from_slice(&claims).expect("JSON");
    let key = VerifyingKey::from_sec1_bytes(&BASE64.decode(key).expect("base64")).expect("a key");
    let signature = BASE64.decode(signature).expect("base64");
    let signature = Signature::from_slice(&signature).expect("a signature");
    key.verify(signed.as_bytes(), &signature).expect("signed by the portal");
    let left = claims["exp"].as_i64().expect("a time") - p.portal.look().now().unix_timestamp();
    assert!(claims["aud"] == url.as_str() && (1..86_400).contains(&left), "{claims}");
    assert!(claims["sub"].as_str().is_some_and(|sub| sub.starts_with("mailto:")), "{claims}");
}

async fn whoever_wants_only_notifications_is_emailed_where_none_comes(p: TestPortal) {
    let (url, got) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    for name in ["one", "two"] {
        turn_on(&mut own, &Device::at(format!("{url}/{name}"))).await;
    }
    only_questions(&mut own).await;
    got.lock().expect("service").answers = vec![("/one", 410)];
    tell(&p, &ada, 1).await;
    p.settle().await;
    assert_eq!(asked(&p).await, ["here"], "the other device may show it");
    assert_eq!(got.lock().expect("service").got.len(), 2);
    got.lock().expect("service").answers = vec![("/two", 404)];
    p.clock.advance(Duration::minutes(1));
    tell(&p, &ada, 1).await;
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 3, "the first device is forgotten");
    assert_eq!(asked(&p).await, ["here", "letter"]);
    assert!(!own.get("/inbox/choices").await.body.contains("data-device="));
    p.clock.advance(Duration::minutes(1));
    tell(&p, &ada, 1).await;
    assert_eq!(asked(&p).await, ["here", "letter", "letter"], "nobody falls silent");
    // What was chosen is there when a device is.
    let page = turn_on(&mut own, &Device::at(format!("{url}/three"))).await;
    assert_eq!(page.matches("value=\"on\" checked").count(), 1, "{page}");
}

async fn what_no_device_says_that_it_has_shown_goes_by_email_after_a_day(p: TestPortal) {
    let (url, got) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    let devices = ["one", "two"].map(|name| Device::at(format!("{url}/{name}")));
    for device in &devices {
        turn_on(&mut own, device).await;
    }
    only_questions(&mut own).await;
    for says in ["shown", "forged", ""] {
        got.lock().expect("service").got.clear();
        tell(&p, &ada, 1).await;
        p.settle().await;
        let (path, _, body) = got.lock().expect("service").got[0].clone();
        let device = devices.iter().find(|device| device.endpoint.ends_with(&path));
        let said = device.expect("whose it is").open(&body);
        let text = |name: &str| said[name].as_str().expect("text").to_owned();
        let proof = if says == "forged" { "forged".to_owned() } else { text("proof") };
        if !says.is_empty() {
            let fields = [("id", text("id")), ("proof", proof)];
            let fields = fields.each_ref().map(|(name, text)| (*name, text.as_str()));
            for _ in 0..2 {
                let answer = p.browser().post("/api/inbox/shown", &fields).await;
                assert!(answer.status.as_u16() < 400, "{answer:?}");
            }
        }
        p.clock.advance(Duration::hours(23));
        p.settle().await;
        assert_eq!(asked(&p).await.last().map(String::as_str), Some("here"), "{says}");
        p.clock.advance(Duration::hours(2));
        p.settle().await;
        let expected = if says == "shown" { "here" } else { "letter" };
        assert_eq!(asked(&p).await.last().map(String::as_str), Some(expected), "{says}");
    }
}

async fn a_push_service_that_fails_is_asked_again_and_then_an_email_goes(p: TestPortal) {
    let Stage { p, url, got, ada, mut own } = Stage::set(p).await;
    only_questions(&mut own).await;
    let push = || async {
        let rows = mail::Entity::find().all(p.db()).await.expect("rows");
        rows.into_iter().find(|row| row.channel == "push")
    };
    for (n, status) in [503, 429, 302, 500, 502, 500].into_iter().enumerate() {
        got.lock().expect("service").answers = vec![("/one", status)];
        if n == 0 {
            tell(&p, &ada, 1).await;
        }
        p.settle().await;
        assert_eq!(got.lock().expect("service").got.len(), n + 1, "after {status}");
        assert_eq!(asked(&p).await, [if n < 5 { "here" } else { "letter" }]);
        if n < 5 {
            // The operator is told which service it is, and never the device's address.
            assert_eq!(push().await.expect("a row").last_error, format!("{url} answered {status}"));
        }
        p.clock.advance(Duration::minutes(16));
    }
    assert!(push().await.is_none(), "nothing is left to be seen to");
    let paths = got.lock().expect("service").got.clone();
    assert!(paths.iter().all(|(path, ..)| path == "/one"), "no redirect is followed");
    let page = p.logged_in(&ada).await.get("/inbox/choices").await.body;
    assert_eq!(page.matches("data-device=").count(), 1, "{page}");
}
