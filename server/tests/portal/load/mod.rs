//! Many at once: nobody waits for a connection that somebody else of them holds, and each is told
//! what became of the report.

mod busy;
mod imports;
mod reports;
mod rounds;

use crate::support::{Browser, TestPortal};
use axum::http::StatusCode;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, TransactionTrait};
use server::store::entity::{employer, receipt, review, sevis_change};

pub(super) fn job(key: &str) -> Vec<(&str, &str)> {
    vec![
        ("once", key),
        ("name", "Harbor Robotics"),
        ("street", "1 Pier Road"),
        ("zip", "78701"),
        ("schedule", "full_time"),
        ("start_date", "06/05/2026"),
        ("relation", "I write control software."),
    ]
}

/// So many students, each logged in with a browser of their own.
pub(super) async fn students(p: &TestPortal, how_many: u32) -> Vec<Browser> {
    let mut browsers = Vec::new();
    for number in 1..=how_many {
        let student = p.registered(number).await;
        browsers.push(p.logged_in(&student).await);
    }
    browsers
}

/// Everybody reports at the same instant; returns the answers' statuses.
pub(super) async fn all_report(browsers: Vec<Browser>) -> Vec<StatusCode> {
    let reports = browsers.into_iter().enumerate().map(|(n, mut browser)| {
        tokio::spawn(async move {
            let key = format!("key-{n}");
            browser.post("/api/employer/save", &job(&key)).await
        })
    });
    let mut statuses = Vec::new();
    for report in reports.collect::<Vec<_>>() {
        let answer = report.await.expect("answered");
        if answer.status == StatusCode::FOUND {
            assert!(answer.location().starts_with("/receipts/"), "{}", answer.location());
        }
        statuses.push(answer.status);
    }
    statuses
}

/// Employers, receipts, reviews and outgoing changes: of an accepted report one each.
pub(super) async fn counts(p: &TestPortal) -> [u64; 4] {
    let db = p.db();
    [
        employer::Entity::find().count(db).await.expect("count"),
        receipt::Entity::find().count(db).await.expect("count"),
        review::Entity::find().count(db).await.expect("count"),
        sevis_change::Entity::find().count(db).await.expect("count"),
    ]
}

/// Keeps others from writing until it is dropped.
pub(super) async fn hold_the_writer(p: &TestPortal) -> sea_orm::DatabaseTransaction {
    let tx = p.db().begin().await.expect("begun");
    // On SQLite this takes the one writer; on PostgreSQL the rows that a report locks first.
    tx.execute_unprepared("UPDATE accounts SET failures = failures").await.expect("held");
    tx.execute_unprepared("UPDATE students SET version = version").await.expect("held");
    tx
}
