//! On SQLite several who save at once share one `COMMIT`: whoever has seen what is not on disk yet is answered after it is.

use crate::on_both;
use crate::support::TestPortal;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sea_orm::{ConnectionTrait as _, DbErr};
use server::portal::Portal;
use server::scope::Work;
use server::store::{marks, shared};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

on_both! {
    at_random_what_is_acknowledged_or_seen_is_there_and_what_is_refused_is_not,
}

/// What SQLite notices at the end of the transaction only, as it does a full disk.
const CANNOT_BE_COMMITTED: &str = "PRAGMA defer_foreign_keys = ON; INSERT INTO backup_codes (id, account_id, code_hash, sealed, in_set, created_at) VALUES ('none', 'nobody', 'none', '', 0, 0)";

/// Long enough for a task to come to where it waits.
async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(250)).await;
}

async fn mark(work: &Work, name: &str) -> bool {
    marks::once(work.db(), name, 0).await.expect("written")
}

async fn is_on_disk(p: &TestPortal, name: &str) -> bool {
    let found = marks::some(p.db(), &[name.to_owned()]).await.expect("read");
    !found.is_empty()
}

/// A request that writes a mark, and is held within its transaction until it is told to go on.
fn held(
    p: &TestPortal,
    name: &'static str,
    also: &'static str,
) -> (oneshot::Sender<()>, JoinHandle<Result<Result<(), DbErr>, DbErr>>) {
    let (portal, (go, wait)) = (Arc::clone(&p.portal), oneshot::channel());
    let request = tokio::spawn(shared(async move {
        let work = portal.work().await?;
        mark(&work, name).await;
        work.db().execute_unprepared(also).await?;
        wait.await.expect("told");
        work.commit().await
    }));
    (go, request)
}

/// A request that finds that the same was done already, and so saves nothing.
fn repeated(p: &TestPortal, name: &'static str) -> JoinHandle<Result<bool, DbErr>> {
    let portal = Arc::clone(&p.portal);
    tokio::spawn(shared(async move {
        let work = portal.work().await.expect("begun");
        !mark(&work, name).await
    }))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_others_wait_behind_is_acknowledged_once_the_commit_they_share_is_done() {
    let p = TestPortal::sqlite().await;
    let first = p.portal.work().await.expect("begun");
    mark(&first, "first").await;
    let (go, second) = held(&p, "second", "SELECT 1");
    a_moment().await;
    let first = tokio::spawn(first.commit());
    a_moment().await;
    assert!(!first.is_finished() && !is_on_disk(&p, "first").await);
    go.send(()).expect("waits");
    first.await.expect("no panic").expect("saved");
    second.await.expect("no panic").expect("on disk").expect("saved");
    assert!(is_on_disk(&p, "first").await && is_on_disk(&p, "second").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_told_that_it_was_sent_already_is_told_so_once_it_is_on_disk() {
    let p = TestPortal::sqlite().await;
    let first = p.portal.work().await.expect("begun");
    mark(&first, "first").await;
    let repeated = repeated(&p, "first");
    a_moment().await;
    let (go, last) = held(&p, "last", "SELECT 1");
    a_moment().await;
    let first = tokio::spawn(first.commit());
    a_moment().await;
    assert!(!repeated.is_finished(), "answered from what is not on disk");
    go.send(()).expect("waits");
    assert!(repeated.await.expect("no panic").expect("on disk"), "it was seen");
    assert!(is_on_disk(&p, "first").await);
    first.await.expect("no panic").expect("saved");
    last.await.expect("no panic").expect("on disk").expect("saved");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_shared_commit_fails_everybody_who_had_a_part_in_it_is_told() {
    let p = TestPortal::sqlite().await;
    let first = p.portal.work().await.expect("begun");
    mark(&first, "first").await;
    let repeated = repeated(&p, "first");
    a_moment().await;
    let (go, last) = held(&p, "last", CANNOT_BE_COMMITTED);
    a_moment().await;
    let first = tokio::spawn(first.commit());
    a_moment().await;
    go.send(()).expect("waits");
    first.await.expect("no panic").expect_err("not saved");
    repeated.await.expect("no panic").expect_err("what it saw is gone");
    assert!(!matches!(last.await.expect("no panic"), Ok(Ok(()))), "not saved");
    assert!(!is_on_disk(&p, "first").await && !is_on_disk(&p, "last").await);
    // Nobody else suffers by it.
    let next = p.portal.work().await.expect("begun");
    mark(&next, "first").await;
    next.commit().await.expect("saved");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_had_no_part_in_a_round_that_fails_goes_on() {
    let p = TestPortal::sqlite().await;
    let first = p.portal.work().await.expect("begun");
    mark(&first, "first").await;
    let (go, spoils) = held(&p, "spoils", CANNOT_BE_COMMITTED);
    a_moment().await;
    let first = tokio::spawn(first.commit());
    a_moment().await;
    // A job: it is next, before the one that would commit the round.
    let portal = Arc::clone(&p.portal);
    let job = tokio::spawn(async move {
        let work = portal.work().await?;
        mark(&work, "job").await;
        work.commit().await
    });
    a_moment().await;
    go.send(()).expect("waits");
    job.await.expect("no panic").expect("its own, and saved");
    first.await.expect("no panic").expect_err("not saved");
    assert!(!matches!(spoils.await.expect("no panic"), Ok(Ok(()))), "not saved");
    assert!(is_on_disk(&p, "job").await && !is_on_disk(&p, "first").await);
}

/// A disk that is full, in the middle of what the second one does: SQLite takes all of the transaction back by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_a_statement_ends_the_transaction_nobody_in_it_is_told_that_it_was_saved() {
    for goes_on in [false, true] {
        let p = TestPortal::sqlite().await;
        let first = p.portal.work().await.expect("begun");
        mark(&first, "first").await;
        let (portal, (go, wait)) = (Arc::clone(&p.portal), oneshot::channel());
        let full = tokio::spawn(shared(async move {
            let work = portal.work().await?;
            wait.await.expect("told");
            let pages = "SELECT page_count AS n FROM pragma_page_count()";
            let asked = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, pages);
            let row = work.db().query_one_raw(asked).await?.expect("a row");
            let now: i64 = row.try_get("", "n")?;
            work.db().execute_unprepared(&format!("PRAGMA max_page_count = {now}")).await?;
            let large = "INSERT INTO marks (id, at) VALUES (hex(randomblob(60000)), 0)";
            let done = work.db().execute_unprepared(large).await;
            work.db().execute_unprepared("PRAGMA max_page_count = 1000000").await?;
            match done {
                Err(_) if goes_on => work.commit().await,
                done => done.map(drop),
            }
        }));
        a_moment().await;
        let first = tokio::spawn(first.commit());
        a_moment().await;
        go.send(()).expect("waits");
        first.await.expect("no panic").expect_err("it was taken back");
        assert!(!matches!(full.await.expect("no panic"), Ok(Ok(()))), "not saved");
        assert!(!is_on_disk(&p, "first").await);
        let next = p.portal.work().await.expect("begun");
        mark(&next, "first").await;
        next.commit().await.expect("saved");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_who_wait_are_committed_in_rounds_that_end() {
    let p = TestPortal::sqlite().await;
    let first = p.portal.work().await.expect("begun");
    let waiting = (0..100).map(|n| {
        let portal = Arc::clone(&p.portal);
        tokio::spawn(shared(async move {
            let work = portal.work().await?;
            mark(&work, &format!("one {n}")).await;
            work.commit().await
        }))
    });
    let waiting: Vec<_> = waiting.collect();
    a_moment().await;
    first.commit().await.expect("saved before the last of them");
    for one in waiting {
        one.await.expect("no panic").expect("on disk").expect("saved");
    }
    assert!(is_on_disk(&p, "one 0").await && is_on_disk(&p, "one 99").await);
}

/// Whoever deletes what is not there saves nothing; here it waits for a report that cannot be written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_http_an_answer_that_rests_on_a_round_that_failed_is_an_error() {
    let p = TestPortal::sqlite().await;
    let mut browsers = super::students(&p, 2).await;
    for sql in [
        "CREATE TABLE spoilt (id TEXT REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TRIGGER spoils AFTER INSERT ON receipts BEGIN INSERT INTO spoilt VALUES ('nobody'); END",
    ] {
        p.db().execute_unprepared(sql).await.expect(sql);
    }
    let (mut deletes, mut reports) = (browsers.pop().expect("one"), browsers.pop().expect("one"));
    let none = [("id", "00000000-0000-4000-8000-000000000000")];
    let alone = deletes.fetch("/api/employer/delete", &none).await;
    assert_eq!(alone.status, axum::http::StatusCode::NOT_FOUND);
    let held = super::hold_the_writer(&p).await;
    let reports =
        tokio::spawn(async move { reports.fetch("/api/employer/save", &super::job("key")).await });
    a_moment().await;
    let deletes = tokio::spawn(async move { deletes.fetch("/api/employer/delete", &none).await });
    a_moment().await;
    drop(held);
    for answer in [reports.await.expect("answered"), deletes.await.expect("answered")] {
        assert!(answer.status.is_server_error(), "{} {}", answer.status, answer.body);
    }
    assert_eq!(super::counts(&p).await, [0; 4]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_goes_away_while_others_wait_for_the_commit_takes_nothing_of_theirs_along() {
    let p = TestPortal::sqlite().await;
    let first = p.portal.work().await.expect("begun");
    mark(&first, "first").await;
    let (_kept, gone) = held(&p, "gone", "SELECT 1");
    a_moment().await;
    let (go, last) = held(&p, "last", "SELECT 1");
    let first = tokio::spawn(first.commit());
    a_moment().await;
    // In the middle of its transaction, and the first one while it waits for all of them.
    gone.abort();
    first.abort();
    a_moment().await;
    go.send(()).expect("waits");
    last.await.expect("no panic").expect("on disk").expect("saved");
    assert!(is_on_disk(&p, "first").await && is_on_disk(&p, "last").await);
    assert!(!is_on_disk(&p, "gone").await);
}

/// What one lane does with two marks that belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Save,
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
    marks::once(work.db(), &format!("right {number}"), 0).await?;
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
                0..20 => Act::Save,
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
                    assert_eq!(there == 2, kind != Act::Refuse, "{number} ({kind:?})");
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
