//! One address, a student's record and an online account: nobody is stopped, and what is said is so.

use crate::on_both;
use crate::support::{PASSWORD, SCHOOL, TestPortal};

on_both! {
    a_strangers_online_account_stops_no_import_and_is_not_taken_over,
    a_student_on_record_who_signs_up_is_told_what_is_so,
}

async fn a_strangers_online_account_stops_no_import_and_is_not_taken_over(p: TestPortal) {
    let holder = p.holder("both@test.test").await;
    let before = p.account_of("both@test.test").await;
    let students = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0003000001,Avery,Sample,2000-01-02,both@test.test,{SCHOOL}\nN0003000002,Blake,Sample,2000-01-02,fine@test.test,{SCHOOL}\n"
    );
    let authorizations = "sevis_id,type,status,schedule,start_date,end_date\nN0003000001,post_completion,approved,full_time,2026-06-01,2027-05-31\nN0003000002,post_completion,approved,full_time,2026-06-01,2027-05-31\n";
    let summary = p.import(&students, authorizations, "").await.expect("imported");
    assert_eq!(summary.added, 2);
    assert_eq!(p.account_of("both@test.test").await, before, "nobody's account is captured");
    p.log_in_holder(&holder).await;
    // The invitation comes, says the truth, and has a way on.
    p.settle().await;
    let invited = p
        .mails("both@test.test")
        .await
        .into_iter()
        .find_map(|mail| Some(mail.link?.split_once("/register?token=")?.1.to_owned()));
    let token = invited.expect("an invitation");
    let mut browser = p.browser();
    let fields = [("token", token.as_str()), ("sevis_id", "N0003000001")];
    assert_eq!(browser.post("/api/register/identify", &fields).await.location(), "/register");
    let fields = [("token", token.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
    let page = browser.post_and_look("/api/register/create", &fields).await.body;
    assert!(page.contains("opens an online account already"), "{page}");
    let student = p.find("N0003000001").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let fields = [("id", student.id.as_str()), ("email", "other@test.test")];
    dso.post("/api/console/change-email", &fields).await;
    p.settle().await;
    p.register(&p.find("N0003000001").await).await;
    assert_eq!(p.browser().log_in("other@test.test", PASSWORD).await.location(), "/attest");
}

async fn a_student_on_record_who_signs_up_is_told_what_is_so(p: TestPortal) {
    p.student(1, "post_completion,requested,full_time,2026-06-01,2027-05-31").await;
    p.browser().post("/api/sign-up", &[("email", "s1@test.test")]).await;
    p.settle().await;
    let mail = p.mails("s1@test.test").await.pop().expect("a mail");
    assert_eq!(mail.subject, "Your school has this email on record");
    assert!(
        !mail.text.contains("already has one") && mail.link.is_some_and(|l| l.ends_with("/forgot"))
    );
    // Whoever has an account is told to log in, as before.
    p.holder("a@test.test").await;
    p.clock.advance(time::Duration::hours(1));
    p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    let mail = p.mails("a@test.test").await.pop().expect("a mail");
    assert_eq!(mail.subject, "You already have an account");
}
