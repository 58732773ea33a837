//! Who needs which second step.

use crate::on_both;
use crate::support::{PASSWORD, TestPortal, between};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::secret::SealedAt;
use server::store::entity::{backup_code, factor, session};

on_both! {
    the_last_factor_that_is_enough_cannot_be_removed,
    an_official_needs_a_second_step_that_is_not_email,
    a_students_own_second_step_stands_before_the_attestation,
    secrets_of_factors_are_sealed_and_codes_hashed,
    a_passkey_that_opens_nothing_is_refused_in_the_same_words_whatever_it_says,
    what_a_passkey_is_asked_can_be_read_again_by_somebody_new,
    a_student_is_told_once_of_second_steps_and_never_made_to_have_one,
}

async fn the_last_factor_that_is_enough_cannot_be_removed(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.log_in_holder(&holder).await;
    let only = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
    let answer = browser.fetch("/api/security/remove", &[("id", &only.id)]).await;
    assert!(answer.body.contains("NotEnough"), "{}", answer.body);
    assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 1);
    // Somebody else's is not found.
    let other = p.holder("b@test.test").await;
    let mut other = p.log_in_holder(&other).await;
    assert_eq!(
        other.fetch("/api/security/remove", &[("id", &only.id)]).await.status,
        StatusCode::NOT_FOUND
    );
}

async fn an_official_needs_a_second_step_that_is_not_email(p: TestPortal) {
    let mut dso = p.official("dso@test.test", crate::support::SCHOOL).await;
    assert_eq!(dso.get("/console").await.status, StatusCode::OK);
    assert!(!dso.get("/account/security").await.body.contains("value=\"email\""));
    let answer = dso.fetch("/api/security/add", &[("kind", "email"), ("factor_name", "")]).await;
    assert!(answer.body.contains("NotEnough"), "{}", answer.body);
    let only = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
    assert!(
        dso.fetch("/api/security/remove", &[("id", &only.id)]).await.body.contains("NotEnough")
    );
}

async fn a_students_own_second_step_stands_before_the_attestation(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    browser.post("/api/security/add", &[("kind", "email"), ("factor_name", "")]).await;
    let code = p.sent_code("s1@test.test").await;
    assert_eq!(
        browser.post("/api/enrol/confirm", &[("code", &code), ("page", "")]).await.location(),
        "/account/security"
    );
    let mut again = p.browser();
    assert_eq!(again.log_in("s1@test.test", PASSWORD).await.location(), "/verify");
    assert_eq!(again.get("/attest").await.location(), "/verify");
    let code = p.sent_code("s1@test.test").await;
    assert_eq!(again.post("/api/verify", &[("code", &code)]).await.location(), "/attest");
}

async fn secrets_of_factors_are_sealed_and_codes_hashed(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let row = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
    assert!(!row.sealed.contains(&holder.key));
    let place = SealedAt::Factor(&row.id);
    assert_eq!(p.portal.secrets.open(place, &row.sealed), Some(holder.key));
    let mut flipped = row.sealed.clone().into_bytes();
    flipped[20] ^= 1;
    assert_eq!(p.portal.secrets.open(place, &String::from_utf8_lossy(&flipped)), None);
    let code = backup_code::Entity::find().one(p.db()).await.expect("row").expect("code");
    assert!(code.sealed.is_empty(), "put away");
    assert!(!code.code_hash.contains(&holder.backup));
}

/// What a passkey would answer, for this account.
fn claim(user: &[u8], challenge: &str) -> String {
    let text = |bytes: &[u8]| BASE64.encode(bytes);
    let client = format!(
        r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"http://localhost:3000"}}"#
    );
    format!(
        r#"{{"id":"{0}","rawId":"{0}","type":"public-key","extensions":{{}},"response":{{"clientDataJSON":"{1}","authenticatorData":"{2}","signature":"{3}","userHandle":"{4}"}}}}"#,
        text(b"a credential"),
        text(client.as_bytes()),
        text(&[5; 37]),
        text(&[6; 64]),
        text(user),
    )
}

async fn a_passkey_that_opens_nothing_is_refused_in_the_same_words_whatever_it_says(p: TestPortal) {
    p.holder("a@test.test").await;
    let id = uuid::Uuid::parse_str(&p.account_of("a@test.test").await.id).expect("an id");
    let mut said = std::collections::BTreeSet::new();
    for (user, asks) in [
        (Some(*id.as_bytes()), true),
        (Some([9; 16]), true),
        (None, true),
        (Some(*id.as_bytes()), false),
    ] {
        let mut browser = p.browser();
        let mut challenge = "AAAA".to_owned();
        if asks {
            let question = browser.fetch("/api/passkey/ask-login", &[]).await;
            assert_eq!(question.status.as_u16(), 200, "{}", question.body);
            assert!(!question.body.contains(r#"\"allowCredentials\":[{"#), "nobody is named");
            challenge = between(&question.body, r#"challenge\":\""#, r#"\""#).to_owned();
        }
        let credential = match user {
            Some(user) => claim(&user, &challenge),
            None => "no answer".to_owned(),
        };
        let fields = [("credential", credential.as_str()), ("next", "")];
        for again in [false, true] {
            let answer = browser.post("/api/passkey/login", &fields).await;
            assert_eq!(answer.location(), "/login", "{again}");
        }
        let page = browser.get("/login").await.body;
        said.insert(
            between(&page, "<main", "</main>")
                .contains("This passkey does not open an account here"),
        );
        assert_eq!(browser.get("/home").await.location(), "/login?next=/home");
    }
    assert_eq!(said.into_iter().collect::<Vec<_>>(), [true]);
}

async fn what_a_passkey_is_asked_can_be_read_again_by_somebody_new(p: TestPortal) {
    let mut browser = p.browser();
    assert!(browser.cookie.is_none());
    browser.fetch("/api/passkey/ask-login", &[]).await;
    let rows = session::Entity::find().all(p.db()).await.expect("query");
    let [row] = &rows[..] else { panic!("one session: {rows:?}") };
    let data: serde_json::Value = serde_json::from_str(&row.data).expect("data");
    let sealed = data["passkey"].as_str().expect("asked");
    let asked = p.portal.secrets.open(SealedAt::PasskeyAsked(&row.id), sealed);
    assert!(asked.is_some_and(|asked| asked.contains("LogIn")));
    assert_eq!(p.portal.secrets.open(SealedAt::PasskeyAsked("another"), sealed), None);
}

async fn a_student_is_told_once_of_second_steps_and_never_made_to_have_one(p: TestPortal) {
    let student = p.registered(1).await;
    let words = "Your password alone opens this account";
    let mut browser = p.logged_in(&student).await;
    assert!(browser.get("/profile").await.body.contains(words));
    assert!(!browser.get("/profile").await.body.contains(words), "once");
    p.clock.advance(time::Duration::days(1));
    let mut again = p.logged_in(&student).await;
    assert!(!again.get("/profile").await.body.contains(words), "after the first login");
}
