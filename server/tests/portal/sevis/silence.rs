//! Batches and changes that nobody answers: none is forgotten, and each can be dealt with.

use super::{answer, log, make, moves, sends_batches};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use domain::sevis_state::BatchState;
use sea_orm::EntityTrait as _;
use server::service::batches::NothingDue;
use server::store::entity::batch;
use time::Duration;

on_both! {
    a_batch_without_an_answer_for_a_weekend_is_somebodys_task_and_stays_in_sight,
    a_file_refused_before_a_record_was_looked_at_goes_out_again,
    whoever_has_no_phone_is_a_task_and_not_a_riddle,
}

async fn a_batch_without_an_answer_for_a_weekend_is_somebodys_task_and_stays_in_sight(
    p: TestPortal,
) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    moves(&p, &mut browser, &student, "1 Old Road").await;
    let made = make(&p).await.ok().expect("a batch");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let task = format!("record of batch {}", made.batch);
    assert!(!dso.get("/console/batches").await.body.contains(&task), "it may be answered tonight");
    p.clock.advance(Duration::days(4));
    let row = batch::Entity::find().one(p.db()).await.expect("query").expect("the batch");
    for n in 0..25 {
        let id = format!("FJ{n:012}");
        let newer = batch::Model {
            id,
            created_at: row.created_at + 1 + n,
            state: server::store::code::Code(BatchState::Answered),
            ..row.clone()
        };
        insert(&p, newer).await;
    }
    let mut dso = p.official("late@test.test", SCHOOL).await;
    let page = dso.get("/console/batches").await.body;
    assert!(page.contains(&task), "{page}");
    assert!(page.contains(&format!("/console/batches/{}", made.batch)), "still listed");
}

async fn a_file_refused_before_a_record_was_looked_at_goes_out_again(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    moves(&p, &mut browser, &student, "1 Old Road").await;
    let first = make(&p).await.ok().expect("a batch");
    let refused = log(&first.batch, &[])
        .replace("<Process resultCode=\"S0000\"", "<Process resultCode=\"S0013\"");
    answer(&p, &refused).await.expect("read");
    let again = make(&p).await.ok().expect("its changes wait again");
    assert_ne!(first.batch, again.batch);
    // The same after SEVIS has taken the file.
    answer(&p, &log(&again.batch, &[])).await.expect("read");
    answer(&p, &refused.replace(&first.batch, &again.batch)).await.expect("read");
    assert!(make(&p).await.is_ok(), "refused as it was processed");
}

async fn whoever_has_no_phone_is_a_task_and_not_a_riddle(p: TestPortal) {
    sends_batches(&p).await;
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let version = p.find(&student.sevis_id).await.version.to_string();
    let fields = [
        ("version", version.as_str()),
        ("street", "1 Old Road"),
        ("zip", "78701"),
        ("no_phone", "on"),
    ];
    browser.post("/api/profile/save", &fields).await;
    assert!(matches!(make(&p).await, Err(NothingDue::AllHeld(1))));
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get("/console/batches").await.body;
    assert!(page.contains("(S1164)") && page.contains("by hand"), "{page}");
}

async fn insert(p: &TestPortal, row: batch::Model) {
    use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
    row.into_active_model().reset_all().insert(p.db()).await.expect("inserted");
}
