//! A form that comes a second time, as it was or with something else in it.

use crate::on_both;
use crate::support::TestPortal;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use server::store::entity::employer;

on_both! {
    the_same_form_with_other_content_is_never_called_saved,
    a_name_that_looks_like_none_is_taken_from_who_insists,
}

fn fields<'a>(name: &'a str, start: &'a str, version: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("once", "11111111-1111-4111-8111-111111111111"),
        ("version", version),
        ("name", name),
        ("street", "1 Main St"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("schedule", "full_time"),
        ("start_date", start),
        ("relation", "Physics"),
    ]
}

async fn count(p: &TestPortal) -> u64 {
    employer::Entity::find().count(p.db()).await.expect("count")
}

async fn the_same_form_with_other_content_is_never_called_saved(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let save = "/api/employer/save";
    let first = browser.post(save, &fields("Acme", "06/02/2026", "")).await;
    assert!(first.location().starts_with("/receipts/"));
    // A double click leads to the same receipt.
    let twice = browser.post(save, &fields("Acme", "06/02/2026", "")).await;
    assert_eq!((twice.location(), count(&p).await), (first.location(), 1));
    // "Back", another date, Save.
    let page = browser.post_and_look(save, &fields("Acme", "06/03/2026", "")).await.body;
    assert!(page.contains("You already saved this form"), "{page}");
    assert!(page.contains("06/03/2026") && page.contains("name=\"form[version]\" value=\"again\""));
    assert_eq!(count(&p).await, 1);
    // Whoever means another employer says so by saving once more.
    let other = browser.post(save, &fields("Bell", "06/03/2026", "again")).await;
    assert!(other.location().starts_with("/receipts/") && count(&p).await == 2);
}

async fn a_name_that_looks_like_none_is_taken_from_who_insists(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let mut typed = fields("None", "06/02/2026", "");
    let page = browser.post_and_look("/api/employer/save", &typed).await.body;
    assert!(page.contains("tick the box below") && page.contains("This is the employer’s name"));
    typed.push(("name_is_right", "on"));
    let saved = browser.post("/api/employer/save", &typed).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
}
