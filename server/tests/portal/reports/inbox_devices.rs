//! Which devices are sent notifications, and where none may be sent.

use super::inbox::{tell, ways};
use super::inbox_push::asked;
use crate::on_both;
use crate::push::{Device, sending, service, turn_on};
use crate::support::{PASSWORD, TestPortal, between};

on_both! {
    only_services_on_the_list_are_called,
    one_browser_shows_the_news_of_one_account,
    a_device_that_is_turned_off_or_shut_out_is_told_nothing,
    whoever_ends_a_login_ends_what_was_turned_on_in_it,
    a_page_without_the_ticks_leaves_what_was_chosen,
    whoever_turns_devices_on_without_end_is_refused_and_floods_no_mailbox,
    the_oldest_of_many_devices_gives_way,
}

async fn only_services_on_the_list_are_called(p: TestPortal) {
    let (url, got) = service().await;
    let (other, others) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    let port = url.rsplit(':').next().expect("a port");
    for endpoint in [
        format!("{other}/one"),
        format!("http://localhost:{port}/one"),
        format!("https://127.0.0.1:{port}/one"),
        format!("http://who@127.0.0.1:{port}/one"),
        format!("{url}.push.test/one"),
        "https://fcm.googleapis.com/one".into(),
    ] {
        let page = turn_on(&mut own, &Device::at(endpoint.clone())).await;
        assert!(page.contains("Notifications do not work in this browser"), "{endpoint}");
        assert_eq!(page.matches("data-device=").count(), 0, "{endpoint}");
    }
    // A key that is no point of the curve.
    let mut fields = Device::at(format!("{url}/one")).fields();
    fields[1].1 = "B".repeat(87);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let page = own.post_and_look("/api/inbox/push", &fields).await.body;
    assert!(page.contains("Notifications do not work in this browser"), "{page}");
    let got = [&got, &others].map(|one| one.lock().expect("service").got.len());
    assert_eq!(got, [0, 0]);
    let p = sending(p, "none").await;
    assert!(!p.logged_in(&ada).await.get("/inbox/choices").await.body.contains("otifications"));
}

async fn one_browser_shows_the_news_of_one_account(p: TestPortal) {
    let (url, got) = service().await;
    let p = sending(p, &url).await;
    let (ada, bob) = (p.registered(1).await, p.registered(2).await);
    let device = Device::at(format!("{url}/one"));
    let mut own = p.logged_in(&ada).await;
    for _ in 0..2 {
        let page = turn_on(&mut own, &device).await;
        assert_eq!(page.matches("data-device=").count(), 1, "{page}");
    }
    let of = |mails: Vec<crate::support::Mail>| {
        mails.iter().filter(|one| one.subject.contains("turned on")).count()
    };
    assert_eq!(of(p.mails("s1@test.test").await), 1, "a device that is known is no news");
    turn_on(&mut p.logged_in(&bob).await, &device).await;
    assert!(!own.get("/inbox/choices").await.body.contains("data-device="));
    tell(&p, &ada, 1).await;
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 0);
    tell(&p, &bob, 1).await;
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 2);
}

async fn a_device_that_is_turned_off_or_shut_out_is_told_nothing(p: TestPortal) {
    let (url, got) = service().await;
    let p = sending(p, &url).await;
    let (ada, bob) = (p.registered(1).await, p.registered(2).await);
    let mut own = p.logged_in(&ada).await;
    let page = turn_on(&mut own, &Device::at(format!("{url}/one"))).await;
    let form = page.split("/api/inbox/push-off").nth(1).expect("a form");
    let id = between(form, "name=\"form[id]\" value=\"", "\"").to_owned();
    p.logged_in(&bob).await.post("/api/inbox/push-off", &[("id", &id)]).await;
    assert!(own.get("/inbox/choices").await.body.contains(&id), "nobody else turns it off");
    // What waits for a device is not for whoever has it then.
    tell(&p, &ada, 1).await;
    own.post("/api/inbox/push-off", &[("id", &id)]).await;
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 0);
    turn_on(&mut own, &Device::at(format!("{url}/thief"))).await;
    own.post("/api/security/end-session", &[("id", "")]).await;
    tell(&p, &ada, 1).await;
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 0, "whoever is shut out hears nothing");
}

async fn whoever_ends_a_login_ends_what_was_turned_on_in_it(p: TestPortal) {
    let (url, got) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    // Somebody with her password, whose session she ends.
    let mut thief = p.logged_in(&ada).await;
    turn_on(&mut thief, &Device::at(format!("{url}/thief"))).await;
    let page = own.get("/account/security").await.body;
    let others = page.split("/api/security/end-session").skip(1);
    let mut ids = others.map(|form| between(form, "name=\"form[id]\" value=\"", "\"").to_owned());
    let one = ids.find(|id| !id.is_empty()).expect("another session");
    own.post("/api/security/end-session", &[("id", &one)]).await;
    assert!(!own.get("/inbox/choices").await.body.contains("data-device="));
    // Also where the thief has logged in again since, in the same browser.
    let email = ada.email.as_deref().expect("an email");
    for _ in 0..2 {
        thief.log_in(email, PASSWORD).await;
        thief.post("/api/attest", &[("next", "")]).await;
        turn_on(&mut thief, &Device::at(format!("{url}/thief"))).await;
    }
    thief.log_in(email, PASSWORD).await;
    assert!(own.get("/inbox/choices").await.body.contains("data-device="));
    let page = own.get("/account/security").await.body;
    for form in page.split("/api/security/end-session").skip(1) {
        let id = between(form, "name=\"form[id]\" value=\"", "\"").to_owned();
        if !id.is_empty() {
            own.post("/api/security/end-session", &[("id", &id)]).await;
        }
    }
    assert!(!own.get("/inbox/choices").await.body.contains("data-device="));
    // And a browser in which somebody logs out.
    turn_on(&mut own, &Device::at(format!("{url}/own"))).await;
    own.post("/api/logout", &[]).await;
    tell(&p, &ada, 1).await;
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 0);
}

async fn a_page_without_the_ticks_leaves_what_was_chosen(p: TestPortal) {
    let (url, _) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    turn_on(&mut own, &Device::at(format!("{url}/one"))).await;
    // Another tab was opened before.
    own.post("/api/inbox/reach", &ways(["daily", "here", "here", "here"])).await;
    let page = own.get("/inbox/choices").await.body;
    assert_eq!(page.matches("value=\"on\" checked").count(), 4, "{page}");
    let with = ways(["daily", "here", "here", "here"]).into_iter();
    let with: Vec<_> = with.chain([("asked_push", "on"), ("news_plan_push", "on")]).collect();
    own.post("/api/inbox/reach", &with).await;
    let page = own.get("/inbox/choices").await.body;
    assert_eq!(page.matches("value=\"on\" checked").count(), 1, "{page}");
    // Once the last device is gone, what is ticked can still be unticked: else nobody could choose the inbox alone.
    let form = page.split("/api/inbox/push-off").nth(1).expect("a form");
    let id = between(form, "name=\"form[id]\" value=\"", "\"").to_owned();
    own.post("/api/inbox/push-off", &[("id", &id)]).await;
    let page = own.get("/inbox/choices").await.body;
    assert!(page.contains("value=\"on\" checked") && page.contains("form[asked_push]"), "{page}");
    let none = ways(["here", "here", "here", "here"]).into_iter().chain([("asked_push", "on")]);
    own.post("/api/inbox/reach", &none.collect::<Vec<_>>()).await;
    tell(&p, &ada, 1).await;
    assert_eq!(asked(&p).await, ["here"]);
    assert!(!own.get("/inbox/choices").await.body.contains("Notify my devices"));
}

async fn whoever_turns_devices_on_without_end_is_refused_and_floods_no_mailbox(p: TestPortal) {
    let (url, _) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    let mut refused = 0;
    for n in 0..30 {
        let fields = Device::at(format!("{url}/{n}")).fields();
        let fields = fields.each_ref().map(|(name, text)| (*name, text.as_str()));
        refused += usize::from(own.post("/api/inbox/push", &fields).await.status != 302);
    }
    assert_eq!(refused, 10);
    let told = p.mails("s1@test.test").await;
    assert_eq!(told.iter().filter(|one| one.subject.contains("turned on for")).count(), 20);
}

async fn the_oldest_of_many_devices_gives_way(p: TestPortal) {
    let (url, _) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    let mut page = String::new();
    for n in 0..12 {
        page = turn_on(&mut own, &Device::at(format!("{url}/{n}"))).await;
    }
    assert_eq!(page.matches("data-device=").count(), 10);
    let mark = |n: u32| server::secret::sha256_hex(format!("{url}/{n}").as_bytes());
    assert!(!page.contains(&mark(1)) && page.contains(&mark(2)) && page.contains(&mark(11)));
}
