//! What people type and paste, through the real forms.

use crate::on_both;
use crate::support::{ANSWERS, PASSWORD, SCHOOL, TestPortal, answer_to};
use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
use server::store::entity::account;

on_both! {
    a_password_is_the_same_however_its_letters_are_put_together,
    an_answer_is_the_same_with_either_apostrophe,
    a_password_that_we_made_is_taken_with_the_blank_that_was_copied_along,
    an_older_code_is_told_to_be_older,
    a_link_works_with_the_signs_that_stuck_to_it,
    an_address_with_invisible_marks_is_read_without_them,
}

const COMPOSED: &str = "Caf\u{e9}-harbor-29!";
const DECOMPOSED: &str = "Cafe\u{301}-harbor-29!";

async fn set_hash(p: &TestPortal, email: &str, hash: String) {
    let row = account::Model { password_hash: Some(hash), ..p.account_of(email).await };
    row.into_active_model().reset_all().update(p.db()).await.expect("written");
}

async fn a_password_is_the_same_however_its_letters_are_put_together(p: TestPortal) {
    let student = p.registered(1).await;
    let email = student.email.expect("an address");
    let hash = p.portal.hasher.hash(COMPOSED.into()).await.expect("hashed");
    set_hash(&p, &email, hash).await;
    for typed in [COMPOSED, DECOMPOSED] {
        assert_eq!(p.browser().log_in(&email, typed).await.location(), "/attest", "{typed}");
    }
    // A hash of before, made of what was typed then, still opens, and is replaced.
    let (_, pepper) = p.portal.secrets.pepper();
    let params = Params::new(64, 1, 1, None).expect("parameters");
    let old = Argon2::new_with_secret(&pepper, Algorithm::Argon2id, Version::V0x13, params)
        .expect("a pepper")
        .hash_password(DECOMPOSED.as_bytes())
        .expect("hashed")
        .to_string();
    set_hash(&p, &email, old.clone()).await;
    assert_eq!(p.browser().log_in(&email, DECOMPOSED).await.location(), "/attest");
    assert_ne!(p.account_of(&email).await.password_hash, Some(old));
    assert_eq!(p.browser().log_in(&email, COMPOSED).await.location(), "/attest");
    assert_eq!(p.browser().log_in(&email, "Cafe-harbor-29!").await.location(), "/login");
    // A chosen password is taken as it was chosen.
    assert_eq!(p.browser().log_in(&email, &format!("{COMPOSED} ")).await.location(), "/login");
}

async fn an_answer_is_the_same_with_either_apostrophe(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.browser();
    browser.post("/api/forgot", &[("email", &holder.email), ("sevis_id", "")]).await;
    p.settle().await;
    let token = p.token(&holder.email).await;
    let page = browser.get(&format!("/reset?token={token}")).await.body;
    let asked: Vec<&str> =
        page.split("class=\"question\">").skip(1).filter_map(|p| p.split('<').next()).collect();
    let typed: Vec<String> = asked
        .iter()
        .map(|question| {
            let answer = answer_to(question).expect("asked").replace('\'', "\u{2019}");
            format!("\u{202A}{}\u{00A0}", answer.replace(' ', "\u{3000}"))
        })
        .collect();
    let new = "Another-light-27!";
    let fields = [
        ("token", token.as_str()),
        ("answer1", &typed[0]),
        ("answer2", &typed[1]),
        ("password", new),
        ("confirm", new),
    ];
    assert_eq!(browser.post("/api/reset", &fields).await.location(), "/login", "{ANSWERS:?}");
    assert_eq!(p.browser().log_in(&holder.email, new).await.location(), "/verify");
}

async fn a_password_that_we_made_is_taken_with_the_blank_that_was_copied_along(p: TestPortal) {
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let fields = [("id", student.id.as_str()), ("email", "new1@test.test")];
    dso.post("/api/console/change-email", &fields).await;
    let mail = p.mails("new1@test.test").await.pop().expect("a mail");
    let password = mail
        .text
        .split_whitespace()
        .find(|word| word.starts_with('k') && word.ends_with('7') && word.matches('-').count() == 3)
        .expect("a temporary password")
        .to_owned();
    for typed in [format!("{password} "), format!("\u{00A0}{password}\u{200B}")] {
        assert_eq!(p.browser().log_in("new1@test.test", &typed).await.location(), "/attest");
    }
}

async fn an_older_code_is_told_to_be_older(p: TestPortal) {
    let student = p.registered(1).await;
    let email = student.email.clone().expect("an address");
    let mut browser = p.logged_in(&student).await;
    browser.post("/api/security/add", &[("kind", "email")]).await;
    let code = p.sent_code(&email).await;
    browser.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await;
    let mut codes = Vec::new();
    let mut last = p.browser();
    for _ in 0..2 {
        p.clock.advance(time::Duration::minutes(2));
        last = p.browser();
        assert_eq!(last.log_in(&email, PASSWORD).await.location(), "/verify");
        codes.push(p.sent_code(&email).await);
    }
    let told = last.fetch("/api/verify", &[("code", &codes[0])]).await.body;
    assert!(told.contains("NewerCode"), "{told}");
    let other = if codes.contains(&"000000".to_owned()) { "111111" } else { "000000" };
    assert!(last.fetch("/api/verify", &[("code", other)]).await.body.contains("WrongCode"));
    assert_eq!(last.post("/api/verify", &[("code", &codes[1])]).await.location(), "/attest");
}

async fn a_link_works_with_the_signs_that_stuck_to_it(p: TestPortal) {
    p.student(1, "").await;
    p.settle().await;
    let token = p.token("s1@test.test").await;
    for behind in [".", ",", ")", "%3E", "%22", ".%20"] {
        let page = p.browser().get(&format!("/register?token={token}{behind}")).await.body;
        assert!(page.contains("Enter the most recent SEVIS ID"), "{behind}: {page}");
    }
}

async fn an_address_with_invisible_marks_is_read_without_them(p: TestPortal) {
    let student = p.registered(1).await;
    let email = student.email.expect("an address");
    let marked = format!("\u{200B}{email}\u{200B}\u{00A0}");
    assert_eq!(p.browser().log_in(&marked, PASSWORD).await.location(), "/attest");
    let file = format!(
        "sevis_id,given_name,surname,birth_date,email,school_code\nN0007000001,Ada\u{200B},Sample\u{00A0},2000-01-02,\u{200B}x@test.test\u{00A0},{SCHOOL}\n"
    );
    p.import(&file, "", "").await.expect("taken");
    let row = p.find("N0007000001").await;
    assert_eq!((row.given_name.as_str(), row.email.as_deref()), ("Ada", Some("x@test.test")));
}
