//! A student who has lost everything, and the school.

use super::*;
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use server::store::reset_answers;

on_both! {
    a_school_reset_lets_in_a_student_who_forgot_the_answers_as_well,
}

async fn a_school_reset_lets_in_a_student_who_forgot_the_answers_as_well(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let fields = other_questions("Blue");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
    let answer = browser.post("/api/security/questions", &fields).await;
    assert_eq!(answer.location(), "/account/security");
    let mut official = p.official("dso@test.test", SCHOOL).await;
    official.post("/api/console/reset-account", &[("id", &student.id)]).await;
    let token = p.token("s1@test.test").await;
    let page = p.browser().get(&format!("/reset?token={token}")).await.body;
    assert!(page.contains("SEVIS ID") && !page.contains("class=\"question\""), "{page}");
    let new = "Another-light-27!";
    let fields = |sevis_id: &str| {
        let fields =
            [("token", &*token), ("sevis_id", sevis_id), ("password", new), ("confirm", new)];
        fields.map(|(name, value)| (name, value.to_owned()))
    };
    for (sevis_id, said) in [("N0000000000", "WrongSevisId"), (&student.sevis_id, "Done")] {
        let fields = fields(sevis_id);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let answer = p.browser().fetch("/api/reset", &fields).await;
        assert!(answer.body.contains(said), "{}", answer.body);
    }
    let account = p.account(&student).await.expect("an account");
    let left = reset_answers::count(p.db(), &account.id).await.expect("count");
    assert_eq!(left, 0, "whoever was in may have chosen them");
    assert_eq!(p.browser().log_in("s1@test.test", new).await.location(), "/attest");
}
