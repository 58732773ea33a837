//! A new password over a line that breaks.

use crate::on_both;
use crate::support::TestPortal;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::store::entity::link;

on_both! {
    a_line_that_breaks_during_a_password_reset_costs_no_try,
}

async fn a_line_that_breaks_during_a_password_reset_costs_no_try(p: TestPortal) {
    p.holder("a@test.test").await;
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    let new = "Another-light-27!";
    let fields = p.reset_fields(&token, new).await;
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let link = || async {
        let links = link::Entity::find().filter(link::Column::Kind.eq("password_reset"));
        links.one(p.db()).await.expect("rows").expect("a link")
    };
    let is_taken = async {
        while link().await.failures == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    let mut browser = p.browser();
    tokio::select! {
        _ = browser.post("/api/reset", &fields) => {}
        () = is_taken => {}
    }
    // Whoever asked has gone. What was begun ends as it would have.
    let is_used = async {
        while link().await.used_at.is_none() {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), is_used).await.expect("it is set");
    assert_eq!(link().await.failures, 0);
    assert_eq!(p.browser().log_in("a@test.test", new).await.location(), "/verify");
}
