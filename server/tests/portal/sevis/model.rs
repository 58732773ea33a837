//! Reports, batches and answers at random: nothing is lost, nothing is sent twice, every file is valid.

use super::{answer, changes, log, make, moves, records, sends_batches, validate};
use crate::on_both;
use crate::support::TestPortal;
use domain::sevis_state::SevisState;
use sea_orm::EntityTrait as _;
use server::store::entity::batch_record;
use std::collections::{BTreeMap, BTreeSet};

on_both! {
    whatever_happens_every_change_is_accounted_for_and_none_is_sent_twice,
}

struct Random(u32);

impl Random {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % n
    }
}

async fn whatever_happens_every_change_is_accounted_for_and_none_is_sent_twice(p: TestPortal) {
    sends_batches(&p).await;
    let mut people = Vec::new();
    for number in 1..=3 {
        let student = p.registered(number).await;
        people.push((p.logged_in(&student).await, student));
    }
    let (mut random, mut made, mut reports) = (Random(7), Vec::new(), 0);
    for step in 0..60 {
        match random.below(5) {
            0 | 1 => {
                let (browser, student) = &mut people[random.below(3) as usize];
                moves(&p, browser, student, &format!("{step} New Road")).await;
                reports += 1;
            }
            2 => {
                if let Ok(batch) = make(&p).await {
                    validate(&batch.xml, "Create-UpdateStudent.xsd");
                    made.push(batch);
                }
            }
            // An answer to some of a batch, perhaps a late one, perhaps once more.
            3 if !made.is_empty() => {
                let batch = &made[random.below(made.len() as u32) as usize];
                let sent = records(&batch.xml);
                let some = sent.iter().filter(|_| random.below(3) > 0);
                let some: Vec<_> =
                    some.map(|(id, who)| (id.as_str(), who.as_str(), None)).collect();
                answer(&p, &log(&batch.batch, &some)).await.expect("read");
            }
            _ if !made.is_empty() => {
                let batch = &made[random.below(made.len() as u32) as usize];
                let text = format!(
                    "<TransactionLog><BatchHeader><BatchID>{}</BatchID></BatchHeader><BatchDetail><Upload resultCode=\"S0012\"/></BatchDetail></TransactionLog>",
                    batch.batch
                );
                answer(&p, &text).await.expect("read");
            }
            _ => {}
        }
        check(&p, reports).await;
    }
    assert!(made.len() > 3, "{}", made.len());
}

async fn check(p: &TestPortal, reports: usize) {
    let rows = changes(p).await;
    assert_eq!(rows.len(), reports, "nothing is lost");
    let records = batch_record::Entity::find().all(p.db()).await.expect("query");
    let mut confirmed: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records.iter().filter(|record| record.status == "confirmed") {
        *confirmed.entry(&record.change).or_default() += 1;
    }
    let mut on_the_way = BTreeSet::new();
    for row in &rows {
        let own = records.iter().find(|record| record.id == row.request_id);
        match row.state.0 {
            SevisState::Sent => {
                assert!(own.is_some_and(|record| record.status.is_empty()), "{row:?}");
                assert!(on_the_way.insert(&row.student_id), "two changes of one student at once");
            }
            SevisState::Confirmed => assert_eq!(own.map(|r| r.status.as_str()), Some("confirmed")),
            SevisState::Queued => {}
            other => panic!("{other:?}"),
        }
        assert!(confirmed.get(row.id.as_str()).is_none_or(|n| *n <= 1), "taken twice: {row:?}");
    }
}
