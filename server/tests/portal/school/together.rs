//! Reports that are accepted together.

use super::reviews::{checks, decide, reported};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use domain::review::ReviewState;
use server::store::entity::review;

on_both! {
    what_is_accepted_together_is_taken_back_together,
    of_those_chosen_only_what_is_still_as_it_was_seen_is_accepted,
}

async fn what_is_accepted_together_is_taken_back_together(p: TestPortal) {
    for number in 1..=3 {
        reported(&p, number).await;
    }
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let none = dso.post_and_look("/api/console/review/accept", &[]).await;
    assert!(none.body.contains("Choose at least one report."), "{}", none.body);
    let names: Vec<String> =
        checks(&p).await.iter().take(2).map(|row| format!("pick][r-{}", row.id)).collect();
    let picks: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
    let done = dso.post_and_look("/api/console/review/accept", &picks).await.body;
    assert!(
        done.contains("2 reports accepted.") && done.contains("You accepted 2 reports"),
        "{done}"
    );
    let open =
        |rows: &[review::Model]| rows.iter().filter(|row| row.state == ReviewState::Open).count();
    let rows = checks(&p).await;
    assert_eq!(open(&rows), 1);
    let together = rows[0].together.clone();
    let mut other = p.official("other@test.test", SCHOOL).await;
    other.post("/api/console/review/undo", &[("id", &together)]).await;
    assert_eq!(open(&checks(&p).await), 1, "nobody takes back what a colleague decided");
    let undo = [("id", together.as_str())];
    let back = dso.post_and_look("/api/console/review/undo", &undo).await.body;
    assert!(back.contains("2 reports to check again."), "{back}");
    assert_eq!(open(&checks(&p).await), 3);
    dso.post("/api/console/review/undo", &undo).await;
    assert_eq!(checks(&p).await[0].version, 3, "taken back once");
    assert!(!dso.get("/console/review").await.body.contains("Take it back"));
}

async fn of_those_chosen_only_what_is_still_as_it_was_seen_is_accepted(p: TestPortal) {
    for number in 1..=2 {
        reported(&p, number).await;
    }
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let rows = checks(&p).await;
    decide(&mut dso, &rows[1], "ask", "Which team?").await;
    let names: Vec<String> = rows.iter().map(|row| format!("pick][r-{}", row.id)).collect();
    let picks: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
    let done = dso.post_and_look("/api/console/review/accept", &picks).await.body;
    assert!(done.contains("1 report accepted. 1 report was changed"), "{done}");
    let states: Vec<ReviewState> = checks(&p).await.iter().map(|row| row.state.0).collect();
    assert_eq!(states, [ReviewState::Accepted, ReviewState::Asked]);
}
