//! What was evaluated stays.

use super::evaluations::{fields, later, write};
use super::{OVERSEER, sign_by_link};
use crate::on_both;
use crate::support::TestPortal;
use sea_orm::EntityTrait as _;
use sea_orm::sea_query::Expr;
use server::store::entity::authorization;
use time::macros::date;

on_both! {
    what_was_signed_stays_when_the_days_of_the_extension_change,
}

async fn what_was_signed_stays_when_the_days_of_the_extension_change(p: TestPortal) {
    let (id, mut own) = later(&p).await;
    write(&mut own, &id, "Learned a lot.").await;
    p.settle().await;
    sign_by_link(&p, OVERSEER, "Mika Mentor").await;
    authorization::Entity::update_many()
        .col_expr(authorization::Column::EndDate, Expr::value(date!(2027 - 02 - 19)))
        .exec(p.db())
        .await
        .expect("corrected");
    let page = own.get(&format!("/training-plan/{id}")).await.body;
    assert!(page.contains("Received by the school") && page.contains("Learned a lot."), "{page}");
    // What is typed after the employer has signed is not sent, and not lost.
    let page = own.post_and_look("/api/plan/evaluate", &fields(&id, "Something else.")).await;
    assert!(!page.body.contains("The evaluation is signed."), "{}", page.body);
}
