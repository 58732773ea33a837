//! How secrets are kept.

use crate::support::TestPortal;
use axum::http::header;
use sea_orm::EntityTrait;
use server::secret::SealedAt;
use server::store::entity::factor;

pub(super) async fn secrets_are_sealed() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let row = factor::Entity::find().one(p.db()).await.expect("row").expect("factor");
    assert!(!row.sealed.contains(&holder.key));
    let place = SealedAt::Factor(&row.id);
    assert_eq!(p.portal.secrets.open(place, &row.sealed), Some(holder.key));
    for at in [5, 20, row.sealed.len() - 2] {
        let mut flipped = row.sealed.clone().into_bytes();
        flipped[at] = if flipped[at] == b'A' { b'B' } else { b'A' };
        assert_eq!(p.portal.secrets.open(place, &String::from_utf8_lossy(&flipped)), None);
    }
}

pub(super) async fn hashes_are_current() {
    let usual = server::config::Config::read(Default::default()).expect("configuration").argon2;
    assert!(usual.m >= 19_456 && usual.t >= 2, "OWASP's row of 19 MiB and two passes, or more");
    let weak = [("FOOTHOLD_ARGON2".to_owned(), "4096,1,1".to_owned())];
    assert!(server::config::Config::read(weak.into_iter().collect()).is_err());
    let p = TestPortal::sqlite().await;
    p.holder("a@test.test").await;
    assert!(
        p.account_of("a@test.test")
            .await
            .password_hash
            .expect("hash")
            .starts_with("$argon2id$v=19$")
    );
}

pub(super) async fn links_are_long() {
    let p = TestPortal::sqlite().await;
    p.student(1, "").await;
    p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    for to in ["s1@test.test", "a@test.test"] {
        let token = p.token(to).await;
        assert!(
            token.len() == 43
                && token.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        );
    }
    let answer = p.browser().get("/login").await;
    assert!(!answer.headers.contains_key(header::SET_COOKIE), "looking needs no session");
}
