//! What a use case writes without waiting for it.

use crate::on_both;
use crate::support::TestPortal;
use crate::transactions::{names, pair};
use sea_orm::{ConnectionTrait as _, DbErr, Statement};
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
