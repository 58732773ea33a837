//! A database that was restored from a copy.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::EntityTrait as _;
use server::cli::restored::spare;
use server::cli::schools::{self, Settings};
use server::service::batches::{held_until, hold};
use server::store::entity::session;

on_both! {
    after_a_restore_everybody_logs_in_again_and_batches_rest_until_they_were_compared,
}

async fn after_a_restore_everybody_logs_in_again_and_batches_rest_until_they_were_compared(
    p: TestPortal,
) {
    let mut holder = p.holder("a@test.test").await;
    assert_eq!(holder.browser.get("/home").await.status, 200);
    let told = spare(&p.portal).await.expect("spared");
    assert_eq!(told[0], "Everybody logs in again.");
    assert!(told[1].contains("go out, also those that went since"), "{}", told[1]);
    assert_eq!(told.len(), 2, "no school sends batches");
    assert_eq!(session::Entity::find().all(p.db()).await.expect("rows"), []);
    assert_eq!(holder.browser.get("/home").await.location(), "/login?next=/home");
    assert_eq!(held_until(&p.portal.look()).await.expect("asked"), None);
    let sevis = Some("batch".to_owned());
    let settings = Settings { sevis, ..Settings::default() };
    schools::set(&p.portal, SCHOOL, settings).await.expect("set");
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    let told = spare(&p.portal).await.expect("spared").join("\n");
    assert!(told.contains("rest for 24 hours"), "{told}");
    let day = p.portal.look().at() + 24 * 60 * 60 * 1000;
    assert_eq!(held_until(&p.portal.look()).await.expect("asked"), Some(day));
    // A longer rest stays.
    hold(p.portal.work().await.expect("work"), 100).await.expect("held");
    let long = held_until(&p.portal.look()).await.expect("asked");
    spare(&p.portal).await.expect("spared");
    assert_eq!(held_until(&p.portal.look()).await.expect("asked"), long);
}
