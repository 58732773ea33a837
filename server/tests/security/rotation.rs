//! Keys with numbers: new ones while the portal serves, and values that stay where they were sealed.

use crate::support::{PASSWORD, TestPortal};
use crate::{Rule, rules};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use server::cli::secrets::rotate;
use server::mail::stored;
use server::portal::Portal;
use server::secret::Secrets;
use server::service::keys::settle;
use server::store::entity::{factor, mail};
use server::store::sealed::{TABLES, uses, with_older_keys};
use std::os::unix::fs::PermissionsExt;

pub fn rules() -> Vec<Rule> {
    rules! {
        a_portal_that_serves_goes_on_while_its_keys_are_rotated,
        a_sealed_value_opens_in_its_own_row_only,
        an_old_key_goes_when_nothing_needs_it_any_more,
        a_secret_file_of_the_first_version_opens_what_it_sealed,
        a_secret_file_that_is_older_than_the_database_or_anothers_is_refused,
    }
}

async fn a_portal_that_serves_goes_on_while_its_keys_are_rotated(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let student = p.registered(1).await;
    p.browser().post("/api/forgot", &[("email", &holder.email), ("sevis_id", "")]).await;
    p.settle().await;
    let known = p.mails(&holder.email).await.len();
    rotate(&*p.beside().await).await.expect("rotated");
    // The portal that serves has not looked at its file, and opens what the command has sealed.
    let mut browser = p.log_in_holder(&holder).await;
    assert_eq!(browser.get("/home").await.status.as_u16(), 200);
    p.log_in_holder(&holder).await;
    let hash = p.account_of(&holder.email).await.password_hash.expect("a password");
    assert!(hash.starts_with("2$argon2id$"), "hashed anew at the login: {hash}");
    p.logged_in(&student).await;
    p.settle().await;
    assert!(p.mails(&holder.email).await.len() >= known, "all mails open");
    // What is sealed now is sealed with the new key, and a password of the new pepper is known.
    for table in TABLES {
        assert_eq!(with_older_keys(p.db(), table, 2, "", 9).await.expect("query"), []);
    }
    assert_eq!(p.browser().log_in(&holder.email, PASSWORD).await.location(), "/verify");
    assert_eq!(p.browser().log_in(&holder.email, "Wrong-harbor-29!").await.location(), "/login");
}

async fn a_secret_file_that_is_older_than_the_database_or_anothers_is_refused(p: TestPortal) {
    let with = |secrets: Secrets| {
        let (config, clock) = (p.portal.config.clone(), p.clock.clone());
        async move { Portal::with(config, secrets, clock).await.expect("portal") }
    };
    let copy =
        p.file("copy", &std::fs::read_to_string(&p.portal.config.secret_file).expect("keys"));
    std::fs::set_permissions(&copy, PermissionsExt::from_mode(0o600)).expect("private");
    settle(p.portal.work().await.expect("work")).await.expect("the database's own");
    settle(with(Secrets::load(&copy).expect("keys")).await.work().await.expect("work"))
        .await
        .expect("a copy is as good");
    rotate(&*p.beside().await).await.expect("rotated");
    settle(p.beside().await.work().await.expect("work")).await.expect("the newest");
    let told = settle(with(Secrets::load(&copy).expect("keys")).await.work().await.expect("work"))
        .await
        .expect_err("older");
    assert!(told.to_string().contains("key 2 is missing"), "{told}");
    let told = settle(with(Secrets::generate()).await.work().await.expect("work"))
        .await
        .expect_err("another's");
    assert!(told.to_string().contains("another database") || told.to_string().contains("missing"));
}

/// Puts the sealed value of the second row into the first.
macro_rules! put {
    ($p:expr, $entity:ident, $row:expr, $with:expr) => {
        $entity::Entity::update_many()
            .col_expr($entity::Column::Sealed, Expr::value($with.sealed.clone()))
            .filter($entity::Column::Id.eq($row.id.as_str()))
            .exec($p.db())
            .await
            .expect("written")
    };
}

macro_rules! swap {
    ($p:expr, $entity:ident, $a:expr, $b:expr) => {
        put!($p, $entity, $a, $b);
        put!($p, $entity, $b, $a);
    };
}

async fn a_sealed_value_opens_in_its_own_row_only(p: TestPortal) {
    let (a, b) = (p.holder("a@test.test").await, p.holder("b@test.test").await);
    let apps = factor::Entity::find().all(p.db()).await.expect("query");
    swap!(p, factor, &apps[0], &apps[1]);
    for (holder, other) in [(&a, &b), (&b, &a)] {
        let mut browser = p.browser();
        browser.log_in(&holder.email, PASSWORD).await;
        let code = p.app_code(&other.key);
        let answer = browser.post("/api/verify", &[("code", &code)]).await;
        assert_eq!(answer.location(), "/verify", "the other's app opens nothing");
    }
    let mails = mail::Entity::find().all(p.db()).await.expect("query");
    swap!(p, mail, &mails[0], &mails[1]);
    for row in mail::Entity::find().all(p.db()).await.expect("query") {
        let swapped = [&mails[0].id, &mails[1].id].contains(&&row.id);
        assert_eq!(stored::parts(&p.portal, &row).is_none(), swapped, "{}", row.subject);
    }
}

async fn an_old_key_goes_when_nothing_needs_it_any_more(p: TestPortal) {
    p.holder("a@test.test").await;
    let keys = || std::fs::read_to_string(&p.portal.config.secret_file).expect("the file");
    let has = |number: u32| keys().contains(&format!("sealing {number} "));
    for newest in 2..5 {
        rotate(&*p.beside().await).await.expect("rotated");
        assert!(has(newest) && has(newest - 1), "what was being sealed meanwhile still opens");
        // The audit is never written anew: the first key is needed as long as it has rows.
        assert_eq!(has(1), uses(p.db(), 1).await.expect("query"));
        for older in 2..newest - 1 {
            let needed = uses(p.db(), older).await.expect("query");
            assert_eq!(has(older), needed, "{older} at {newest}");
        }
    }
    server::cli::audit::check(&p.portal).await.expect("the chain holds");
}

/// As the first version sealed: no number, bound to no place.
fn sealed_of_old(key: &str, text: &str) -> String {
    let key: [u8; 32] = BASE64.decode(key).expect("base64").try_into().expect("32 bytes");
    let nonce = [7; 12];
    let sealed = ChaCha20Poly1305::new(&Key::from(key))
        .encrypt(&Nonce::from(nonce), text.as_bytes())
        .expect("sealed");
    BASE64.encode([nonce.as_slice(), &sealed].concat())
}

async fn a_secret_file_of_the_first_version_opens_what_it_sealed(p: TestPortal) {
    let holder = p.holder("a@test.test").await;
    let path = &p.portal.config.secret_file;
    let file = std::fs::read_to_string(path).expect("the file");
    let keys: Vec<&str> =
        file.lines().map(|line| line.rsplit(' ').next().expect("a key")).collect();
    std::fs::write(path, format!("{}\n{}\n{}\n", keys[0], keys[1], keys[2])).expect("written");
    let app = factor::Entity::find().one(p.db()).await.expect("query").expect("an app");
    let old = factor::Model { sealed: sealed_of_old(keys[2], &holder.key), ..app.clone() };
    put!(p, factor, &app, &old);
    p.log_in_holder(&holder).await;
    // The next start seals it anew, in its place.
    server::jobs::run_due(&*p.beside().await).await.expect("jobs");
    let app = factor::Entity::find().one(p.db()).await.expect("query").expect("an app");
    assert!(app.sealed.starts_with("1:"), "{}", app.sealed);
    p.log_in_holder(&holder).await;
    rotate(&*p.beside().await).await.expect("rotated");
    p.log_in_holder(&holder).await;
}
