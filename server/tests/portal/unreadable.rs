//! What cannot be read is an error, and never taken for nothing.

use crate::on_both;
use crate::support::{EMPLOYER, TestPortal};
use sea_orm::ConnectionTrait;

on_both! {
    an_employer_that_cannot_be_read_is_an_error_and_not_none,
    a_session_whose_account_cannot_be_read_is_an_error_and_not_nobodys,
}

async fn an_employer_that_cannot_be_read_is_an_error_and_not_none(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut browser = p.logged_in(&ada).await;
    browser.post("/api/employer/save", &EMPLOYER).await;
    assert!(browser.get("/employment").await.body.contains("Gulf Coast Robotics"));
    // As of a later release that was rolled back.
    let later = "UPDATE employers SET schedule = 'seasonal'";
    p.db().execute_unprepared(later).await.expect("changed");
    let page = browser.get("/employment").await;
    assert_eq!(page.status.as_u16(), 500, "{}", page.body);
    assert!(!page.body.contains("No employer on record"), "{}", page.body);
    let again = browser.post("/api/employer/save", &EMPLOYER).await;
    assert!(!again.location().starts_with("/receipts/"), "{}", again.location());
}

async fn a_session_whose_account_cannot_be_read_is_an_error_and_not_nobodys(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut browser = p.logged_in(&ada).await;
    let later = "UPDATE accounts SET role = 'auditor' WHERE student_id IS NOT NULL";
    p.db().execute_unprepared(later).await.expect("changed");
    let page = browser.get("/employment").await;
    assert_eq!(page.status.as_u16(), 503, "{}", page.body);
}
