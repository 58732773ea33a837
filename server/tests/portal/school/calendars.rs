//! Authorizations from files and approvals: a corrected one corrects, and no day is counted twice.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::EntityTrait as _;
use server::exchange::export;
use server::store::entity::authorization;
use time::{Date, macros::date};

on_both! {
    a_corrected_start_date_corrects_and_adds_nothing,
    a_withdrawn_row_withdraws_the_record_with_its_start_only,
    approved_authorizations_that_share_a_day_are_refused_with_line_and_what_to_do,
    the_rows_of_a_file_are_judged_together_whatever_their_order,
    a_row_that_fits_two_records_is_asked_and_not_guessed,
    days_of_an_earlier_opt_are_not_counted_again,
    an_approval_that_would_count_days_twice_is_refused,
}

pub const STUDENT: &str = "sevis_id,given_name,surname,birth_date,email,school_code\nN0002000001,Avery,Sample,2000-01-02,c1@example.test,";

pub async fn import(p: &TestPortal, rows: &[&str]) -> Result<(), Vec<String>> {
    let head = "sevis_id,type,status,schedule,start_date,end_date\n";
    let rows: Vec<String> = rows.iter().map(|row| format!("N0002000001,{row}\n")).collect();
    let students = format!("{STUDENT}{SCHOOL}\n");
    p.import(&students, &format!("{head}{}", rows.concat()), "").await.map(drop)
}

/// Days used and allowed, as the export says.
pub async fn counted(p: &TestPortal, as_of: Date) -> (String, String) {
    let mut csv = Vec::new();
    export::run(&p.portal, Some(as_of), None, false, &mut csv).await.expect("exported");
    let text = String::from_utf8(csv).expect("text");
    let row = text.lines().find(|line| line.starts_with("N0002000001")).expect("the student");
    let cells: Vec<&str> = row.split(',').collect();
    (cells[7].to_owned(), cells[8].to_owned())
}

pub async fn on_record(p: &TestPortal) -> Vec<(String, Date, Date)> {
    let rows = authorization::Entity::find().all(p.db()).await.expect("query");
    let mut rows: Vec<_> = rows
        .iter()
        .map(|row| (row.status.code().to_owned(), row.start_date, row.end_date))
        .collect();
    rows.sort();
    rows
}

async fn a_corrected_start_date_corrects_and_adds_nothing(p: TestPortal) {
    import(&p, &["post_completion,approved,full_time,2026-06-01,2027-05-31"]).await.expect("taken");
    import(&p, &["post_completion,approved,full_time,2026-09-01,2027-05-31"]).await.expect("taken");
    assert_eq!(counted(&p, date!(2026 - 11 - 01)).await, ("62".into(), "90".into()));
    let now = ("approved".to_owned(), date!(2026 - 09 - 01), date!(2027 - 05 - 31));
    assert_eq!(on_record(&p).await.as_slice(), std::slice::from_ref(&now));
    // The same once more changes nothing; a pending one gets its dates with the approval.
    import(&p, &["post_completion,approved,full_time,2026-09-01,2027-05-31"]).await.expect("taken");
    import(&p, &["stem,pending,full_time,2027-06-01,2029-05-31"]).await.expect("taken");
    import(&p, &["stem,approved,full_time,2027-06-08,2029-06-07"]).await.expect("taken");
    let stem = ("approved".to_owned(), date!(2027 - 06 - 08), date!(2029 - 06 - 07));
    assert_eq!(on_record(&p).await, [now, stem]);
}

async fn a_withdrawn_row_withdraws_the_record_with_its_start_only(p: TestPortal) {
    import(&p, &["post_completion,approved,full_time,2026-09-01,2027-05-31"]).await.expect("taken");
    import(&p, &["post_completion,canceled,full_time,2026-06-01,2027-05-31"]).await.expect("taken");
    assert_eq!(counted(&p, date!(2026 - 11 - 01)).await, ("62".into(), "90".into()));
    import(&p, &["post_completion,canceled,full_time,2026-09-01,2027-05-31"]).await.expect("taken");
    let rows = on_record(&p).await;
    assert!(rows.len() == 2 && rows.iter().all(|row| row.0 == "canceled"), "{rows:?}");
}

async fn approved_authorizations_that_share_a_day_are_refused_with_line_and_what_to_do(
    p: TestPortal,
) {
    let opt = "post_completion,approved,full_time,2026-06-01,2027-05-31";
    for second in [
        "stem,approved,full_time,2027-05-31,2029-05-30",
        "post_completion,approved,full_time,2026-09-01,2027-08-31",
        "pre_completion,approved,full_time,2026-05-01,2026-06-01",
    ] {
        let told = import(&p, &[opt, second]).await.expect_err(second).join("\n");
        assert!(told.contains("line ") && told.contains("start_date"), "{told}");
        assert!(told.contains("overlap with the approved"), "{told}");
        assert_eq!(on_record(&p).await, [], "nothing was imported");
    }
    import(&p, &[opt]).await.expect("taken");
    let told = import(&p, &["stem,approved,full_time,2027-05-01,2029-04-30"]).await;
    let told = told.expect_err("refused").join("\n");
    assert!(told.contains("June 1, 2026 to May 31, 2027"), "{told}");
    import(&p, &["stem,approved,full_time,2027-06-01,2029-05-31"]).await.expect("taken");
}

async fn the_rows_of_a_file_are_judged_together_whatever_their_order(p: TestPortal) {
    import(&p, &["post_completion,approved,full_time,2026-06-01,2027-05-31"]).await.expect("taken");
    // The extension begins before the end that is on record, which a later row moves.
    let rows = [
        "stem,approved,full_time,2027-05-01,2029-04-30",
        "post_completion,approved,full_time,2026-06-01,2027-04-30",
    ];
    import(&p, &rows).await.expect("taken");
    assert_eq!(on_record(&p).await.len(), 2);
}

async fn a_row_that_fits_two_records_is_asked_and_not_guessed(p: TestPortal) {
    let rows = [
        "post_completion,requested,full_time,2026-06-01,2026-12-31",
        "post_completion,requested,full_time,2027-01-01,2027-05-31",
    ];
    import(&p, &rows).await.expect("taken");
    let told = import(&p, &["post_completion,approved,full_time,2026-09-01,2027-03-31"]).await;
    let told = told.expect_err("refused").join("\n");
    assert!(told.contains("could correct more than one record"), "{told}");
    assert_eq!(on_record(&p).await.len(), 2);
}

async fn days_of_an_earlier_opt_are_not_counted_again(p: TestPortal) {
    let rows = [
        "post_completion,approved,full_time,2022-06-01,2023-05-31",
        "post_completion,approved,full_time,2026-09-01,2027-08-31",
    ];
    import(&p, &rows).await.expect("taken");
    assert_eq!(counted(&p, date!(2023 - 01 - 01)).await, ("215".into(), "90".into()));
    assert_eq!(counted(&p, date!(2026 - 09 - 30)).await, ("30".into(), "90".into()));
}

async fn an_approval_that_would_count_days_twice_is_refused(p: TestPortal) {
    let rows = [
        "post_completion,approved,full_time,2026-06-01,2027-05-31",
        "stem,pending,full_time,2027-05-15,2029-05-14",
    ];
    import(&p, &rows).await.expect("taken");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let all = authorization::Entity::find().all(p.db()).await.expect("query");
    let stem = all.iter().find(|row| row.kind.code() == "stem").expect("the extension");
    let page = dso.post_and_look("/api/console/approve", &[("id", &stem.id)]).await.body;
    assert!(
        page.contains("Not approved") && page.contains("June 1, 2026 to May 31, 2027"),
        "{page}"
    );
    assert!(on_record(&p).await.iter().any(|row| row.0 == "pending"));
}
