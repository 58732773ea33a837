//! A lockout is no weapon, and the right door stays open.

use crate::counting::{NEW, forgot, reset};
use crate::support::{Browser, PASSWORD, TestPortal};
use crate::takeover::own_answers;
use crate::{Rule, rules};
use time::Duration;

pub fn rules() -> Vec<Rule> {
    rules! {
        whoever_asks_for_links_makes_no_other_link_void,
        a_new_password_waits_for_no_failures_of_strangers,
        strangers_failures_slow_strangers,
        a_request_that_cannot_be_answered_stops_no_other,
        a_path_that_no_row_can_have_is_not_found,
    }
}

async fn whoever_asks_for_links_makes_no_other_link_void(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    forgot(&p, &holder.email).await;
    let token = p.token(&holder.email).await;
    for _ in 0..12 {
        forgot(&p, &holder.email).await;
        p.clock.advance(Duration::minutes(3));
    }
    assert_eq!(p.token(&holder.email).await, token, "the same each time");
    let (first, second) = own_answers(&p, &token).await;
    let answer = p.browser().post("/api/reset", &reset(&token, &first, &second)).await;
    assert_eq!(answer.location(), "/login");
}

async fn fail(browser: &mut Browser, email: &str) -> String {
    let fields = [("email", email), ("password", "wrong"), ("next", "")];
    browser.fetch("/api/login", &fields).await.body
}

async fn a_new_password_waits_for_no_failures_of_strangers(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    for _ in 0..6 {
        fail(&mut p.browser(), &holder.email).await;
    }
    assert!(fail(&mut p.browser(), &holder.email).await.contains("WaitFor"));
    forgot(&p, &holder.email).await;
    let token = p.token(&holder.email).await;
    let (first, second) = own_answers(&p, &token).await;
    p.browser().post("/api/reset", &reset(&token, &first, &second)).await;
    assert_eq!(p.browser().log_in(&holder.email, NEW).await.location(), "/verify");
}

async fn strangers_failures_slow_strangers(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut known = p.log_in_holder(&holder).await;
    let from = |last: u8| {
        let mut browser = p.browser();
        browser.address = [10, 0, last, 1];
        browser
    };
    for _ in 0..6 {
        fail(&mut from(1), &holder.email).await;
    }
    assert!(fail(&mut from(1), &holder.email).await.contains("WaitFor"));
    // The owner elsewhere, in a browser that was never here.
    assert_eq!(from(2).log_in(&holder.email, PASSWORD).await.location(), "/verify");
    // Very many networks slow whoever is not known, and never a browser that is.
    for network in 10..80 {
        fail(&mut from(network), &holder.email).await;
    }
    assert!(fail(&mut from(99), &holder.email).await.contains("WaitFor"));
    assert_eq!(known.log_in(&holder.email, PASSWORD).await.location(), "/verify");
}

async fn a_request_that_cannot_be_answered_stops_no_other(p: TestPortal) {
    use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
    let holder = p.holder("a@test.test").await;
    for n in 0..60 {
        let row = server::store::entity::recovery::Model {
            id: format!("broken-{n}"),
            sealed: p.portal.secrets.seal("not what it should be"),
            created_at: 0,
        };
        row.into_active_model().reset_all().insert(p.db()).await.expect("inserted");
    }
    p.browser().post("/api/forgot", &[("email", &holder.email), ("sevis_id", "")]).await;
    assert!(server::jobs::run_due(&p.portal).await.is_err(), "it is told");
    assert_eq!(p.mails(&holder.email).await.pop().expect("mail").subject, "Choose a new password");
}

async fn a_path_that_no_row_can_have_is_not_found(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let mut team = p.help_team("team@test.test").await;
    for path in ["/receipts/%00", "/employment/a%00b", "/employment/%00/edit"] {
        assert_eq!(browser.get(path).await.status.as_u16(), 404, "{path}");
    }
    for path in ["/messages/%00", "/files/%00", "/console/cases/%00"] {
        assert_eq!(team.get(path).await.status.as_u16(), 404, "{path}");
    }
    let deleted = browser.post("/api/employer/delete", &[("id", "\0")]).await;
    assert_eq!(deleted.status.as_u16(), 404);
}
