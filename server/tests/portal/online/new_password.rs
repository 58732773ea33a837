//! A new password, and the passkeys from before it.

use crate::on_both;
use crate::support::{Passkey, TestPortal};

on_both! {
    a_new_password_shuts_out_every_passkey_that_does_not_come_with_it,
}

async fn a_new_password_shuts_out_every_passkey_that_does_not_come_with_it(p: TestPortal) {
    let student = p.registered(1).await;
    let mut browser = p.logged_in(&student).await;
    let account = p.account(&student).await.expect("an account");
    let (mut owners, mut thiefs) = (Passkey::of(&account.id, 7), Passkey::of(&account.id, 9));
    owners.add(&mut browser).await;
    // In a session that was left open.
    thiefs.add(&mut browser).await;
    assert!(thiefs.log_in(&mut p.browser()).await);
    // The owner has overlooked the email about it.
    p.clock.advance(time::Duration::days(11));
    let fields = [("email", "s1@test.test"), ("sevis_id", student.sevis_id.as_str())];
    p.browser().post("/api/forgot", &fields).await;
    p.settle().await;
    let token = p.token("s1@test.test").await;
    let new = "Quiet-meadow-31?";
    let fields = [("token", token.as_str()), ("password", new), ("confirm", new)];
    assert_eq!(p.browser().post("/api/reset", &fields).await.location(), "/login");
    assert!(!thiefs.log_in(&mut p.browser()).await);
    assert!(!owners.log_in(&mut p.browser()).await, "nobody knows yet whose it is");
    let mut browser = p.browser();
    assert_eq!(browser.log_in("s1@test.test", new).await.location(), "/verify");
    assert!(owners.verify(&mut browser).await);
    assert!(owners.log_in(&mut p.browser()).await, "it came with the password");
    assert!(!thiefs.log_in(&mut p.browser()).await);
}
