//! Several servers on one database: each thing is done once, by whoever is alive.

use crate::on_both;
use crate::smtp::{catcher, with_smtp};
use crate::support::TestPortal;
use app::AppError;
use sea_orm::{ConnectionTrait as _, EntityTrait as _};
use server::limits::Limit;
use server::portal::Portal;
use server::service::{ServiceError, visit};
use server::store::alone;
use server::store::entity::{link, mail, rate};
use std::sync::Arc;

on_both! {
    servers_that_deliver_at_the_same_time_deliver_each_mail_once,
    students_are_invited_once_by_servers_that_begin_at_the_same_time,
    a_release_starts_again_on_a_database_that_the_next_release_has_extended,
    a_turn_that_was_given_back_is_there_for_whoever_asks_next,
}

async fn servers_that_deliver_at_the_same_time_deliver_each_mail_once(p: TestPortal) {
    for number in 1..=40 {
        p.student(number, "").await;
    }
    let (url, caught) = catcher().await;
    let portals = [with_smtp(&p, &url).await, with_smtp(&p, &url).await, with_smtp(&p, &url).await];
    let rounds = portals.map(|portal| {
        tokio::spawn(async move {
            for _ in 0..3 {
                let _ = server::jobs::run_due(&portal).await;
            }
        })
    });
    for round in rounds {
        round.await.expect("done");
    }
    assert_eq!(caught.lock().expect("lock").len(), 40);
}

async fn students_are_invited_once_by_servers_that_begin_at_the_same_time(p: TestPortal) {
    for number in 1..=30 {
        p.student(number, "").await;
    }
    // As if nobody had been.
    link::Entity::delete_many().exec(p.db()).await.expect("forgotten");
    mail::Entity::delete_many().exec(p.db()).await.expect("forgotten");
    let servers = [p.beside().await, p.beside().await, p.beside().await, p.beside().await];
    let rounds = servers.map(|portal| {
        tokio::spawn(async move {
            let _ = server::service::credentials::invitations::invite_all(&portal).await;
        })
    });
    for round in rounds {
        round.await.expect("done");
    }
    p.settle().await;
    let mails = mail::Entity::find().all(p.db()).await.expect("mails");
    assert_eq!(mails.len(), 30);
    assert_eq!(link::Entity::find().all(p.db()).await.expect("links").len(), 30);
}

/// PostgreSQL alone: SQLite is one server's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_server_writes_is_sent_by_another_without_waiting_for_its_round() {
    let p = TestPortal::postgres().await;
    let (url, caught) = catcher().await;
    let sends = tokio::spawn(server::jobs::keep_running(with_smtp(&p, &url).await));
    let portal = p.portal.clone();
    let tells = tokio::spawn(async move { server::jobs::tell(&portal).await });
    // Its first round is over; the next one is half a minute away.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    p.student(1, "").await;
    let begun = std::time::Instant::now();
    while caught.lock().expect("lock").is_empty() {
        assert!(begun.elapsed().as_secs() < 20, "it waited for the round");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    sends.abort();
    tells.abort();
}

/// An address of the documentation's network.
const ADDRESS: std::net::IpAddr = std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 7));

/// How many of so many logins, sent to these servers in turn and all at once, are let pass.
async fn passing(servers: &[Arc<Portal>], many: usize) -> usize {
    let tries = servers.iter().cycle().take(many).cloned().map(|portal| {
        tokio::spawn(async move { visit::count(&portal, Limit::Logins, ADDRESS).await.is_ok() })
    });
    let mut passed = 0;
    for one in tries.collect::<Vec<_>>() {
        passed += usize::from(one.await.expect("counted"));
    }
    passed
}

/// PostgreSQL alone: SQLite is one server's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_per_address_counts_what_comes_to_any_of_the_servers() {
    let p = TestPortal::postgres().await.again(|config| config.limits.logins = 6).await;
    let servers = [p.beside().await, p.beside().await, p.beside().await];
    assert_eq!(passing(&servers, 24).await, 6);
    // A server that has just started knows it, too, and says how long to wait.
    let started = [p.beside().await];
    assert_eq!(passing(&started, 3).await, 0);
    let refused = visit::count(&started[0], Limit::Logins, ADDRESS).await;
    assert!(matches!(refused, Err(ServiceError::App(AppError::TooMany(seconds))) if seconds <= 11));
    // Other limits and other addresses are counted apart.
    assert!(visit::count(&started[0], Limit::Codes, ADDRESS).await.is_ok());
    let other = "2001:db8::1".parse().expect("an address");
    assert!(visit::count(&started[0], Limit::Logins, other).await.is_ok());
    // The share comes back at an even pace: one in ten seconds.
    p.clock.advance(time::Duration::seconds(21));
    assert_eq!(passing(&[p.beside().await, p.beside().await], 12).await, 2);
    // What is over is forgotten.
    p.clock.advance(time::Duration::minutes(2));
    server::jobs::run_due(&p.portal).await.expect("jobs");
    assert_eq!(rate::Entity::find().all(p.db()).await.expect("rows"), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clock_of_one_server_that_is_wrong_locks_nobody_out() {
    let p = TestPortal::postgres().await.again(|config| config.limits.logins = 2).await;
    p.clock.advance(time::Duration::hours(1));
    assert_eq!(passing(&[p.beside().await], 4).await, 2);
    p.clock.advance(-time::Duration::hours(1));
    assert_eq!(passing(&[p.beside().await], 4).await, 2);
}

/// Pages are each server's own; and what is counted names no address.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_counted_for_all_servers_cannot_be_read_as_an_address() {
    let p = TestPortal::postgres().await;
    assert!(visit::count(&p.portal, Limit::Pages, ADDRESS).await.is_ok());
    assert!(visit::count(&p.portal, Limit::Forms, ADDRESS).await.is_ok());
    let rows = rate::Entity::find().all(p.db()).await.expect("rows");
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0].id.starts_with("forms ") && !rows[0].id.contains("192"), "{rows:?}");
}

/// As in an upgrade one server at a time: the old one may crash while the new one serves.
async fn a_release_starts_again_on_a_database_that_the_next_release_has_extended(p: TestPortal) {
    let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)";
    p.db().execute_unprepared(later).await.expect("as the next release would");
    let again = p.beside().await;
    again.migrate().await.expect("nothing to do");
    assert!(again.store.ready().await);
    assert!(again.work().await.is_ok());
}

/// PostgreSQL alone: SQLite is one server's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_start_at_the_same_time_on_an_empty_database_all_come_up() {
    let p = TestPortal::postgres().await;
    let empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
    p.db().execute_unprepared(empty).await.expect("emptied");
    let servers = [p.beside().await, p.beside().await, p.beside().await, p.beside().await];
    let starts = servers.map(|portal| tokio::spawn(async move { portal.migrate().await }));
    for start in starts {
        start.await.expect("no panic").expect("migrated");
    }
    assert!(p.portal.store.ready().await);
}

/// As in an upgrade under load: two transactions lock tables in the order in which the migration does not, again and again, so that
/// somebody must give way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_migration_that_an_older_release_deadlocks_with_begins_anew() {
    use sea_orm::TransactionTrait as _;
    use sea_orm_migration::MigratorTrait as _;
    let p = TestPortal::postgres().await;
    let empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
    p.db().execute_unprepared(empty).await.expect("emptied");
    server::store::migration::Migrator::up(p.db(), Some(22)).await.expect("as it was before");
    let portal = p.beside().await;
    // The last table that the migration locks, then the first.
    let older = p.db().begin().await.expect("begun");
    older.execute_unprepared("LOCK TABLE schools IN ROW EXCLUSIVE MODE").await.expect("locked");
    let migrates = tokio::spawn(async move { portal.migrate().await });
    let waiting =
        "SELECT count(*) AS n FROM pg_locks WHERE NOT granted AND relation = 'schools'::regclass";
    let asked = || sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, waiting);
    let mut waits = 0;
    while waits == 0 && !migrates.is_finished() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        let row = p.db().query_one_raw(asked()).await.expect("asked").expect("a row");
        waits = row.try_get("", "n").expect("a number");
    }
    assert!(waits > 0_i64, "it waits for what the older release holds");
    // Whoever of the two is chosen, the migration is done in the end.
    let _ = older.execute_unprepared("LOCK TABLE accounts IN ROW EXCLUSIVE MODE").await;
    drop(older);
    migrates.await.expect("no panic").expect("migrated");
    assert!(p.portal.store.ready().await);
}

async fn a_turn_that_was_given_back_is_there_for_whoever_asks_next(p: TestPortal) {
    for round in 0..30 {
        let turn = alone::turn(&p.portal.config, "a-job").await.expect("asked");
        let turn = turn.unwrap_or_else(|| panic!("round {round}: somebody has it"));
        let other = alone::turn(&p.portal.config, "a-job").await.expect("asked");
        assert!(other.is_none(), "two at once");
        turn.end().await.expect("given back");
    }
}
