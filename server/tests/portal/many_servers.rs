//! Several servers on one database: each thing is done once, by whoever is alive.

use crate::on_both;
use crate::smtp::{catcher, with_smtp};
use crate::support::TestPortal;
use sea_orm::EntityTrait as _;
use server::store::entity::{link, mail};

on_both! {
    servers_that_deliver_at_the_same_time_deliver_each_mail_once,
    students_are_invited_once_by_servers_that_begin_at_the_same_time,
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
