//! Activation and recovery.

use crate::support::{PASSWORD, SCHOOL, TestPortal, answers_on};
use time::Duration;

pub(super) async fn activation_is_short() {
    let p = TestPortal::sqlite().await;
    p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    assert_eq!(token.len(), 43, "256 bits");
    p.clock.advance(Duration::hours(24) + Duration::seconds(1));
    let fields = [("token", token.as_str()), ("confirmation_code", "")];
    assert_ne!(p.browser().post("/api/confirm", &fields).await.location(), "/sign-up/password");
}

pub(super) async fn reset_keeps_the_factor() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut open = p.log_in_holder(&holder).await;
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    let page = p.browser().get(&format!("/reset?token={token}")).await.body;
    let (first, second) = answers_on(&page);
    let new = "Another-light-27!";
    p.browser()
        .post(
            "/api/reset",
            &[
                ("token", &token),
                ("answer1", &first),
                ("answer2", &second),
                ("password", new),
                ("confirm", new),
            ],
        )
        .await;
    let mut after = p.browser();
    assert_eq!(after.log_in("a@test.test", new).await.location(), "/verify");
    assert_eq!(after.get("/home").await.location(), "/verify");
    assert_eq!(open.get("/home").await.location(), "/login?next=/home");
}

pub(super) async fn lost_factor_needs_proof() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut lost = p.browser();
    lost.log_in("a@test.test", PASSWORD).await;
    // Neither a mailed link nor an answer takes its place; a backup code does, once.
    assert!(
        lost.fetch("/api/verify/backup-code", &[("backup_code", "00000-00000-00000-00000-00000")])
            .await
            .body
            .contains("WrongCode")
    );
    assert_eq!(
        lost.post("/api/verify/backup-code", &[("backup_code", &holder.backup)]).await.location(),
        "/account/security"
    );
}

pub(super) async fn officials_set_no_password() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get(&format!("/console/students/{}", student.id)).await.body;
    assert!(!page.contains("type=\"password\""));
    dso.post(
        "/api/console/change-email",
        &[("id", &student.id), ("email", "new@test.test"), ("password", "Chosen-by-official-1!")],
    )
    .await;
    assert_eq!(
        p.browser().log_in("new@test.test", "Chosen-by-official-1!").await.location(),
        "/login"
    );
    assert!(
        !dso.get(&format!("/console/students/{}", student.id))
            .await
            .body
            .contains("temporary password is")
    );
}
