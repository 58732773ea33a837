//! A server that may not act: an old copy of the secret file, a clock that goes wrong.

use crate::support::{Browser, PASSWORD, TestPortal};
use sea_orm::EntityTrait as _;
use server::cli::secrets::rotate;
use server::jobs::fitness;
use server::portal::Portal;
use server::secret::Secrets;
use server::store::entity::throttle;
use std::sync::Arc;

/// The same portal with a copy of the secret file, as on another machine.
async fn with_a_copy(p: &TestPortal) -> Arc<Portal> {
    let mut config = p.portal.config.clone();
    let copy = config.secret_file.with_file_name("copy");
    std::fs::copy(&config.secret_file, &copy).expect("copied");
    config.secret_file = copy.clone();
    let secrets = Secrets::load(&copy).expect("keys");
    Portal::with(config, secrets, p.clock.clone()).await.expect("portal")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_with_an_old_secret_file_calls_no_right_password_wrong_and_acts_no_more() {
    let p = TestPortal::sqlite().await;
    p.holder("a@test.test").await;
    let old = with_a_copy(&p).await;
    let browser = || Browser::at(server::site::app(old.clone()));
    fitness::look(&old).await;
    assert!(old.is_fit());
    assert_eq!(browser().get("/readyz").await.status, 200);
    rotate(&*p.beside().await).await.expect("rotated");
    p.portal.secrets.refresh();
    // This login gives the account a hash with the new pepper.
    assert_eq!(p.browser().log_in("a@test.test", PASSWORD).await.location(), "/verify");
    let counted = throttle::Entity::find().all(p.db()).await.expect("rows");
    let fields = [("email", "a@test.test"), ("password", PASSWORD)];
    let answer = browser().fetch("/api/login", &fields).await;
    assert!(answer.body.contains("Busy"), "{} {}", answer.status, answer.body);
    assert_eq!(
        throttle::Entity::find().all(p.db()).await.expect("rows"),
        counted,
        "no try is lost"
    );
    fitness::look(&old).await;
    assert!(!old.is_fit());
    assert_eq!(browser().get("/readyz").await.status, 503);
    assert_eq!(browser().get("/healthz").await.status, 200);
    // Nothing that waits is tried with keys that do not open it.
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    let jobs = tokio::spawn(server::jobs::keep_running(old.clone()));
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    jobs.abort();
    p.settle().await;
    p.token("a@test.test").await;
    // The newest copy is put there: it goes on without a new start.
    std::fs::copy(&p.portal.config.secret_file, &old.config.secret_file).expect("copied");
    fitness::look(&old).await;
    assert_eq!(browser().get("/readyz").await.status, 200);
    assert_eq!(browser().log_in("a@test.test", PASSWORD).await.location(), "/verify");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_whose_clock_is_half_a_minute_from_the_databases_does_not_act() {
    let p = TestPortal::postgres().await;
    let behind = fitness::unfit(&p.portal).await.expect("asked").expect("it is far behind");
    assert!(behind.contains("behind the database's"), "{behind}");
    let theirs = p.portal.store.time().await.expect("asked").expect("it has one");
    p.clock.advance(theirs - p.portal.now());
    assert_eq!(fitness::unfit(&p.portal).await.expect("asked"), None);
    p.clock.advance(time::Duration::seconds(25));
    assert_eq!(fitness::unfit(&p.portal).await.expect("asked"), None);
    p.clock.advance(time::Duration::seconds(10));
    let ahead = fitness::unfit(&p.portal).await.expect("asked").expect("it is ahead");
    assert!(ahead.contains("ahead of the database's"), "{ahead}");
    // A file has no clock of its own.
    let p = TestPortal::sqlite().await;
    assert_eq!(fitness::unfit(&p.portal).await.expect("asked"), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_is_asked_to_free_the_locks_of_a_server_that_is_gone() {
    use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
    let p = TestPortal::postgres().await;
    let work = p.portal.work().await.expect("work");
    for (name, value) in [
        ("tcp_keepalives_idle", "30"),
        ("tcp_keepalives_interval", "10"),
        ("tcp_keepalives_count", "3"),
        ("tcp_user_timeout", "60000"),
        ("idle_in_transaction_session_timeout", "2min"),
        ("lock_timeout", "20s"),
    ] {
        let of = Statement::from_string(DbBackend::Postgres, format!("SHOW {name}"));
        let row = work.db().query_one_raw(of).await.expect("asked").expect("a row");
        assert_eq!(row.try_get_by_index::<String>(0).expect("text"), value, "{name}");
    }
}
