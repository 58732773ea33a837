//! On SQLite several who save at once share one `COMMIT`: whoever has seen what is not on disk yet is answered after it is.

mod at_random;
mod failed;

use crate::support::TestPortal;
use sea_orm::{ConnectionTrait as _, DbErr};
use server::scope::Work;
use server::store::{marks, shared};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

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

/// What became of a request: of its round, and of what it did itself.
type Told = Result<Result<(), DbErr>, DbErr>;

/// A request that writes a mark, and is held within its transaction until it is told to go on.
fn held(
    p: &TestPortal,
    name: &'static str,
    also: &'static str,
) -> (oneshot::Sender<()>, JoinHandle<Told>) {
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

/// A request that ends by a commit.
fn commits(work: Work) -> JoinHandle<Result<(), DbErr>> {
    tokio::spawn(async move { shared(work.commit()).await.and_then(|done| done) })
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
    let first = commits(first);
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
    let first = commits(first);
    a_moment().await;
    assert!(!repeated.is_finished(), "answered from what is not on disk");
    go.send(()).expect("waits");
    assert!(repeated.await.expect("no panic").expect("on disk"), "it was seen");
    assert!(is_on_disk(&p, "first").await);
    first.await.expect("no panic").expect("saved");
    last.await.expect("no panic").expect("on disk").expect("saved");
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_goes_away_while_others_wait_for_the_commit_takes_nothing_of_theirs_along() {
    let p = TestPortal::sqlite().await;
    let first = p.portal.work().await.expect("begun");
    mark(&first, "first").await;
    let (_kept, gone) = held(&p, "gone", "SELECT 1");
    a_moment().await;
    let (go, last) = held(&p, "last", "SELECT 1");
    let first = commits(first);
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
