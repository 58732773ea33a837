//! Scans that are not taken, or not enough.

use super::{ALL, hand_in, scans, send, shown, taken};
use crate::messages::{PDF, scanner};
use crate::on_both;
use crate::plans::{SECTION_3, SIGNATORY, filled, hidden, rows, save, stem};
use crate::support::{SCHOOL, TestPortal};
use domain::plan::PlanState;
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;
use server::store::entity::school;

on_both! {
    a_scan_is_not_taken_where_the_school_takes_none,
    what_is_wrong_with_a_scan_is_told_at_once_and_the_ticks_are_kept,
    a_scan_of_another_version_is_not_taken,
}

async fn a_scan_is_not_taken_where_the_school_takes_none(p: TestPortal) {
    taken(&p).await;
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    let version = shown(&mut own, &id).await;
    let none = school::Entity::update_many();
    let none = none.col_expr(school::Column::PlansOnPaper, Expr::value(false));
    none.exec(p.db()).await.expect("set");
    let answer = send(&mut own, (&id, &version), &ALL, &[("a.pdf", PDF)]).await;
    let page = own.get(answer.location()).await.body;
    assert!(page.contains("no longer accepts plans signed by hand"), "{page}");
    let page = own.get(&format!("/training-plan/{id}/paper")).await.body;
    assert!(page.contains("by emailed link only"), "{page}");
    assert!(!own.get(&format!("/training-plan/{id}")).await.body.contains("signed by hand"));
    assert_eq!((scans(&p).await, rows(&p).await[0].state.0), (0, PlanState::Open));
}

async fn what_is_wrong_with_a_scan_is_told_at_once_and_the_ticks_are_kept(p: TestPortal) {
    taken(&p).await;
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    let answer = hand_in(&mut own, &id, &[], &[]).await;
    let page = own.get(answer.location()).await.body;
    for words in ["Tick whose signatures", "Tick the box if you declare", "Choose the scan."] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let answer = hand_in(&mut own, &id, &["overseer", "agree"], &[("a.pdf", b"MZ no pdf")]).await;
    let page = own.get(answer.location()).await.body;
    assert!(page.contains("a.pdf") && page.contains("is not a PDF, PNG or JPEG"), "{page}");
    assert_eq!(page.matches("checked").count(), 2, "the ticks are kept: {page}");
    assert!(page.contains("Choose it again"), "{page}");
    assert_eq!(scans(&p).await, 0);
}

async fn a_scan_of_another_version_is_not_taken(p: TestPortal) {
    taken(&p).await;
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    let version = shown(&mut own, &id).await;
    save(&mut own, &id, &SECTION_3, &[("signatory_email", SIGNATORY), ("pay", "60,000")]).await;
    let answer = send(&mut own, (&id, &version), &ALL, &[("a.pdf", PDF)]).await;
    let page = own.get(answer.location()).await.body;
    assert!(page.contains("The plan was changed since you opened this page"), "{page}");
    assert_eq!(scans(&p).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_plan_is_accepted_on_a_scan_that_is_not_checked_or_was_thrown_away() {
    let url = scanner().await;
    let p = TestPortal::set_up(|config| config.scan_url = Some(url)).await;
    taken(&p).await;
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    let bad = [PDF, b"virus %%EOF"].concat();
    hand_in(&mut own, &id, &ALL, &[("a.pdf", &bad)]).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    for _ in 0..2 {
        let page = dso.get(&format!("/console/plans/{id}")).await.body;
        assert!(!page.contains("href=\"/files/"), "{page}");
        let version = hidden(&page, "version");
        let fields = [("id", id.as_str()), ("version", &version), ("act", "accept")];
        let page = dso.post_and_look("/api/console/plan/decide", &fields).await.body;
        assert!(page.contains("still being checked for viruses"), "{page}");
        assert_eq!(rows(&p).await[0].state, PlanState::AtSchool);
        p.settle().await;
    }
    let page = dso.get(&format!("/console/plans/{id}")).await.body;
    assert!(page.contains("deleted"), "{page}");
}
