//! Reports, checks and batches in random order, against a small reference.

use super::review_first::{accept, checks_first, exported};
use super::reviews::{checks, reports};
use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal};
use domain::review::ReviewState;
use domain::sevis_state::SevisState;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use sea_orm::EntityTrait as _;
use server::store::entity::{batch_record, review, sevis_change, student};
use std::collections::BTreeSet;

on_both! {
    whatever_happens_only_what_is_accepted_is_in_a_batch,
}

#[derive(Clone, Debug)]
enum Act {
    Report,
    Accept(u8),
    Together(u8, u8),
    TakeBack,
    Ask(u8),
    Export,
}

fn acts() -> Vec<Act> {
    let act = prop_oneof![
        3 => Just(Act::Report),
        3 => any::<u8>().prop_map(Act::Accept),
        2 => (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Act::Together(a, b)),
        2 => Just(Act::TakeBack),
        1 => any::<u8>().prop_map(Act::Ask),
        2 => Just(Act::Export),
    ];
    let mut runner = proptest::test_runner::TestRunner::default();
    proptest::collection::vec(act, 100).new_tree(&mut runner).expect("acts").current()
}

/// Everybody who acts, and what has left.
struct World {
    students: Vec<student::Model>,
    dso: Browser,
    jobs: usize,
    left: BTreeSet<String>,
}

impl World {
    async fn act(&mut self, p: &TestPortal, act: &Act) {
        let rows = checks(p).await;
        let at = |n: &u8| rows.get(usize::from(*n) % rows.len().max(1));
        match act {
            Act::Report => {
                let mut own = p.logged_in(&self.students[self.jobs % 3]).await;
                self.jobs += 1;
                reports(p, &mut own, &format!("Works {}", self.jobs)).await;
            }
            Act::Accept(n) => {
                if let Some(row) = at(n) {
                    accept(&mut self.dso, &row.id, row.version).await;
                }
            }
            Act::Together(a, b) => {
                let rows = [at(a), at(b)].into_iter().flatten();
                let pick =
                    |row: &review::Model| (format!("pick][r-{}", row.id), row.version.to_string());
                let picks: Vec<(String, String)> = rows.map(pick).collect();
                let picks: BTreeSet<(&str, &str)> =
                    picks.iter().map(|(name, version)| (&**name, &**version)).collect();
                let picks: Vec<(&str, &str)> = picks.into_iter().collect();
                self.dso.post("/api/console/review/accept", &picks).await;
            }
            Act::TakeBack => {
                let together = rows.iter().filter(|row| !row.together.is_empty());
                let last = together.max_by_key(|row| row.done_at);
                let name = last.map(|row| row.together.clone()).unwrap_or_default();
                self.dso.post("/api/console/review/undo", &[("id", &name)]).await;
            }
            Act::Ask(n) => {
                if let Some(row) = at(n) {
                    super::reviews::decide(&mut self.dso, row, "ask", "Why?").await;
                }
            }
            Act::Export => {
                exported(p).await;
            }
        }
        p.clock.advance(time::Duration::seconds(1));
    }

    /// Whatever is in a batch was accepted when it left; the rest waits for exactly that.
    async fn judge(&mut self, p: &TestPortal, act: &Act) {
        let sent = batch_record::Entity::find().all(p.db()).await.expect("query");
        let changes = sevis_change::Entity::find().all(p.db()).await.expect("query");
        let accepted = checks(p).await.into_iter().filter(|row| row.state == ReviewState::Accepted);
        let accepted: BTreeSet<String> = accepted.map(|row| row.receipt_id).collect();
        for record in &sent {
            let change = changes.iter().find(|change| change.id == record.change);
            let receipt = change.and_then(|change| change.receipt_id.clone()).expect("a report");
            let fine = accepted.contains(&receipt) || self.left.contains(&receipt);
            assert!(fine, "{act:?}: {receipt} left unchecked");
            self.left.insert(receipt);
        }
        for change in changes {
            let receipt = change.receipt_id.clone().expect("a report");
            let waits = change.state == SevisState::InReview;
            let may_go = accepted.contains(&receipt) || self.left.contains(&receipt);
            assert_eq!(waits, !may_go, "{act:?}: {receipt}");
        }
    }
}

async fn whatever_happens_only_what_is_accepted_is_in_a_batch(p: TestPortal) {
    checks_first(&p, "batch").await;
    let mut students = Vec::new();
    for number in 1..=3 {
        students.push(p.registered(number).await);
    }
    let dso = p.official("dso@test.test", SCHOOL).await;
    let mut world = World { students, dso, jobs: 0, left: BTreeSet::new() };
    for act in acts() {
        world.act(&p, &act).await;
        world.judge(&p, &act).await;
    }
}
