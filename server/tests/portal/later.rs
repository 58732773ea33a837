//! What a use case writes without waiting for it.

use crate::on_both;
use crate::support::TestPortal;
use crate::transactions::{names, pair};
use sea_orm::{ConnectionTrait as _, DbErr, Statement, TransactionTrait as _};
use server::scope::Work;
use server::store::marks;

on_both! {
    what_nobody_waits_for_is_seen_by_the_next_statement_and_gone_with_the_transaction,
    what_nobody_waits_for_and_cannot_be_written_fails_the_whole,
}

/// A row that is written without waiting for it.
async fn later(work: &Work, name: &str) -> Result<(), DbErr> {
    let insert = format!("INSERT INTO marks (id, at) VALUES ('{name}', 0)");
    let insert = Statement::from_string(work.db().get_database_backend(), insert);
    work.later().execute_raw(insert).await.map(drop)
}

async fn what_nobody_waits_for_is_seen_by_the_next_statement_and_gone_with_the_transaction(
    p: TestPortal,
) {
    let work = p.portal.work().await.expect("begun");
    later(&work, "left 1").await.expect("taken");
    assert!(!marks::once(work.db(), "left 1", 0).await.expect("counted by itself"));
    later(&work, "right 1").await.expect("taken");
    let seen = marks::some(work.db(), &["left 1".into(), "right 1".into()]).await.expect("read");
    assert_eq!(seen.len(), 2);
    later(&work, "left 2").await.expect("taken");
    drop(work);
    assert!(names(&p).await.is_empty());
    let work = p.portal.work().await.expect("begun");
    // Nothing else is asked before it is confirmed.
    later(&work, "left 3").await.expect("taken");
    later(&work, "right 3").await.expect("taken");
    work.commit().await.expect("confirmed");
    let nothing = p.portal.work().await.expect("begun");
    nothing.commit().await.expect("nothing to confirm");
    drop(p.portal.work().await.expect("begun"));
    assert_eq!(names(&p).await, ["left 3".to_owned(), "right 3".to_owned()].into());
}

async fn what_nobody_waits_for_and_cannot_be_written_fails_the_whole(p: TestPortal) {
    for asks in [false, true] {
        let work = p.portal.work().await.expect("begun");
        assert!(marks::once(work.db(), "left 1", 0).await.expect("written"));
        let taken = later(&work, "left 1").await;
        let mut done = taken;
        if done.is_ok() && asks {
            done = marks::some(work.db(), &["left 1".into()]).await.map(drop);
        }
        if done.is_ok() {
            done = work.commit().await;
        } else {
            drop(work);
        }
        let error = done.expect_err("it is there already");
        assert!(server::store::is_conflict(&error), "{error:?}");
        assert!(names(&p).await.is_empty(), "nothing of it stays");
    }
    pair(&p.portal, 2).await.expect("the next one");
}

/// As where an error is made little of, and the use case goes on.
async fn goes_on(work: Work) {
    for _ in 0..2 {
        later(&work, "right 1").await.expect_err("only taking back is left");
        marks::once(work.db(), "right 1", 0).await.expect_err("the same");
        work.db().execute_unprepared("SELECT 1").await.expect_err("the same");
    }
    work.commit().await.expect_err("nothing of it is confirmed");
}

#[tokio::test]
async fn where_a_transaction_could_not_begin_nothing_more_is_done_outside_of_it() {
    let p = TestPortal::sqlite().await.again(|config| config.limits.write_wait_seconds = 1).await;
    // Another process writes.
    let other = p.db().begin().await.expect("begun");
    other.execute_unprepared("UPDATE accounts SET failures = failures").await.expect("held");
    let work = p.portal.work().await.expect("begins with its first statement");
    let error = marks::once(work.db(), "left 1", 0).await.expect_err("busy");
    assert!(server::store::is_busy(&error), "{error:?}");
    other.rollback().await.expect("free");
    goes_on(work).await;
    assert!(names(&p).await.is_empty());
    pair(&p.portal, 2).await.expect("the next one");
}

#[tokio::test]
async fn where_what_nobody_waits_for_was_lost_nothing_more_is_done_without_it() {
    for with_others in [false, true] {
        let p = TestPortal::sqlite().await;
        let case = async {
            let work = p.portal.work().await.expect("begun");
            assert!(marks::once(work.db(), "left 1", 0).await.expect("written"));
            later(&work, "left 1").await.expect("taken");
            later(&work, "left 3").await.expect("taken");
            work.db().execute_unprepared("SELECT 1").await.expect_err("it is there already");
            goes_on(work).await;
        };
        if with_others {
            server::store::shared(case).await.expect("nobody else's round failed");
        } else {
            case.await;
        }
        assert!(names(&p).await.is_empty());
        pair(&p.portal, 2).await.expect("the next one");
    }
}
