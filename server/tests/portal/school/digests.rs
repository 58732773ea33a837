//! What waits for officials, mailed in the morning; and the alerts as a table.

use super::reviews::reported;
use crate::on_both;
use crate::support::{OTHER_SCHOOL, SCHOOL, TestPortal};
use time::Duration;

on_both! {
    officials_are_mailed_what_waits_once_on_working_days_and_without_names,
    the_alerts_are_a_table_that_no_spreadsheet_takes_for_formulas,
}

const SUBJECT: &str = "Waiting for you in Foothold today";

async fn digests(p: &TestPortal, to: &str) -> usize {
    p.settle().await;
    p.mails(to).await.iter().filter(|mail| mail.subject == SUBJECT).count()
}

/// June 10, 2026 is a Wednesday; the clock stands at 10 in the school's morning.
async fn officials_are_mailed_what_waits_once_on_working_days_and_without_names(p: TestPortal) {
    p.official("dso@test.test", SCHOOL).await;
    p.official("idle@other.test", OTHER_SCHOOL).await;
    assert_eq!(digests(&p, "dso@test.test").await, 0, "nothing waits");
    reported(&p, 1).await;
    assert_eq!(digests(&p, "dso@test.test").await, 0, "today is done");
    p.clock.advance(Duration::hours(20));
    assert_eq!(digests(&p, "dso@test.test").await, 0, "it is 5 in the morning");
    p.clock.advance(Duration::hours(3));
    for _ in 0..2 {
        assert_eq!(digests(&p, "dso@test.test").await, 1);
    }
    let mails = p.mails("dso@test.test").await;
    let mail = mails.iter().find(|mail| mail.subject == SUBJECT).expect("sent");
    assert!(mail.text.contains("Reports to check: 1"), "{}", mail.text);
    assert!(!mail.text.contains("Ada") && !mail.text.contains("N0000000001"), "{}", mail.text);
    assert_eq!(digests(&p, "idle@other.test").await, 0, "nothing waits for others");
    let mut dso = p.official("stops@test.test", SCHOOL).await;
    assert!(dso.get("/account/security").await.body.contains("Stop these mails"));
    dso.post("/api/security/news", &[("id", "off")]).await;
    for (day, sum) in [("Friday", 2), ("Saturday", 2), ("Sunday", 2), ("Monday", 3)] {
        p.clock.advance(Duration::days(1));
        assert_eq!(digests(&p, "dso@test.test").await, sum, "{day}");
    }
    assert_eq!(digests(&p, "stops@test.test").await, 0);
}

async fn the_alerts_are_a_table_that_no_spreadsheet_takes_for_formulas(p: TestPortal) {
    let students = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000001,=cmd(),Sample,2001-02-03,s1@test.test,{SCHOOL}\n"
    );
    let authorizations = "sevis_id,type,status,schedule,start_date,end_date\nN0000000001,post_completion,approved,full_time,2026-03-28,2027-03-27\n";
    p.import(&students, authorizations, "").await.expect("imported");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let table = dso.get("/console/alerts.csv").await.body;
    assert!(
        table.contains("No employer on record,'=cmd() Sample,N0000000001,75,90,2027-03-27"),
        "{table}"
    );
    let one = dso.get("/console/alerts.csv?kind=ending").await.body;
    assert_eq!(one.lines().count(), 1, "the names of the columns: {one}");
    let mut other = p.official("dso@other.test", OTHER_SCHOOL).await;
    assert!(!other.get("/console/alerts.csv").await.body.contains("N0000000001"));
}
