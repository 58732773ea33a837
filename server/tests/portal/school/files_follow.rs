//! A file of the school does not undo what was decided in the portal since, and SEVIS is told what it changes.

use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use sea_orm::EntityTrait as _;
use server::store::entity::{employer, sevis_change};

on_both! {
    a_file_that_repeats_an_old_email_gives_nobodys_mailbox_back,
    an_email_that_a_file_says_anew_is_taken_and_told_to_sevis_too,
    what_an_official_changed_before_files_were_remembered_stays_too,
    an_address_that_a_student_has_by_now_is_told_as_taken,
    what_a_file_empties_is_emptied_in_sevis_by_hand,
    an_employer_that_an_official_entered_stands_against_the_file,
}

async fn file(p: &TestPortal, columns: &str, values: &str) -> server::exchange::Summary {
    let students = format!(
        "sevis_id,given_name,surname,birth_date,school_code{columns}\nN0000000001,Ada,Sample,2001-02-03,{SCHOOL}{values}\n"
    );
    p.import(&students, "", "").await.expect("imported")
}

async fn payloads(p: &TestPortal) -> Vec<String> {
    let mut all = sevis_change::Entity::find().all(p.db()).await.expect("query");
    all.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    all.into_iter().map(|row| row.payload).collect()
}

async fn email_of(p: &TestPortal) -> String {
    let student = p.find("N0000000001").await;
    let account = p.account(&student).await.expect("an account");
    assert_eq!(student.email.as_deref(), Some(&*account.email), "record and login go together");
    account.email
}

async fn a_file_that_repeats_an_old_email_gives_nobodys_mailbox_back(p: TestPortal) {
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let fields = [("id", student.id.as_str()), ("email", "new@test.test")];
    dso.post("/api/console/change-email", &fields).await;
    let before = p.mails("s1@test.test").await.len();
    assert_eq!(file(&p, ",email", ",s1@test.test").await.kept, 1);
    assert_eq!(email_of(&p).await, "new@test.test");
    assert_eq!(p.mails("s1@test.test").await.len(), before, "no password goes there");
    // Nor does the next file, which says it again.
    file(&p, ",email", ",s1@test.test").await;
    assert_eq!(email_of(&p).await, "new@test.test");
}

async fn what_an_official_changed_before_files_were_remembered_stays_too(p: TestPortal) {
    use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, IntoActiveModel as _};
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let fields = [("id", student.id.as_str()), ("email", "new@test.test")];
    dso.post("/api/console/change-email", &fields).await;
    let mut row = p.find("N0000000001").await.into_active_model();
    row.imported = Set(r#"{"last":{}}"#.to_owned());
    row.update(p.db()).await.expect("as an older release left it");
    file(&p, ",email", ",s1@test.test").await;
    assert_eq!(email_of(&p).await, "new@test.test");
}

async fn an_address_that_a_student_has_by_now_is_told_as_taken(p: TestPortal) {
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let fields = [("id", student.id.as_str()), ("email", "new@test.test")];
    dso.post("/api/console/change-email", &fields).await;
    let students = format!(
        "sevis_id,given_name,surname,birth_date,school_code,email\nN0000000001,Ada,Sample,2001-02-03,{SCHOOL},s1@test.test\nN0000000002,Ben,Sample,2001-02-04,{SCHOOL},new@test.test\n"
    );
    let told = p.import(&students, "", "").await.expect_err("it is another student's").join("; ");
    assert!(!told.contains("more than once"), "{told}");
}

async fn an_email_that_a_file_says_anew_is_taken_and_told_to_sevis_too(p: TestPortal) {
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let fields = [("id", student.id.as_str()), ("email", "new@test.test")];
    dso.post("/api/console/change-email", &fields).await;
    p.clock.advance(time::Duration::seconds(1));
    file(&p, ",email", ",third@test.test").await;
    assert_eq!(email_of(&p).await, "third@test.test");
    let told = payloads(&p).await;
    assert_eq!(told.last().map(String::as_str), Some(r#"{"email":"third@test.test"}"#));
}

async fn what_a_file_empties_is_emptied_in_sevis_by_hand(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let version = p.find(&student.sevis_id).await.version.to_string();
    let fields = [
        ("version", version.as_str()),
        ("street", "1 Main St"),
        ("zip", "78701"),
        ("us_phone", "5125550123"),
    ];
    browser.post("/api/profile/save", &fields).await;
    let mailing = ",mailing_street,mailing_city,mailing_state,mailing_zip";
    p.clock.advance(time::Duration::seconds(1));
    file(&p, mailing, ",PO Box 5,Austin,TX,78701").await;
    p.clock.advance(time::Duration::seconds(1));
    file(&p, mailing, ",,,,").await;
    let told = payloads(&p).await;
    assert_eq!(told.len(), 3);
    assert!(!told[1].contains("emptied"), "{}", told[1]);
    assert!(told[2].contains("emptied"), "no file can say it: {}", told[2]);
}

async fn an_employer_that_an_official_entered_stands_against_the_file(p: TestPortal) {
    let student = p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let about = super::amended::authorizations(&p).await.remove(0);
    let fields = [
        ("student", student.id.as_str()),
        ("authorization", about.id.as_str()),
        ("name", "Acme Labs"),
        ("street", "1 Main St"),
        ("zip", "78701"),
        ("job_title", "Engineer"),
        ("schedule", "full_time"),
        ("start_date", "06/02/2026"),
        ("end_date", "10/31/2026"),
        ("relation", "Physics"),
    ];
    super::amended::seen(&mut dso, "/api/console/correct-employer", &fields).await;
    let students = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0000000001,Ada,Sample,2001-02-03,s1@test.test,{SCHOOL}\n"
    );
    let employers = "sevis_id,authorization_start,name,street,zip,job_title,schedule,start_date,end_date,relation\nN0000000001,2026-06-01,Acme Labs,1 Main St,78701,Intern,full_time,2026-06-02,,Physics\n";
    p.import(&students, "", employers).await.expect("imported");
    let row = employer::Entity::find().one(p.db()).await.expect("query").expect("the job");
    assert_eq!((&*row.job_title, row.end_date.is_some()), ("Engineer", true));
    assert!(row.differs, "an official decides");
}
