//! Delivery through a real SMTP conversation, and what happens while the mail server is away.

use crate::on_both;
use crate::support::TestPortal;
use sea_orm::EntityTrait as _;
use server::portal::Portal;
use server::store::entity::mail;
use std::sync::{Arc, Mutex};
use time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

/// Takes mails on loopback and keeps what it was told.
pub(super) async fn catcher() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("port");
    let url = format!("smtp://{}", listener.local_addr().expect("address"));
    let caught = Arc::new(Mutex::new(Vec::new()));
    let kept = caught.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let kept = kept.clone();
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                let mut data: Option<String> = None;
                let _ = write.write_all(b"220 test\r\n").await;
                while let Ok(Some(line)) = lines.next_line().await {
                    let answer: &[u8] = match &mut data {
                        Some(text) if line == "." => {
                            kept.lock().expect("lock").push(std::mem::take(text));
                            data = None;
                            b"250 kept\r\n"
                        }
                        Some(text) => {
                            text.push_str(&line);
                            text.push('\n');
                            continue;
                        }
                        None if line == "DATA" => {
                            data = Some(String::new());
                            b"354 go\r\n"
                        }
                        None if line == "QUIT" => b"221 bye\r\n",
                        None => b"250 ok\r\n",
                    };
                    if write.write_all(answer).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (url, caught)
}

/// The same portal with a mail server.
pub(super) async fn with_smtp(p: &TestPortal, url: &str) -> Arc<Portal> {
    let mut config = p.portal.config.clone();
    config.smtp_url = Some(url.to_owned());
    Portal::with(config, p.portal.secrets.clone(), p.clock.clone()).await.expect("portal")
}

on_both! {
    a_mail_arrives_once_with_its_headers_and_both_parts,
    while_the_mail_server_is_away_nothing_is_lost,
    a_delivered_link_is_not_kept,
    a_mail_server_that_falls_silent_holds_up_nothing_and_is_tried_again,
    who_waits_for_a_mail_has_it_before_all_invitations,
    what_has_lapsed_while_the_mail_server_was_away_is_given_up_and_not_sent,
}

async fn a_mail_arrives_once_with_its_headers_and_both_parts(p: TestPortal) {
    p.student(1, "").await;
    let token = p.token("s1@test.test").await;
    let (url, caught) = catcher().await;
    let portal = with_smtp(&p, &url).await;
    server::jobs::run_due(&portal).await.expect("jobs");
    server::jobs::run_due(&portal).await.expect("jobs");
    let caught = caught.lock().expect("lock");
    assert_eq!(caught.len(), 1);
    let mail = &caught[0];
    for header in [
        "To: s1@test.test",
        "Message-ID: <",
        "Date: Wed, 10 Jun 2026 15:00:00",
        "Auto-Submitted: auto-generated",
        "multipart/alternative",
    ] {
        assert!(mail.contains(header), "{header} not in {mail}");
    }
    let flat = mail.replace("=\n", "").replace("=3D", "=");
    assert_eq!(
        flat.matches(&format!("register?token={token}")).count(),
        3,
        "text, address and words of the HTML link"
    );
}

async fn while_the_mail_server_is_away_nothing_is_lost(p: TestPortal) {
    p.student(1, "").await;
    let gone = TcpListener::bind("127.0.0.1:0").await.expect("port");
    let url = format!("smtp://{}", gone.local_addr().expect("address"));
    drop(gone);
    let away = with_smtp(&p, &url).await;
    for _ in 0..5 {
        server::jobs::run_due(&away).await.expect("jobs");
        p.clock.advance(Duration::hours(4));
    }
    let (url, caught) = catcher().await;
    let back = with_smtp(&p, &url).await;
    server::jobs::run_due(&back).await.expect("jobs");
    assert_eq!(caught.lock().expect("lock").len(), 1);
}

async fn a_delivered_link_is_not_kept(p: TestPortal) {
    p.student(1, "").await;
    let (url, _caught) = catcher().await;
    let portal = with_smtp(&p, &url).await;
    server::jobs::run_due(&portal).await.expect("jobs");
    let row = mail::Entity::find().one(p.db()).await.expect("query").expect("row");
    assert!(row.sealed.is_empty() && row.sent_at.is_some());
}

async fn a_mail_server_that_falls_silent_holds_up_nothing_and_is_tried_again(p: TestPortal) {
    p.student(1, "").await;
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("port");
    let url = format!("smtp://{}", silent.local_addr().expect("address"));
    let mut config = p.portal.config.clone();
    config.smtp_url = Some(url);
    config.mail_patience = std::time::Duration::from_millis(300);
    let away =
        Portal::with(config, p.portal.secrets.clone(), p.clock.clone()).await.expect("portal");
    server::jobs::run_due(&away).await.expect("the round ends");
    let row = mail::Entity::find().one(p.db()).await.expect("query").expect("row");
    assert!(row.sent_at.is_none() && row.tries == 1 && row.last_error.contains("silent"));
    p.clock.advance(Duration::hours(1));
    let (url, caught) = catcher().await;
    let back = with_smtp(&p, &url).await;
    server::jobs::run_due(&back).await.expect("jobs");
    assert_eq!(caught.lock().expect("lock").len(), 1);
}

/// Asks for a new password for this address; the mail is written.
async fn ask(p: &TestPortal, email: &str) {
    p.browser().post("/api/forgot", &[("email", email), ("sevis_id", "N0000000001")]).await;
}

async fn who_waits_for_a_mail_has_it_before_all_invitations(p: TestPortal) {
    p.registered(1).await;
    for number in 2..6 {
        p.student(number, "").await;
    }
    ask(&p, "s1@test.test").await;
    let (url, caught) = catcher().await;
    let portal = with_smtp(&p, &url).await;
    server::jobs::run_due(&portal).await.expect("jobs");
    let caught = caught.lock().expect("lock");
    assert!(caught.len() > 5, "the invitations too");
    assert!(caught[0].contains("Subject: Choose a new password"), "{}", caught[0]);
}

async fn what_has_lapsed_while_the_mail_server_was_away_is_given_up_and_not_sent(p: TestPortal) {
    p.registered(1).await;
    ask(&p, "s1@test.test").await;
    server::jobs::run_due(&p.portal).await.expect("the mail is written");
    p.clock.advance(Duration::hours(25));
    let (url, caught) = catcher().await;
    let portal = with_smtp(&p, &url).await;
    for _ in 0..2 {
        server::jobs::run_due(&portal).await.expect("jobs");
    }
    let sent = caught.lock().expect("lock").iter().any(|mail| mail.contains("Choose a new"));
    assert!(!sent, "its link no longer works");
    let rows = mail::Entity::find().all(p.db()).await.expect("query");
    let row = rows.iter().find(|row| row.subject == "Choose a new password").expect("row");
    assert!(row.failed && row.last_error.contains("lapsed"), "{row:?}");
}
