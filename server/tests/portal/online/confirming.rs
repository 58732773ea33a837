//! The address is confirmed, and the steps come in their order.

use crate::on_both;
use crate::support::TestPortal;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{account, factor};
use time::Duration;

on_both! {
    opening_the_link_changes_nothing_until_the_button_is_pressed,
    fifty_parallel_uses_of_one_link_let_one_in,
    a_lapsed_link_burns_nothing_and_earlier_links_stay_good,
    steps_posted_out_of_order_lead_to_the_next_one,
    an_address_that_has_an_account_gets_another_mail_and_the_same_page,
    an_address_that_was_never_confirmed_is_forgotten_after_a_month,
}

async fn opening_the_link_changes_nothing_until_the_button_is_pressed(p: TestPortal) {
    p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    for _ in 0..20 {
        let page = p.browser().get(&format!("/confirm?token={token}")).await;
        assert!(page.body.contains("a@test.test") && page.body.contains("Confirm"));
    }
    assert_eq!(account::Entity::find().count(p.db()).await.expect("count"), 0);
    // On any device, without the cookie of the first.
    let fields = [("token", token.as_str()), ("confirmation_code", "")];
    assert_eq!(p.browser().post("/api/confirm", &fields).await.location(), "/sign-up/password");
}

async fn fifty_parallel_uses_of_one_link_let_one_in(p: TestPortal) {
    p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    let tries = (0..50)
        .map(|_| {
            let (mut browser, token) = (p.browser(), token.clone());
            tokio::spawn(async move {
                let fields = [("token", token.as_str()), ("confirmation_code", "")];
                browser.post("/api/confirm", &fields).await.location() == "/sign-up/password"
            })
        })
        .collect::<Vec<_>>();
    let mut won = 0;
    for one in tries {
        won += usize::from(one.await.expect("answered"));
    }
    assert_eq!(won, 1);
    assert_eq!(account::Entity::find().count(p.db()).await.expect("count"), 1);
}

async fn a_lapsed_link_burns_nothing_and_earlier_links_stay_good(p: TestPortal) {
    let mut browser = p.browser();
    browser.post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    let first = p.token("a@test.test").await;
    // Too early: no second mail.
    browser.post("/api/sign-up/resend", &[("nothing", "")]).await;
    p.settle().await;
    assert_eq!(p.mails("a@test.test").await.len(), 1);
    p.clock.advance(Duration::seconds(61));
    browser.post("/api/sign-up/resend", &[("nothing", "")]).await;
    p.settle().await;
    assert_eq!(p.mails("a@test.test").await.len(), 2);
    p.clock.advance(Duration::hours(24) - Duration::seconds(61));
    assert!(
        browser
            .get(&format!("/confirm?token={first}"))
            .await
            .body
            .contains("This link has expired")
    );
    let second = p.token("a@test.test").await;
    assert!(
        browser.get(&format!("/confirm?token={second}")).await.body.contains("Press the button")
    );
    p.clock.advance(Duration::hours(24));
    browser.post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    let third = p.token("a@test.test").await;
    let fields = [("token", third.as_str()), ("confirmation_code", "")];
    assert_eq!(browser.post("/api/confirm", &fields).await.location(), "/sign-up/password");
}

async fn steps_posted_out_of_order_lead_to_the_next_one(p: TestPortal) {
    let mut browser = p.confirmed("a@test.test").await;
    for (path, fields) in [
        ("/api/sign-up/second-step", vec![("app", "on")]),
        ("/api/sign-up/backup-code", vec![("id", "")]),
        ("/api/sign-up/account-type", vec![("account_type", "applicant")]),
    ] {
        assert_eq!(browser.post(path, &fields).await.location(), "/sign-up/password", "{path}");
    }
    assert_eq!(browser.get("/sign-up/questions").await.location(), "/sign-up/password");
    assert_eq!(browser.get("/home").await.location(), "/verify");
    assert_eq!(factor::Entity::find().count(p.db()).await.expect("count"), 0);
}

async fn an_address_that_has_an_account_gets_another_mail_and_the_same_page(p: TestPortal) {
    p.holder("a@test.test").await;
    p.student(1, "").await;
    for (email, told) in
        [("a@test.test", "You already have an account"), ("s1@test.test", "Confirm your email")]
    {
        let before = account::Entity::find().count(p.db()).await.expect("count");
        let mut browser = p.browser();
        p.clock.advance(Duration::minutes(2));
        assert_eq!(
            browser.post("/api/sign-up", &[("email", email)]).await.location(),
            "/sign-up/confirm"
        );
        p.settle().await;
        let mails = p.mails(email).await;
        assert_eq!(mails.last().expect("mail").subject, told);
        assert_eq!(account::Entity::find().count(p.db()).await.expect("count"), before);
    }
}

async fn an_address_that_was_never_confirmed_is_forgotten_after_a_month(p: TestPortal) {
    use server::store::entity::sign_up;
    p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.holder("b@test.test").await;
    p.settle().await;
    assert_eq!(sign_up::Entity::find().count(p.db()).await.expect("count"), 2);
    p.clock.advance(Duration::days(31));
    p.settle().await;
    let left = sign_up::Entity::find().all(p.db()).await.expect("rows");
    assert_eq!(left.iter().map(|row| row.email.as_str()).collect::<Vec<_>>(), ["b@test.test"]);
}
