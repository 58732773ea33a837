//! Twenty-four at once, at random, against what is there right after each answer.

use super::{CANNOT_BE_COMMITTED, mark};
use crate::on_both;
use crate::support::TestPortal;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sea_orm::{ConnectionTrait as _, DbErr, Statement};
use server::portal::Portal;
use server::scope::Work;
use server::store::{marks, shared};
use std::sync::Arc;
use std::time::Duration;

on_both! {
    at_random_what_is_acknowledged_or_seen_is_there_and_what_is_refused_is_not,
}

/// What one lane does with two marks that belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Save,
    /// The same, without waiting for what it writes before the commit.
    SaveLater,
    /// Writes what is there already, and does not wait for that either.
    ConflictLater,
    /// Sees what another one wrote, and saves nothing.
    Refuse,
    /// As `Save`, after a statement that failed by a row that is there already.
    SaveAfterConflict,
    GoAway(u64),
    /// A job: its transaction is its own.
    Job,
    /// SQLite refuses the whole at its end.
    Spoil,
}

/// A mark that nobody waits for.
async fn later(work: &Work, name: &str) -> Result<(), DbErr> {
    let backend = work.db().get_database_backend();
    let insert = format!("INSERT INTO marks (id, at) VALUES ('{name}', 0)");
    work.later().execute_raw(Statement::from_string(backend, insert)).await.map(drop)
}

async fn act(portal: &Portal, act: Act, number: u32) -> Result<bool, DbErr> {
    let work = portal.work().await?;
    let seen = marks::by_id(work.db(), &format!("left {}", number.saturating_sub(1))).await?;
    marks::once(work.db(), &format!("left {number}"), 0).await?;
    if act == Act::SaveAfterConflict {
        let savepoint = work.db().execute_unprepared("SAVEPOINT mine").await;
        let again = format!("INSERT INTO marks (id, at) VALUES ('left {number}', 0)");
        work.db().execute_unprepared(&again).await.expect_err("it is there");
        savepoint?;
        work.db().execute_unprepared("ROLLBACK TO SAVEPOINT mine").await?;
    }
    if act == Act::Spoil && work.db().get_database_backend() == sea_orm::DbBackend::Sqlite {
        work.db().execute_unprepared(CANNOT_BE_COMMITTED).await?;
    }
    tokio::task::yield_now().await;
    let right = format!("right {number}");
    if matches!(act, Act::SaveLater | Act::ConflictLater) {
        later(&work, &right).await?;
    } else {
        marks::once(work.db(), &right, 0).await?;
    }
    if act == Act::ConflictLater {
        later(&work, &right).await?;
    }
    if act != Act::Refuse {
        work.commit().await?;
    }
    Ok(seen.is_some())
}

async fn at_random_what_is_acknowledged_or_seen_is_there_and_what_is_refused_is_not(p: TestPortal) {
    let mut rng = StdRng::seed_from_u64(11);
    let (mut saved, mut spoiled) = (0, 0);
    for round in 0..40_u32 {
        let lanes = (0..24_u32).map(|lane| {
            let kind = match rng.random_range(0..40) {
                0..12 => Act::Save,
                12..19 => Act::SaveLater,
                19 => Act::ConflictLater,
                20..27 => Act::Refuse,
                27..31 => Act::SaveAfterConflict,
                31..36 => Act::GoAway(rng.random_range(0..6000)),
                36..39 => Act::Job,
                _ => Act::Spoil,
            };
            let (portal, number) = (Arc::clone(&p.portal), round * 24 + lane + 1);
            let patience = match kind {
                Act::GoAway(micros) => Duration::from_micros(micros),
                _ => Duration::from_secs(60),
            };
            tokio::spawn(async move {
                let work = act(&portal, kind, number);
                let done = async {
                    if kind == Act::Job { work.await } else { shared(work).await.and_then(|it| it) }
                };
                let done = tokio::time::timeout(patience, done).await.ok();
                // Asked at once: it is there when the answer is.
                let names: Vec<_> = ["left", "right"].map(|side| format!("{side} {number}")).into();
                let before = format!("left {}", number.saturating_sub(1));
                let there = marks::some(portal.look().db(), &names).await.expect("read").len();
                let before = marks::some(portal.look().db(), &[before]).await.expect("read");
                (kind, number, done, there, !before.is_empty())
            })
        });
        for lane in lanes.collect::<Vec<_>>() {
            let (kind, number, done, there, before) = lane.await.expect("no panic");
            assert!(there == 0 || there == 2, "half of {number} ({kind:?})");
            match done {
                Some(Ok(seen)) => {
                    let saves = ![Act::Refuse, Act::ConflictLater].contains(&kind);
                    assert_eq!(there == 2, saves, "{number} ({kind:?})");
                    assert!(before || !seen, "{number} was told of what is not there");
                    saved += u32::from(there == 2);
                }
                Some(Err(error)) => {
                    assert_eq!(there, 0, "{number} ({kind:?}) was told {error}, and is there");
                    spoiled += 1;
                }
                None => {}
            }
        }
    }
    assert!(saved > 300 && spoiled < 400, "{saved} saved, {spoiled} not");
    let next = p.portal.work().await.expect("begun");
    mark(&next, "the next one").await;
    next.commit().await.expect("saved");
}
