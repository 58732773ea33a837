//! Which devices are sent notifications, and where none may be sent.

use super::inbox::tell;
use crate::on_both;
use crate::push::{Device, known, sending, service, turn_on};
use crate::support::{TestPortal, between};
use url::Url;

on_both! {
    only_services_on_the_list_are_called,
    one_browser_shows_the_news_of_one_account,
    a_device_that_is_turned_off_or_shut_out_is_told_nothing,
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
        assert!(page.contains("No device shows notifications"), "{endpoint}");
    }
    // A key that is no point of the curve.
    let mut fields = Device::at(format!("{url}/one")).fields();
    fields[1].1 = "B".repeat(87);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let page = own.post_and_look("/api/inbox/push", &fields).await.body;
    assert!(page.contains("Notifications do not work in this browser"), "{page}");
    // One whose service is not known any more.
    turn_on(&mut own, &Device::at(format!("{url}/one"))).await;
    let p = sending(p, &other).await;
    tell(&p, &ada, 1).await;
    p.settle().await;
    assert_eq!(
        got.lock().expect("service").got.len() + others.lock().expect("service").got.len(),
        0
    );
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
    assert!(own.get("/inbox/choices").await.body.contains("No device shows notifications"));
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

#[test]
fn a_push_service_is_known_by_its_whole_name() {
    let usual = known("");
    let knows = |text: &str| usual.know(&Url::parse(text).expect("an address"));
    for endpoint in [
        "https://fcm.googleapis.com/fcm/send/a:b",
        "https://updates.push.services.mozilla.com/wpush/v2/a",
        "https://web.push.apple.com/a",
        "https://wns2-by3p.notify.windows.com/w/?token=a",
        "https://FCM.googleapis.com:443/a",
    ] {
        assert!(knows(endpoint), "{endpoint}");
    }
    for endpoint in [
        "http://fcm.googleapis.com/a",
        "https://fcm.googleapis.com:8443/a",
        "https://fcm.googleapis.com.evil.test/a",
        "https://evilfcm.googleapis.com/a",
        "https://push.apple.com.evil.test/a",
        "https://evilpush.apple.com/a",
        "https://.push.apple.com/a",
        "https://fcm.googleapis.com@evil.test/a",
        "https://user@fcm.googleapis.com/a",
        "https://169.254.169.254/a",
        "https://[::1]/a",
        "https://localhost/a",
        "http://127.0.0.1/a",
    ] {
        assert!(!Url::parse(endpoint).is_ok_and(|endpoint| usual.know(&endpoint)), "{endpoint}");
    }
    assert!(known("none").is_empty() && !known("push.test").is_empty());
}
