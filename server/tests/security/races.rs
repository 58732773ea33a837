//! Twenty-four at once, on both databases: what is limited stays limited, and what is single has one
//! winner.

use crate::support::{Answer, Browser, PASSWORD, SCHOOL, TestPortal};
use crate::{Rule, rules};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use server::store::entity::{
    account, authorization, backup_code, code, link, mail, security_event, send, sign_up,
};

/// Writers at once.
const MANY: usize = 24;

pub fn rules() -> Vec<Rule> {
    rules! {
        codes_asked_for_at_once_stay_within_their_quota,
        backup_codes_made_at_once_leave_one_set,
        approvals_at_once_invite_once,
        sign_ups_at_once_are_one,
        an_address_confirmed_at_once_opens_one_account,
        registrations_at_once_open_one_account,
        a_link_used_at_once_sets_one_password,
        a_new_email_confirmed_at_once_is_changed_once,
        reports_at_once_freeze_once,
        wrong_passwords_at_once_are_judged_until_the_wait_begins,
        wrong_second_steps_at_once_are_judged_until_the_wait_begins,
    }
}

/// The same form from copies of a browser, all at once.
async fn at_once(
    p: &TestPortal,
    of: Option<&Browser>,
    path: &'static str,
    fields: &[(&'static str, &str)],
) -> Vec<Answer> {
    let fields: Vec<(&'static str, String)> =
        fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let mut tries = Vec::new();
    for _ in 0..MANY {
        let mut browser = p.browser();
        if let Some(of) = of {
            browser.cookie.clone_from(&of.cookie);
            browser.others.clone_from(&of.others);
        }
        let fields = fields.clone();
        tries.push(tokio::spawn(async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.fetch(path, &fields).await
        }));
    }
    let mut answers = Vec::new();
    for one in tries {
        let answer = one.await.expect("ran");
        let status = answer.status.as_u16();
        assert!(status < 500 || status == 503, "{path}: {status} {}", answer.body);
        answers.push(answer);
    }
    answers
}

async fn codes_asked_for_at_once_stay_within_their_quota(p: TestPortal) {
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("text", "on"), ("mobile", "5125550123")]).await;
    let id = crate::support::between(
        &browser.get("/sign-up/verify").await.body,
        "name=\"form[id]\" value=\"",
        "\"",
    )
    .to_owned();
    at_once(&p, Some(&browser), "/api/enrol/begin", &[("id", &id)]).await;
    let sent = send::Entity::find().filter(send::Column::Channel.eq("new_text"));
    assert_eq!(sent.count(p.db()).await.expect("count"), 10);
    assert_eq!(code::Entity::find().count(p.db()).await.expect("count"), 10);
}

async fn backup_codes_made_at_once_leave_one_set(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    at_once(&p, Some(&holder.browser), "/api/security/backup-codes", &[("id", "")]).await;
    let set = backup_code::Entity::find()
        .filter(backup_code::Column::InSet.eq(true))
        .filter(backup_code::Column::UsedAt.is_null());
    assert_eq!(set.count(p.db()).await.expect("count"), 10);
}

async fn approvals_at_once_invite_once(p: TestPortal) {
    p.student(1, "post_completion,requested,full_time,2026-06-01,2027-05-31").await;
    let row = authorization::Entity::find().one(p.db()).await.expect("query").expect("row");
    let dso = p.official("dso@test.test", SCHOOL).await;
    at_once(&p, Some(&dso), "/api/console/approve", &[("id", &row.id)]).await;
    let invited = mail::Entity::find().filter(mail::Column::Recipient.eq("s1@test.test"));
    assert_eq!(invited.count(p.db()).await.expect("count"), 1);
}

async fn sign_ups_at_once_are_one(p: TestPortal) {
    at_once(&p, None, "/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    assert_eq!(sign_up::Entity::find().count(p.db()).await.expect("count"), 1);
    assert_eq!(p.mails("a@test.test").await.len(), 1);
}

async fn an_address_confirmed_at_once_opens_one_account(p: TestPortal) {
    p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    let fields = [("token", token.as_str()), ("confirmation_code", "")];
    let answers = at_once(&p, None, "/api/confirm", &fields).await;
    let open = answers.iter().filter(|answer| answer.location() == "/sign-up/password").count();
    assert_eq!(open, 1);
    assert_eq!(account::Entity::find().count(p.db()).await.expect("count"), 1);
}

async fn registrations_at_once_open_one_account(p: TestPortal) {
    let student = p.student(1, "").await;
    let token = p.token("s1@test.test").await;
    let mut browser = p.browser();
    let fields = [("token", token.as_str()), ("sevis_id", student.sevis_id.as_str())];
    browser.post("/api/register/identify", &fields).await;
    let fields = [("token", token.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
    at_once(&p, Some(&browser), "/api/register/create", &fields).await;
    assert_eq!(account::Entity::find().count(p.db()).await.expect("count"), 1);
    assert_eq!(p.browser().log_in("s1@test.test", PASSWORD).await.location(), "/attest");
}

async fn happened(p: &TestPortal, event: &str) -> u64 {
    let events = security_event::Entity::find().filter(security_event::Column::Event.eq(event));
    events.count(p.db()).await.expect("count")
}

async fn a_link_used_at_once_sets_one_password(p: TestPortal) {
    p.holder("a@test.test").await;
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    let new = "Another-light-27!";
    let fields = p.reset_fields(&token, new).await;
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    at_once(&p, None, "/api/reset", &fields).await;
    assert_eq!(happened(&p, "password_changed").await, 1);
    let used = link::Entity::find().filter(link::Column::UsedAt.is_not_null());
    assert_eq!(used.count(p.db()).await.expect("count"), 1);
    assert_eq!(p.browser().log_in("a@test.test", new).await.location(), "/verify");
}

async fn a_new_email_confirmed_at_once_is_changed_once(p: TestPortal) {
    let mut holder = p.holder("a@test.test").await;
    holder.browser.post("/api/security/email", &[("email", "new@test.test")]).await;
    let token = p.token("new@test.test").await;
    at_once(&p, None, "/api/security/confirm-email", &[("id", &token)]).await;
    assert_eq!(happened(&p, "email_changed").await, 1);
}

async fn reports_at_once_freeze_once(p: TestPortal) {
    let mut holder = p.holder("a@test.test").await;
    holder.browser.post("/api/security/backup-codes", &[("id", "")]).await;
    let token = p.token("a@test.test").await;
    at_once(&p, None, "/api/security/not-me", &[("id", &token), ("from", "")]).await;
    assert_eq!(happened(&p, "frozen").await, 1);
    let subject = "Choose a new password";
    let mails = p.mails("a@test.test").await;
    assert_eq!(mails.iter().filter(|mail| mail.subject == subject).count(), 1);
}

fn judged(answers: &[Answer], fault: &str) -> usize {
    answers.iter().filter(|answer| answer.body.contains(fault)).count()
}

async fn wrong_passwords_at_once_are_judged_until_the_wait_begins(p: TestPortal) {
    p.holder("a@test.test").await;
    let fields = [("email", "a@test.test"), ("password", "wrong"), ("next", "")];
    let answers = at_once(&p, None, "/api/login", &fields).await;
    assert!(judged(&answers, "LoginFailed") <= 4, "{answers:?}");
}

async fn wrong_second_steps_at_once_are_judged_until_the_wait_begins(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut browser = p.browser();
    browser.log_in(&holder.email, PASSWORD).await;
    let answers = at_once(&p, Some(&browser), "/api/verify", &[("code", "000000")]).await;
    assert!(judged(&answers, "WrongCode") <= 4, "{answers:?}");
    let code = [("backup_code", "00000-00000-00000-00000-00000")];
    let answers = at_once(&p, Some(&browser), "/api/verify/backup-code", &code).await;
    assert_eq!(judged(&answers, "WrongCode"), 0, "one wait for every kind of second step");
}
