//! Records that say what a file said as an earlier release wrote it.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::{ConnectionTrait as _, EntityTrait as _, Statement};
use server::service::record::both_sides::Said;
use server::store::entity::{authorization, employer, student};

on_both! {
    the_same_file_changes_nothing_of_what_an_earlier_release_has_kept_of_it,
}

/// What was kept of each record, and its version.
async fn kept(p: &TestPortal) -> Vec<(&'static str, String, i32)> {
    let students = student::Entity::find().all(p.db()).await.expect("students");
    let periods = authorization::Entity::find().all(p.db()).await.expect("authorizations");
    let jobs = employer::Entity::find().all(p.db()).await.expect("employers");
    let students = students.into_iter().map(|row| ("students", row.imported, row.version));
    let periods = periods.into_iter().map(|row| ("authorizations", row.imported, row.version));
    let jobs = jobs.into_iter().map(|row| ("employers", row.imported, row.version));
    students.chain(periods).chain(jobs).collect()
}

/// The earlier release's words for the same.
fn as_before(kept: &str) -> String {
    let said = Said::read(kept).expect("read");
    let [open, declined] = [&said.open, &said.declined].map(|some| serde_json::json!(some));
    let at = serde_json::json!(said.at);
    serde_json::json!({ "last": said.last, "at": at, "open": open, "declined": declined })
        .to_string()
}

async fn the_same_file_changes_nothing_of_what_an_earlier_release_has_kept_of_it(p: TestPortal) {
    let students = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000001,Ada,Sample,2001-02-03,s1@test.test,{SCHOOL}\n"
    );
    let period = "sevis_id,type,status,schedule,start_date,end_date\nN0000000001,post_completion,approved,full_time,2026-06-01,2027-05-31\n";
    let jobs = "sevis_id,authorization_start,name,street,zip,schedule,start_date,relation\nN0000000001,2026-06-01,Acme,1 Main St,78701,full_time,2026-06-02,Physics\n";
    p.import(&students, period, jobs).await.expect("imported");
    for (table, imported, _) in kept(&p).await {
        let (before, backend) = (as_before(&imported), p.db().get_database_backend());
        assert_ne!(before, imported, "{table}");
        let set = format!("UPDATE {table} SET imported = '{before}'");
        p.db().execute_raw(Statement::from_string(backend, set)).await.expect("kept");
    }
    let before = kept(&p).await;
    assert_eq!(before.len(), 3);
    p.clock.advance(time::Duration::days(1));
    p.import(&students, period, jobs).await.expect("imported once more");
    assert_eq!(kept(&p).await, before);
    // A new word is kept, and with it all of it as it is written now.
    p.import(&students, period, &jobs.replace("Physics", "Chemistry")).await.expect("imported");
    let after = kept(&p).await;
    assert_eq!(after[..2], before[..2]);
    assert!(after[2].2 > before[2].2 && after[2].1.contains("Chemistry"), "{:?}", after[2]);
}
