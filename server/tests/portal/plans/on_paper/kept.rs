//! How long a scan stands for a signature.

use super::{ALL, hand_in, scans, taken};
use crate::messages::PDF;
use crate::on_both;
use crate::plans::{SECTION_3, SIGNATORY, filled, hidden, opened, rows, save, sign, stem};
use crate::support::{SCHOOL, TestPortal};
use domain::plan::PlanState;
use time::Duration;

on_both! {
    a_change_after_a_scan_voids_what_it_covered,
    a_scan_stays_while_its_plan_waits,
    a_better_scan_takes_the_place_of_one_that_the_school_sent_back,
    an_employer_whose_paper_was_handed_in_has_nothing_left_to_do,
}

async fn a_change_after_a_scan_voids_what_it_covered(p: TestPortal) {
    taken(&p).await;
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    hand_in(&mut own, &id, &["signatory", "overseer", "agree"], &[("a.pdf", PDF)]).await;
    save(&mut own, &id, &SECTION_3, &[("signatory_email", SIGNATORY), ("pay", "60,000")]).await;
    let new = rows(&p).await.last().expect("a version").id.clone();
    assert_ne!(new, id);
    let page = own.get(&format!("/training-plan/{new}")).await.body;
    assert!(!page.contains("on paper by") && page.contains("Waiting for Robin Chief"), "{page}");
    sign(&mut own, &new).await;
    assert_eq!(rows(&p).await.last().expect("a version").state, PlanState::Open);
    hand_in(&mut own, &new, &["signatory", "overseer", "agree"], &[("b.pdf", PDF)]).await;
    assert_eq!(rows(&p).await.last().expect("a version").state, PlanState::AtSchool);
    let page = own.get(&format!("/training-plan/{new}")).await.body;
    assert!(page.contains("b.pdf") && !page.contains("a.pdf"), "{page}");
}

async fn a_scan_stays_while_its_plan_waits(p: TestPortal) {
    taken(&p).await;
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    hand_in(&mut own, &id, &["overseer", "agree"], &[("a.pdf", PDF)]).await;
    p.clock.advance(Duration::days(3));
    p.settle().await;
    assert_eq!(scans(&p).await, 1);
}

async fn a_better_scan_takes_the_place_of_one_that_the_school_sent_back(p: TestPortal) {
    taken(&p).await;
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    hand_in(&mut own, &id, &ALL, &[("blurred.pdf", PDF)]).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let version = hidden(&dso.get(&format!("/console/plans/{id}")).await.body, "version");
    let asks =
        [("id", id.as_str()), ("version", &version), ("act", "ask"), ("question", "Blurred.")];
    dso.post("/api/console/plan/decide", &asks).await;
    assert_eq!(rows(&p).await[0].state, PlanState::Asked);
    let page = own.get(&format!("/training-plan/{id}/paper")).await.body;
    assert!(page.contains("A scan was already submitted"), "{page}");
    hand_in(&mut own, &id, &ALL, &[("clear.pdf", PDF)]).await;
    assert_eq!(rows(&p).await[0].state, PlanState::AtSchool);
    let page = dso.get(&format!("/console/plans/{id}")).await.body;
    assert!(page.contains("clear.pdf") && !page.contains("blurred.pdf"), "{page}");
    assert_eq!(scans(&p).await, 2, "what was handed in stays");
}

async fn an_employer_whose_paper_was_handed_in_has_nothing_left_to_do(p: TestPortal) {
    taken(&p).await;
    let (mut own, id) = crate::plans::asked(&p).await;
    let token = p.token(SIGNATORY).await;
    hand_in(&mut own, &id, &["overseer", "agree"], &[("a.pdf", PDF)]).await;
    let (_, page) = opened(&p, &token).await;
    assert!(page.contains("a.pdf") && !page.contains("href=\"/files/"), "no link: {page}");
    hand_in(&mut own, &id, &["signatory", "student", "agree"], &[("b.pdf", PDF)]).await;
    let (_, page) = opened(&p, &token).await;
    assert!(page.contains("There is nothing left to do"), "{page}");
}
