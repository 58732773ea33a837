//! Authorizations and employers are themselves, whatever of them is corrected.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::EntityTrait as _;
use server::store::entity::{authorization, employer};

on_both! {
    a_row_with_the_schools_key_corrects_the_one_that_had_it,
    a_corrected_start_date_of_an_employer_corrects_it,
    an_employer_that_a_student_deleted_stays_deleted,
    a_students_newer_word_on_an_employer_stays_and_the_rest_follows_the_file,
}

const AUTHORIZATIONS: &str = "sevis_id,key,type,status,schedule,start_date,end_date\n";
const EMPLOYERS: &str = "sevis_id,key,authorization_start,name,street,city,state,zip,schedule,start_date,end_date,relation,job_title\n";

fn students() -> String {
    format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000001,Ada,Sample,2001-02-03,s1@test.test,{SCHOOL}\n"
    )
}

fn job(key: &str, name: &str, days: &str, title: &str) -> String {
    format!(
        "{EMPLOYERS}N0000000001,{key},2026-06-01,{name},1 Main St,Austin,TX,78701,full_time,{days},Physics,{title}\n"
    )
}

async fn import(p: &TestPortal, employers: &str) -> u64 {
    p.import(&students(), "", employers).await.expect("imported").employers
}

async fn jobs(p: &TestPortal) -> Vec<employer::Model> {
    employer::Entity::find().all(p.db()).await.expect("query")
}

async fn a_row_with_the_schools_key_corrects_the_one_that_had_it(p: TestPortal) {
    let opt = |key: &str, days: &str| {
        format!("{AUTHORIZATIONS}N0000000001,{key},post_completion,approved,full_time,{days}\n")
    };
    p.import(&students(), &opt("A-1", "2026-06-01,2027-05-31"), "").await.expect("imported");
    import(&p, &job("E-1", "Acme", "2026-06-02,2026-06-05", "Clerk")).await;
    // No day in common, and still the same one; its employer goes along with nothing asked.
    p.import(&students(), &opt("A-1", "2026-06-02,2027-06-01"), "").await.expect("imported");
    let rows = authorization::Entity::find().all(p.db()).await.expect("query");
    assert_eq!((rows.len(), rows[0].start_date.day()), (1, 2));
    let moved = job("E-1", "Acme Corporation", "2026-07-02,2026-07-05", "Clerk");
    import(&p, &moved.replace("2026-06-01,Acme", "2026-06-02,Acme")).await;
    let rows = jobs(&p).await;
    assert_eq!((rows.len(), rows[0].name.as_str()), (1, "Acme Corporation"));
    // The same key twice in one file is two things that cannot both be it.
    let twice = opt("A-1", "2026-06-02,2027-06-01")
        + "N0000000001,A-1,stem,approved,full_time,2027-06-02,2028-06-01\n";
    let told = p.import(&students(), &twice, "").await.expect_err("refused").join("\n");
    assert!(told.contains("line 3, column key: appears more than once"), "{told}");
}

async fn a_corrected_start_date_of_an_employer_corrects_it(p: TestPortal) {
    p.student(1, "").await;
    import(&p, &job("", "Acme", "2026-06-02,", "")).await;
    import(&p, &job("", "acme ", "2026-06-04,", "")).await;
    let rows = jobs(&p).await;
    assert_eq!(
        (rows.len(), rows[0].start_date.day()),
        (1, 4),
        "one job, whose start was corrected"
    );
    // A second time at the same employer is another job.
    import(&p, &job("", "Acme", "2026-06-04,2026-06-05", "")).await;
    import(&p, &job("", "Acme", "2026-06-08,", "")).await;
    assert_eq!(jobs(&p).await.len(), 2);
}

async fn an_employer_that_a_student_deleted_stays_deleted(p: TestPortal) {
    let student = p.registered(1).await;
    let file = job("", "Acme", "2026-06-02,", "");
    import(&p, &file).await;
    let id = jobs(&p).await[0].id.clone();
    p.logged_in(&student).await.post("/api/employer/delete", &[("id", &id)]).await;
    import(&p, &file).await;
    let rows = jobs(&p).await;
    assert!(rows.len() == 1 && rows[0].deleted_at.is_some());
}

async fn a_students_newer_word_on_an_employer_stays_and_the_rest_follows_the_file(p: TestPortal) {
    let student = p.registered(1).await;
    import(&p, &job("", "Acme", "2026-06-02,", "Clerk")).await;
    let row = jobs(&p).await.remove(0);
    let fields = [
        ("id", row.id.as_str()),
        ("version", "1"),
        ("name", "Acme"),
        ("street", "1 Main St"),
        ("city", "Austin"),
        ("state", "TX"),
        ("zip", "78701"),
        ("schedule", "full_time"),
        ("start_date", "06/02/2026"),
        ("relation", "Physics"),
        ("job_title", "Analyst"),
    ];
    let saved = p.logged_in(&student).await.post("/api/employer/save", &fields).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    assert_eq!(import(&p, &job("", "Acme", "2026-06-02,", "Clerk")).await, 0);
    let ended = job("", "Acme", "2026-06-02,2026-06-09", "Clerk");
    assert_eq!(import(&p, &ended).await, 1);
    let row = jobs(&p).await.remove(0);
    assert_eq!((row.job_title.as_str(), row.end_date.map(time::Date::day)), ("Analyst", Some(9)));
    assert!(row.differs, "an official decides it");
}
