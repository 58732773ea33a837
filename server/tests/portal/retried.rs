//! `foothold outbox retry`: it says what became of the mail.

use crate::on_both;
use crate::smtp::{catcher, with_smtp};
use crate::support::TestPortal;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use server::cli::outbox::{retry_failed, retry_one as retry};
use server::store::entity::mail;
use server::store::outbox::LAPSED;

on_both! {
    a_retried_mail_says_whether_it_was_delivered,
    all_that_were_given_up_go_once_the_mail_server_is_back,
}

async fn waiting(p: &TestPortal) -> Vec<mail::Model> {
    let waiting = mail::Entity::find().filter(mail::Column::SentAt.is_null());
    waiting.all(p.db()).await.expect("rows")
}

async fn a_retried_mail_says_whether_it_was_delivered(p: TestPortal) {
    for number in 1..=3 {
        p.student(number, "").await;
    }
    let id = waiting(&p).await[2].id.clone();
    let told = |done: Result<(), server::Failure>| done.expect_err("it was not").to_string();
    assert!(told(retry(&p.portal, "none").await).contains("no such email"));
    assert!(told(retry(&p.portal, &id).await).contains("it waits"));
    let away = with_smtp(&p, "smtp://127.0.0.1:9").await;
    assert!(told(retry(&away, &id).await).starts_with("not delivered: "));
    let (url, caught) = catcher().await;
    retry(&*with_smtp(&p, &url).await, &id).await.expect("delivered");
    assert_eq!(caught.lock().expect("lock").len(), 1, "it alone, whatever waits before it");
    assert!(waiting(&p).await.iter().all(|row| row.id != id));
    assert!(told(retry(&p.portal, &id).await).contains("no such email"), "it has gone");
}

async fn all_that_were_given_up_go_once_the_mail_server_is_back(p: TestPortal) {
    for number in 1..=4 {
        p.student(number, "").await;
    }
    let rows = waiting(&p).await;
    let give_up = |id: String, why: &'static str| {
        let given_up = mail::Entity::update_many().filter(mail::Column::Id.eq(id));
        let given_up = given_up.col_expr(mail::Column::Failed, Expr::value(true));
        given_up.col_expr(mail::Column::LastError, Expr::value(why)).exec(p.db())
    };
    for row in &rows[..2] {
        give_up(row.id.clone(), "550 full").await.expect("written");
    }
    give_up(rows[2].id.clone(), LAPSED).await.expect("written");
    let (url, caught) = catcher().await;
    retry_failed(&*with_smtp(&p, &url).await).await.expect("tried");
    assert_eq!(caught.lock().expect("lock").len(), 3, "two given up, and the one that waited");
    let left: Vec<String> = waiting(&p).await.into_iter().map(|row| row.id).collect();
    assert_eq!(left, [rows[2].id.clone()], "what has lapsed is nobody's to send");
}
