//! The inbox, and how news come into it and out of the house.

use crate::on_both;
use crate::smtp::{catcher, with_smtp};
use crate::support::TestPortal;
use sea_orm::{EntityTrait, IntoActiveModel as _, QueryOrder};
use server::mail::{letters, queue};
use server::store::entity::{mail, student};
use time::Duration;

on_both! {
    what_news_say_stays_in_the_inbox_and_a_link_to_log_in_with_does_not,
    whoever_wants_one_email_a_day_gets_all_of_it_in_the_morning_and_once,
    what_is_only_for_the_inbox_is_not_sent,
    a_mail_of_an_earlier_release_is_delivered_as_it_was_written,
    whoever_has_no_address_finds_news_in_the_inbox,
}

/// Some of the school's news to a student, each as its own act.
pub async fn tell(p: &TestPortal, who: &student::Model, times: usize) {
    for _ in 0..times {
        let work = p.portal.work().await.expect("work");
        let page = format!("{}/employment", p.portal.config.public_url);
        let asked = letters::report_asked(who, "Test School", page.clone());
        queue(&work, asked).await.expect("queued");
        queue(&work, letters::school_changed(who, page)).await.expect("queued");
        work.commit().await.expect("committed");
    }
}

/// The form with these ways, in the order of the page.
pub fn ways(ways: [&'static str; 4]) -> [(&'static str, &'static str); 4] {
    let [question, reminder, change, plan] = ways;
    [
        ("news_question", question),
        ("news_reminder", reminder),
        ("news_change", change),
        ("news_plan", plan),
    ]
}

/// Subjects of what a mail server was given, oldest first.
fn subjects(caught: &[String]) -> Vec<String> {
    let of = |mail: &String| {
        mail.lines().find_map(|line| line.strip_prefix("Subject: ").map(str::to_owned))
    };
    caught.iter().filter_map(of).collect()
}

async fn what_news_say_stays_in_the_inbox_and_a_link_to_log_in_with_does_not(p: TestPortal) {
    let (url, caught) = catcher().await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    tell(&p, &ada, 1).await;
    let again = with_smtp(&p, &url).await;
    for sent in [false, true] {
        if sent {
            server::jobs::run_due(&again).await.expect("jobs");
            assert_eq!(caught.lock().expect("lock").len(), 4);
        }
        let page = own.get("/inbox").await.body;
        assert!(page.contains("Your school has a question about your report"), "{page}");
        assert!(page.contains("Test School has a question about something"), "{page}");
        assert!(page.contains("href=\"/employment\""), "{page}");
        assert!(page.contains("the next step. Create an SEVP Portal account."), "{page}");
        assert!(!page.contains("token="), "{page}");
        assert!(page.contains("What it said is not kept here"), "{page}");
    }
    let bob = p.registered(2).await;
    let others = p.logged_in(&bob).await.get("/inbox").await.body;
    assert!(!others.contains("has a question"), "{others}");
}

async fn whoever_wants_one_email_a_day_gets_all_of_it_in_the_morning_and_once(p: TestPortal) {
    let (url, caught) = catcher().await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    own.post("/api/inbox/reach", &ways(["daily", "at_once", "daily", "at_once"])).await;
    let again = with_smtp(&p, &url).await;
    server::jobs::run_due(&again).await.expect("jobs");
    caught.lock().expect("lock").clear();
    tell(&p, &ada, 2).await;
    server::jobs::run_due(&again).await.expect("jobs");
    assert_eq!(subjects(&caught.lock().expect("lock")), Vec::<String>::new(), "not yet");
    let page = own.get("/inbox").await.body;
    assert_eq!(page.matches("Comes with the next daily email").count(), 4, "{page}");
    p.clock.advance(Duration::hours(24));
    for _ in 0..3 {
        server::jobs::run_due(&again).await.expect("jobs");
    }
    let got = caught.lock().expect("lock").clone();
    assert_eq!(subjects(&got), ["4 new things about your record"]);
    assert_eq!(got[0].matches("a question about your report").count(), 4, "as text and HTML");
    let page = p.logged_in(&ada).await.get("/inbox").await.body;
    assert!(!page.contains("Comes with the next daily email"), "{page}");
    assert_eq!(page.matches("Named in a daily email").count(), 4, "{page}");
}

async fn what_is_only_for_the_inbox_is_not_sent(p: TestPortal) {
    let (url, caught) = catcher().await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    own.post("/api/inbox/reach", &ways(["here", "at_once", "at_once", "at_once"])).await;
    let again = with_smtp(&p, &url).await;
    server::jobs::run_due(&again).await.expect("jobs");
    caught.lock().expect("lock").clear();
    tell(&p, &ada, 1).await;
    p.clock.advance(Duration::days(2));
    server::jobs::run_due(&again).await.expect("jobs");
    assert_eq!(subjects(&caught.lock().expect("lock")), ["Your school has changed your record"]);
    let page = p.logged_in(&ada).await.get("/inbox").await.body;
    assert!(
        page.contains("In the portal’s inbox only") && page.contains("Test School has a question")
    );
}

async fn a_mail_of_an_earlier_release_is_delivered_as_it_was_written(p: TestPortal) {
    let (url, caught) = catcher().await;
    let ada = p.student(1, "").await;
    tell(&p, &ada, 1).await;
    let rows = mail::Entity::find().order_by_asc(mail::Column::Id);
    let row = rows.all(p.db()).await.expect("rows").pop().expect("a mail");
    let parts = r#"{"text":"As it was","html":"<html><style></style><p>As it was</p></html>","link":"/employment"}"#;
    let place = server::secret::SealedAt::Mail(&row.id);
    let sealed = p.portal.secrets.seal(place, parts);
    let row = mail::Model { sealed, news: None, ..row }.into_active_model();
    mail::Entity::update(sea_orm::ActiveModelTrait::reset_all(row))
        .exec(p.db())
        .await
        .expect("old");
    let again = with_smtp(&p, &url).await;
    server::jobs::run_due(&again).await.expect("jobs");
    let got = caught.lock().expect("lock").clone();
    let old = got.iter().find(|mail| mail.contains("As it was")).expect("delivered");
    assert!(old.contains("<p>As it was</p>") && old.contains("body{margin:0"), "{old}");
}

async fn whoever_has_no_address_finds_news_in_the_inbox(p: TestPortal) {
    let (url, caught) = catcher().await;
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    own.post("/api/inbox/reach", &ways(["daily", "at_once", "at_once", "at_once"])).await;
    let again = with_smtp(&p, &url).await;
    server::jobs::run_due(&again).await.expect("jobs");
    caught.lock().expect("lock").clear();
    tell(&p, &ada, 1).await;
    // Between the news and the morning the school's file takes the address away.
    let none =
        student::Model { email: None, email_key: None, version: 2, ..p.find("N0000000001").await };
    let none = sea_orm::ActiveModelTrait::reset_all(none.clone().into_active_model());
    let none = student::Entity::update(none).exec(p.db()).await.expect("updated");
    tell(&p, &none, 1).await;
    p.clock.advance(Duration::hours(24));
    server::jobs::run_due(&again).await.expect("jobs");
    assert_eq!(subjects(&caught.lock().expect("lock")), ["Your school has changed your record"]);
    let page = p.logged_in(&ada).await.get("/inbox").await.body;
    assert_eq!(page.matches("Test School has a question").count(), 2, "{page}");
    assert_eq!(page.matches("In the portal’s inbox only").count(), 3, "{page}");
}
