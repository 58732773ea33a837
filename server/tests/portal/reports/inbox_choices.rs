//! How a student chooses the way of news.

use super::inbox::{tell, ways};
use crate::on_both;
use crate::support::TestPortal;
use sea_orm::{EntityTrait, IntoActiveModel as _};
use server::store::entity::{mail, student};

on_both! {
    how_news_come_is_mailed_whenever_it_is_changed,
    a_kind_without_a_way_is_refused_and_the_others_are_kept,
    what_is_chosen_holds_for_the_record_that_follows,
}

async fn how_news_come_is_mailed_whenever_it_is_changed(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    let said = || async {
        let mails = p.mails("s1@test.test").await;
        mails
            .into_iter()
            .filter(|one| one.subject == "How we reach you was changed")
            .collect::<Vec<_>>()
    };
    let here = ways(["here", "here", "here", "here"]);
    let saved = own.post("/api/inbox/reach", &here).await;
    assert_eq!(saved.location(), "/inbox");
    assert!(
        said().await[0].text.contains("Questions from your school: only in the portal’s inbox.")
    );
    own.post("/api/inbox/reach", &here).await;
    assert_eq!(said().await.len(), 1, "nothing was changed");
    let page = own.get("/inbox/choices").await.body;
    assert_eq!(page.matches("value=\"here\" checked").count(), 4, "{page}");
    // Nobody has shown that a number is theirs.
    assert!(!page.contains("Text me"), "{page}");
    let mut ticked = here.to_vec();
    ticked.push(("news_plan_text", "on"));
    own.post("/api/inbox/reach", &ticked).await;
    assert_eq!(said().await.len(), 1, "there is no number to send a text to");
}

async fn a_kind_without_a_way_is_refused_and_the_others_are_kept(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    let page =
        own.post_and_look("/api/inbox/reach", &ways(["daily", "", "here", "dove"])).await.body;
    assert!(page.contains("There is a problem"), "{page}");
    assert!(page.contains("value=\"daily\" checked") && page.contains("value=\"here\" checked"));
    assert_eq!(page.matches("href=\"#f-").count(), 2, "{page}");
    assert!(p.mails("s1@test.test").await.iter().all(|one| !one.subject.contains("reach you")));
}

async fn what_is_chosen_holds_for_the_record_that_follows(p: TestPortal) {
    let ada = p.registered(1).await;
    let mut own = p.logged_in(&ada).await;
    own.post("/api/inbox/reach", &ways(["here", "at_once", "at_once", "at_once"])).await;
    let new = p.student(2, "post_completion,approved,full_time,2026-06-01,2027-05-31").await;
    let new = student::Model { previous_id: Some(ada.id.clone()), ..new }.into_active_model();
    let new = sea_orm::ActiveModelTrait::reset_all(new);
    let new = student::Entity::update(new).exec(p.db()).await.expect("updated");
    tell(&p, &new, 1).await;
    let rows = mail::Entity::find().all(p.db()).await.expect("rows");
    let asked = rows.iter().find(|row| row.subject.contains("a question")).expect("a mail");
    assert_eq!((asked.channel.as_str(), asked.student_id.as_ref()), ("here", Some(&new.id)));
}
