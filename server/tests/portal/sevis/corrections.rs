//! What comes after: a correction reaches SEVIS, and nothing older overwrites it.

use super::{answer, changes, log, make, moves, records, sends_batches, works};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use domain::sevis_state::SevisState::{Confirmed, Sent, Superseded};
use sea_orm::EntityTrait as _;
use server::service::batches::NothingDue;
use server::store::entity::employer;

on_both! {
    a_later_change_goes_in_the_place_of_one_that_is_held,
    what_was_refused_does_not_overwrite_what_came_later,
    a_file_that_sevis_took_is_not_sent_again_because_it_was_uploaded_twice,
    a_file_that_was_taken_after_all_is_confirmed_and_not_sent_again,
}

async fn a_later_change_goes_in_the_place_of_one_that_is_held(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let fields = [
        ("version", "1"),
        ("street", "1 Road"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("no_phone", "on"),
    ];
    let saved = browser.post("/api/profile/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    // An email that the schema does not take would be the end of the whole file.
    works(&p, &mut browser, "Acme", ("", ""), &[("supervisor_email", "i@mail.xn--p1ai")]).await;
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(2))));
    let row = employer::Entity::find().one(p.db()).await.expect("query").expect("row");
    works(&p, &mut browser, "Acme", (&row.id, "1"), &[("supervisor_email", "i@mail.test")]).await;
    moves(&p, &mut browser, &student, "2 Road").await;
    let first = make(&p).await.ok().expect("a batch");
    let sent = records(&first.xml);
    answer(&p, &log(&first.batch, &[(&sent[0].0, &sent[0].1, None)])).await.expect("read");
    let second = make(&p).await.ok().expect("the other one");
    assert_eq!((first.changes, second.changes), (1, 1));
    let states: Vec<_> = changes(&p).await.into_iter().map(|row| row.state.0).collect();
    let of = |state| states.iter().filter(|other| **other == state).count();
    assert_eq!((of(Superseded), of(Confirmed), of(Sent)), (2, 1, 1), "{states:?}");
}

async fn what_was_refused_does_not_overwrite_what_came_later(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    for (street, code) in [("1 Wrong Road", Some("S1155")), ("1 Right Road", None)] {
        moves(&p, &mut browser, &student, street).await;
        let made = make(&p).await.ok().expect("a batch");
        let sent = records(&made.xml);
        answer(&p, &log(&made.batch, &[(&sent[0].0, &sent[0].1, code)])).await.expect("read");
    }
    let first = changes(&p).await.remove(0);
    assert_eq!(first.state, Superseded, "nobody's task any more");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    dso.post("/api/console/by-hand", &[("id", &first.id), ("act", "again")]).await;
    assert_eq!(changes(&p).await[0].state, Superseded);
    assert!(matches!(make(&p).await, Err(NothingDue::Nothing)));
}

/// A log of the upload alone.
fn upload(batch: &str, code: &str) -> String {
    log(batch, &[])
        .replace("<Upload resultCode=\"S0000\"", &format!("<Upload resultCode=\"{code}\""))
}

async fn a_file_that_sevis_took_is_not_sent_again_because_it_was_uploaded_twice(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    moves(&p, &mut browser, &student, "1 Road").await;
    let made = make(&p).await.ok().expect("a batch");
    answer(&p, &upload(&made.batch, "S0000")).await.expect("read");
    answer(&p, &upload(&made.batch, "S0012")).await.expect("read");
    assert_eq!(changes(&p).await[0].state, Sent);
    assert!(matches!(make(&p).await, Err(NothingDue::Nothing)));
}

async fn a_file_that_was_taken_after_all_is_confirmed_and_not_sent_again(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    moves(&p, &mut browser, &student, "1 Road").await;
    let made = make(&p).await.ok().expect("a batch");
    answer(&p, &upload(&made.batch, "S0003")).await.expect("read");
    // The official uploads the same file once more, and SEVIS takes it.
    let sent = records(&made.xml);
    answer(&p, &log(&made.batch, &[(&sent[0].0, &sent[0].1, None)])).await.expect("read");
    assert_eq!(changes(&p).await[0].state, Confirmed);
    assert!(matches!(make(&p).await, Err(NothingDue::Nothing)));
}
