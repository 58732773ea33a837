//! A round that is not written: everybody in it is told, and nobody else.

use super::*;
use crate::load::{counts, hold_the_writer, job, students};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_shared_commit_fails_everybody_who_had_a_part_in_it_is_told() {
    let p = TestPortal::sqlite().await;
    let first = p.portal.work().await.expect("begun");
    mark(&first, "first").await;
    let repeated = repeated(&p, "first");
    a_moment().await;
    let (go, last) = held(&p, "last", CANNOT_BE_COMMITTED);
    a_moment().await;
    let first = commits(first);
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
    // A job: it is next, before the one that would commit the round.
    let portal = Arc::clone(&p.portal);
    let job = tokio::spawn(async move {
        let work = portal.work().await?;
        mark(&work, "job").await;
        work.commit().await
    });
    a_moment().await;
    let first = commits(first);
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
        let first = commits(first);
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

/// Whoever deletes what is not there saves nothing; here it waits for a report that cannot be written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_http_an_answer_that_rests_on_a_round_that_failed_is_an_error() {
    let p = TestPortal::sqlite().await;
    let mut browsers = students(&p, 2).await;
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
    let held = hold_the_writer(&p).await;
    let reports =
        tokio::spawn(async move { reports.fetch("/api/employer/save", &job("key")).await });
    a_moment().await;
    let deletes = tokio::spawn(async move { deletes.fetch("/api/employer/delete", &none).await });
    a_moment().await;
    drop(held);
    for answer in [reports.await.expect("answered"), deletes.await.expect("answered")] {
        assert!(answer.status.is_server_error(), "{} {}", answer.status, answer.body);
    }
    assert_eq!(counts(&p).await, [0; 4]);
}
