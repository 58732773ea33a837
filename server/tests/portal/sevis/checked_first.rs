//! A school that checks first, and a file that SEVIS did not take as a whole.

use super::{answer, changes, log, make, records};
use crate::on_both;
use crate::school::review_first::{accept, checks_first};
use crate::school::reviews::{checks, reported};
use crate::support::{PASSWORD, SCHOOL, TestPortal};
use domain::sevis_state::SevisState;
use server::cli::schools::{self, Settings};
use server::service::batches::Exported;
use time::Duration;

on_both! {
    what_comes_back_in_a_refused_file_waits_for_the_check_that_was_taken_back,
    a_late_answer_counts_also_while_the_school_checks_again,
    what_was_accepted_together_is_not_taken_back_after_an_hour,
    a_school_that_stops_checking_first_lets_go_what_waited,
}

fn refused(made: &Exported) -> String {
    format!(
        "<TransactionLog><BatchHeader><BatchID>{}</BatchID></BatchHeader><BatchDetail><Upload resultCode=\"S0012\"/></BatchDetail></TransactionLog>",
        made.batch
    )
}

async fn state(p: &TestPortal) -> SevisState {
    changes(p).await[0].state.0
}

/// One report is accepted, has left, and its acceptance is taken back.
async fn left_and_taken_back(p: &TestPortal) -> Exported {
    checks_first(p, "batch").await;
    reported(p, 1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let row = checks(p).await.remove(0);
    let name = format!("pick][r-{}", row.id);
    dso.post("/api/console/review/accept", &[(&name, "1")]).await;
    let made = make(p).await.ok().expect("a batch");
    let together = checks(p).await.remove(0).together;
    dso.post("/api/console/review/undo", &[("id", &together)]).await;
    assert_eq!(state(p).await, SevisState::Sent, "what has left is not called back");
    made
}

async fn what_comes_back_in_a_refused_file_waits_for_the_check_that_was_taken_back(p: TestPortal) {
    let made = left_and_taken_back(&p).await;
    answer(&p, &refused(&made)).await.expect("read");
    assert_eq!(state(&p).await, SevisState::InReview);
    assert!(make(&p).await.is_err(), "nobody has accepted it");
    let row = checks(&p).await.remove(0);
    let mut dso = p.official("dso2@test.test", SCHOOL).await;
    accept(&mut dso, &row.id, row.version).await;
    assert_eq!(make(&p).await.ok().expect("a batch").changes, 1);
}

async fn a_late_answer_counts_also_while_the_school_checks_again(p: TestPortal) {
    let made = left_and_taken_back(&p).await;
    answer(&p, &refused(&made)).await.expect("read");
    let sent = records(&made.xml);
    let taken = log(&made.batch, &[(&sent[0].0, &sent[0].1, None)]);
    answer(&p, &taken).await.expect("read");
    assert_eq!(state(&p).await, SevisState::Confirmed, "SEVIS had it after all");
    let row = checks(&p).await.remove(0);
    let mut dso = p.official("dso2@test.test", SCHOOL).await;
    accept(&mut dso, &row.id, row.version).await;
    assert!(make(&p).await.is_err(), "and it is not sent twice");
}

async fn what_was_accepted_together_is_not_taken_back_after_an_hour(p: TestPortal) {
    checks_first(&p, "batch").await;
    reported(&p, 1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let row = checks(&p).await.remove(0);
    let name = format!("pick][r-{}", row.id);
    dso.post("/api/console/review/accept", &[(&name, "1")]).await;
    let together = checks(&p).await.remove(0).together;
    p.clock.advance(Duration::minutes(61));
    let mut later = p.browser();
    later.log_in("dso@test.test", PASSWORD).await;
    let code = p.app_code(&dso.app_key);
    assert_eq!(later.post("/api/verify", &[("code", &code)]).await.location(), "/console");
    later.post("/api/console/review/undo", &[("id", &together)]).await;
    assert_eq!(state(&p).await, SevisState::Queued, "the hour is over");
}

async fn a_school_that_stops_checking_first_lets_go_what_waited(p: TestPortal) {
    checks_first(&p, "batch").await;
    reported(&p, 1).await;
    assert_eq!(state(&p).await, SevisState::InReview);
    let after = Settings { review: Some("after".into()), ..Settings::default() };
    schools::set(&p.portal, SCHOOL, after).await.expect("set");
    assert_eq!(state(&p).await, SevisState::Queued);
    assert_eq!(make(&p).await.ok().expect("a batch").changes, 1);
}
