//! Notifications on a student's devices: what is sent, to whom, and what happens where it does not come.

use super::inbox::{tell, ways};
use crate::on_both;
use crate::push::{Device, sending, service, turn_on};
use crate::support::{TestPortal, between};
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
    a_push_service_that_fails_is_asked_again_and_then_an_email_goes,
    nobody_is_notified_at_night,
}

/// Channels of the school's questions, oldest first.
async fn asked(p: &TestPortal) -> Vec<String> {
    let mut rows = mail::Entity::find().all(p.db()).await.expect("rows");
    rows.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    let asked = rows.into_iter().filter(|row| row.subject.contains("a question"));
    asked.map(|row| row.channel).collect()
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
    assert_eq!(told.iter().filter(|one| one.subject.contains("turned on for a device")).count(), 1);
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
    assert!(header("topic").len() == 32 && header("ttl") == "86400");
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
    let here = ways(["here", "here", "here", "here"]).into_iter();
    let here: Vec<_> = here.chain([("news_question_push", "on")]).collect();
    own.post("/api/inbox/reach", &here).await;
    got.lock().expect("service").answers = vec![("/one", 410)];
    tell(&p, &ada, 1).await;
    p.settle().await;
    assert_eq!(asked(&p).await, ["here"], "the other device shows it");
    assert_eq!(got.lock().expect("service").got.len(), 2);
    got.lock().expect("service").answers = vec![("/two", 404)];
    p.clock.advance(Duration::minutes(1));
    tell(&p, &ada, 1).await;
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 3, "the first device is forgotten");
    assert_eq!(asked(&p).await, ["here", "letter"]);
    assert!(p.logged_in(&ada).await.get("/inbox/choices").await.body.contains("No device shows"));
    p.clock.advance(Duration::minutes(1));
    tell(&p, &ada, 1).await;
    assert_eq!(asked(&p).await, ["here", "letter", "letter"], "nobody falls silent");
}

async fn a_push_service_that_fails_is_asked_again_and_then_an_email_goes(p: TestPortal) {
    let (url, got) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    turn_on(&mut own, &Device::at(format!("{url}/one"))).await;
    let here = ways(["here", "here", "here", "here"]).into_iter();
    let here: Vec<_> = here.chain([("news_question_push", "on")]).collect();
    own.post("/api/inbox/reach", &here).await;
    for (n, status) in [503, 429, 302, 500, 400, 500].into_iter().enumerate() {
        got.lock().expect("service").answers = vec![("/one", status)];
        if n == 0 {
            tell(&p, &ada, 1).await;
        }
        p.settle().await;
        assert_eq!(got.lock().expect("service").got.len(), n + 1, "after {status}");
        assert_eq!(asked(&p).await, [if n < 5 { "here" } else { "letter" }]);
        p.clock.advance(Duration::minutes(16));
    }
    let paths = got.lock().expect("service").got.clone();
    assert!(paths.iter().all(|(path, ..)| path == "/one"), "no redirect is followed");
    let rows = mail::Entity::find().all(p.db()).await.expect("rows");
    let given_up = rows.iter().find(|row| row.channel == "push").expect("a row");
    assert!(given_up.failed && !given_up.last_error.contains("/one"), "{}", given_up.last_error);
}

async fn nobody_is_notified_at_night(p: TestPortal) {
    let (url, got) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    turn_on(&mut p.logged_in(&ada).await, &Device::at(format!("{url}/one"))).await;
    // 10 at night in Chicago.
    p.clock.advance(Duration::hours(12));
    tell(&p, &ada, 1).await;
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 0);
    p.clock.advance(Duration::hours(10));
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 2, "at 8 in the morning");
}
