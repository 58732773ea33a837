//! Notifications come by day, to whoever is to know by then.

use super::inbox::tell;
use super::inbox_push::{asked, only_questions};
use crate::on_both;
use crate::push::{Device, Stage, sending, service, turn_on};
use crate::support::TestPortal;
use sea_orm::{EntityTrait as _, IntoActiveModel as _};
use server::store::entity::{mail, student};
use time::Duration;

on_both! {
    nobody_is_notified_at_night,
    what_was_written_by_day_and_comes_to_its_turn_at_night_waits_for_the_morning,
    an_email_instead_goes_to_the_address_of_now,
    what_is_refused_for_good_is_not_sent_again,
    a_service_that_is_not_known_any_more_gets_nothing_and_the_device_stays,
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

async fn what_was_written_by_day_and_comes_to_its_turn_at_night_waits_for_the_morning(
    p: TestPortal,
) {
    let (url, got) = service().await;
    let p = sending(p, &url).await;
    let ada = p.registered(1).await;
    turn_on(&mut p.logged_in(&ada).await, &Device::at(format!("{url}/one"))).await;
    p.settle().await;
    // Ten to eight in the evening; no server runs until half past eight.
    p.clock.advance(Duration::minutes(9 * 60 + 50));
    tell(&p, &ada, 1).await;
    p.clock.advance(Duration::minutes(40));
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 0);
    let rows = mail::Entity::find().all(p.db()).await.expect("rows");
    let waits: Vec<_> = rows.iter().filter(|row| row.channel == "push").collect();
    assert!(waits.len() == 2 && waits.iter().all(|row| row.tries == 0), "{waits:?}");
    p.clock.advance(Duration::minutes(11 * 60 + 30));
    p.settle().await;
    assert_eq!(got.lock().expect("service").got.len(), 2, "at 8 in the morning");
}

async fn an_email_instead_goes_to_the_address_of_now(p: TestPortal) {
    let Stage { p, got, ada, mut own, .. } = Stage::set(p).await;
    only_questions(&mut own).await;
    got.lock().expect("service").answers = vec![("/one", 410)];
    tell(&p, &ada, 1).await;
    // The address on record was a stranger's.
    let email = Some("new@test.test".to_owned());
    let new = student::Model { email, version: 2, ..p.find("N0000000001").await };
    let new = sea_orm::ActiveModelTrait::reset_all(new.into_active_model());
    student::Entity::update(new).exec(p.db()).await.expect("updated");
    p.settle().await;
    assert_eq!(asked(&p).await, ["letter"]);
    let rows = mail::Entity::find().all(p.db()).await.expect("rows");
    let sent = rows.iter().find(|row| row.subject.contains("a question")).expect("a mail");
    assert_eq!(sent.recipient, "new@test.test");
}

async fn a_service_that_is_not_known_any_more_gets_nothing_and_the_device_stays(p: TestPortal) {
    let Stage { mut p, got, ada, mut own, .. } = Stage::set(p).await;
    only_questions(&mut own).await;
    tell(&p, &ada, 1).await;
    for other in ["push.test", "none"] {
        p = sending(p, other).await;
        p.settle().await;
        assert_eq!(asked(&p).await.last().map(String::as_str), Some("letter"), "{other}");
        tell(&p, &ada, 1).await;
        assert_eq!(asked(&p).await.last().map(String::as_str), Some("letter"), "{other}");
    }
    assert_eq!(got.lock().expect("service").got.len(), 0);
    assert_eq!(own.get("/inbox/choices").await.body.matches("data-device=").count(), 1);
}

async fn what_is_refused_for_good_is_not_sent_again(p: TestPortal) {
    let Stage { p, got, ada, mut own, .. } = Stage::set(p).await;
    only_questions(&mut own).await;
    for (n, status) in [400, 401, 403, 413].into_iter().enumerate() {
        got.lock().expect("service").answers = vec![("/one", status)];
        tell(&p, &ada, 1).await;
        p.settle().await;
        p.clock.advance(Duration::minutes(30));
        p.settle().await;
        assert_eq!(got.lock().expect("service").got.len(), n + 1, "{status}");
        assert_eq!(asked(&p).await.last().map(String::as_str), Some("letter"), "{status}");
    }
    let page = p.logged_in(&ada).await.get("/inbox/choices").await.body;
    assert_eq!(page.matches("data-device=").count(), 1, "{page}");
}
