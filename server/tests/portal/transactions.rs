//! A writing transaction is all of it or nothing, and never in the way of the next one.

use crate::on_both;
use crate::support::TestPortal;
use sea_orm::EntityTrait as _;
use server::portal::Portal;
use server::store::entity::mark;
use server::store::marks;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

on_both! {
    what_is_dropped_before_it_is_confirmed_leaves_nothing_and_the_next_one_writes,
    transactions_given_up_at_any_moment_are_whole_or_nothing,
    whoever_waits_longer_than_the_bound_is_told_busy,
}

/// Two rows that belong together.
pub async fn pair(portal: &Portal, number: u32) -> Result<(), sea_orm::DbErr> {
    let work = portal.work().await?;
    marks::once(work.db(), &format!("left {number}"), 0).await?;
    tokio::task::yield_now().await;
    marks::once(work.db(), &format!("right {number}"), 0).await?;
    work.commit().await
}

pub async fn names(p: &TestPortal) -> BTreeSet<String> {
    let rows = mark::Entity::find().all(p.db()).await.expect("marks");
    rows.into_iter().map(|row| row.id).filter(|id| id.contains("t ")).collect()
}

async fn what_is_dropped_before_it_is_confirmed_leaves_nothing_and_the_next_one_writes(
    p: TestPortal,
) {
    let work = p.portal.work().await.expect("begun");
    assert!(marks::once(work.db(), "left 1", 0).await.expect("written"));
    drop(work);
    pair(&p.portal, 2).await.expect("the next one");
    assert_eq!(names(&p).await, ["left 2".to_owned(), "right 2".to_owned()].into());
}

/// As when a browser goes away in the middle of a request: its future is dropped wherever it stands.
async fn transactions_given_up_at_any_moment_are_whole_or_nothing(p: TestPortal) {
    let mut confirmed = BTreeSet::new();
    for round in 0..60_u32 {
        let lanes = (0..8_u32).map(|lane| {
            let (portal, number) = (Arc::clone(&p.portal), round * 8 + lane);
            tokio::spawn(async move {
                let patience = Duration::from_micros(u64::from(number * 37 % 4000));
                tokio::time::timeout(patience, pair(&portal, number))
                    .await
                    .map(|done| (number, done))
            })
        });
        for lane in lanes.collect::<Vec<_>>() {
            if let Ok((number, done)) = lane.await.expect("no panic") {
                done.expect("only those that are given up fail");
                confirmed.insert(number);
            }
        }
    }
    let names = names(&p).await;
    for number in 0..480_u32 {
        let left = names.contains(&format!("left {number}"));
        assert_eq!(left, names.contains(&format!("right {number}")), "half of {number}");
        assert!(left || !confirmed.contains(&number), "{number} was confirmed");
    }
    // None of them holds the writer.
    tokio::time::timeout(Duration::from_secs(5), pair(&p.portal, 999))
        .await
        .expect("free")
        .expect("written");
}

async fn whoever_waits_longer_than_the_bound_is_told_busy(p: TestPortal) {
    let p = p.again(|config| {
        config.limits.write_wait_seconds = 1;
        config.limits.writers = 1;
    });
    let p = p.await;
    let held = p.portal.work().await.expect("begun");
    let error = p.portal.work().await.err().expect("one writes");
    assert!(server::store::is_busy(&error), "{error:?}");
    drop(held);
    pair(&p.portal, 1).await.expect("free again");
}
