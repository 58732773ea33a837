//! What strangers and thieves do keeps the owner from nothing.

use crate::support::{PASSWORD, TestPortal};
use crate::{Rule, rules};
use time::Duration;

pub fn rules() -> Vec<Rule> {
    rules! {
        a_number_flooded_by_strangers_keeps_its_owner_from_no_login,
        a_stolen_session_that_is_stale_ends_no_other,
        a_cookie_that_others_may_have_is_never_known,
    }
}

async fn a_number_flooded_by_strangers_keeps_its_owner_from_no_login(p: TestPortal) {
    let mut owner = p.with_password("a@test.test").await;
    let number = [("text", "on"), ("mobile", "5125550123")];
    owner.post("/api/sign-up/second-step", &number).await;
    let code = p.sent_code("5125550123").await;
    let fields = [("code", code.as_str()), ("page", "/sign-up/verify")];
    owner.post("/api/enrol/confirm", &fields).await;
    for n in 0..3 {
        let mut stranger = p.with_password(&format!("s{n}@test.test")).await;
        for _ in 0..9 {
            stranger.post("/api/sign-up/second-step", &number).await;
        }
    }
    // Strangers' codes are counted apart; and where the owner's own are used up, the login goes on.
    for _ in 0..24 {
        assert_eq!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/verify");
    }
}

async fn a_stolen_session_that_is_stale_ends_no_other(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let mut stolen = p.log_in_holder(&holder).await;
    p.clock.advance(Duration::minutes(16));
    let mut owner = p.log_in_holder(&holder).await;
    let answer = stolen.post("/api/security/end-session", &[("id", "")]).await;
    assert!(answer.location().starts_with("/log-in-again"), "{}", answer.location());
    assert_eq!(owner.get("/home").await.status.as_u16(), 200);
    // Nor does it keep the owner from giving the password again.
    for _ in 0..8 {
        stolen.post("/api/fresh-login", &[("password", "wrong"), ("next", "")]).await;
    }
    let again = [("password", PASSWORD), ("next", "")];
    assert_eq!(owner.post("/api/fresh-login", &again).await.location(), "/verify");
}

async fn a_cookie_that_others_may_have_is_never_known(p: TestPortal) {
    let (one, two) = (p.holder("a@test.test").await, p.holder("b@test.test").await);
    let first = p.log_in_holder(&one).await;
    let planted = first.others.clone();
    // The next person at that browser.
    let mut browser = p.browser();
    browser.others.clone_from(&planted);
    browser.log_in(&two.email, PASSWORD).await;
    let code = p.app_code(&two.key);
    browser.post("/api/verify", &[("code", &code)]).await;
    assert_ne!(browser.others, planted, "a cookie of its own");
}
