//! The chain of entries.

use super::entries;
use crate::support::{Browser, SCHOOL, TestPortal};
use sea_orm::ConnectionTrait as _;
use server::cli::audit::check;

pub(super) async fn some(p: &TestPortal) -> Browser {
    let ada = p.student(1, "").await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for _ in 0..3 {
        dso.get(&format!("/console/students/{}", ada.id)).await;
    }
    dso
}

pub(super) async fn an_entry_is_neither_changed_nor_removed(p: TestPortal) {
    some(&p).await;
    for statement in [
        "UPDATE audits SET actor_name = 'Nobody'",
        "DELETE FROM audits",
        "DELETE FROM audits WHERE seq = 1",
        "DELETE FROM audit_subjects",
        "UPDATE audit_subjects SET subject = 'student:nobody'",
    ] {
        let done = p.db().execute_unprepared(statement).await;
        assert!(done.is_err(), "{statement}");
    }
    check(&p.portal).await.expect("whole");
}

pub(super) async fn a_broken_chain_is_found(p: TestPortal) {
    some(&p).await;
    check(&p.portal).await.expect("whole");
    for trigger in ["audits_stay", "audits_remain", "audit_subjects_stay", "audit_subjects_remain"]
    {
        // Whoever owns the database can do this; the key of the hashes is elsewhere.
        let _ = p.db().execute_unprepared(&format!("DROP TRIGGER {trigger}")).await;
        for table in ["audits", "audit_subjects"] {
            let drop = format!("DROP TRIGGER {trigger} ON {table}");
            let _ = p.db().execute_unprepared(&drop).await;
        }
    }
    let last = entries(&p).await;
    let change = |name: &str| format!("UPDATE audits SET actor_name = '{name}' WHERE seq = {last}");
    p.db().execute_unprepared(&change("Nobody")).await.expect("changed");
    let told = check(&p.portal).await.expect_err("broken").to_string();
    assert!(told.ends_with(&format!("was changed at entry {last}")), "{told}");
    p.db().execute_unprepared(&change("Drew Sample")).await.expect("changed back");
    check(&p.portal).await.expect("whole again");
    let cut = format!("DELETE FROM audits WHERE seq = {last}");
    p.db().execute_unprepared(&cut).await.expect("gone");
    assert!(check(&p.portal).await.expect_err("cut").to_string().contains("missing"));
    // Without its end it is no shorter chain but none.
    p.db().execute_unprepared("DELETE FROM audit_heads").await.expect("gone");
    assert!(check(&p.portal).await.expect_err("no end").to_string().contains("missing"));
}

pub(super) async fn whom_it_is_about_belongs_to_an_entry(p: TestPortal) {
    some(&p).await;
    for drop in
        ["DROP TRIGGER audit_subjects_remain", "DROP TRIGGER audit_subjects_stay ON audit_subjects"]
    {
        let _ = p.db().execute_unprepared(drop).await;
    }
    p.db().execute_unprepared("DELETE FROM audit_subjects").await.expect("gone");
    assert!(check(&p.portal).await.expect_err("hidden").to_string().contains("damaged"));
}

pub(super) async fn entries_at_once_are_one_chain(p: TestPortal) {
    let dso = some(&p).await;
    let before = entries(&p).await;
    let mut looks = Vec::new();
    for _ in 0..24 {
        let mut browser = p.browser();
        browser.cookie.clone_from(&dso.cookie);
        looks.push(tokio::spawn(async move { browser.get("/console/students").await.status }));
    }
    for look in looks {
        assert_eq!(look.await.expect("ran").as_u16(), 200);
    }
    assert_eq!(entries(&p).await, before + 24);
    check(&p.portal).await.expect("one chain");
}
