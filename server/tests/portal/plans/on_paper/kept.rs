//! How long a scan stands for a signature.

use super::{hand_in, scans, taken};
use crate::messages::PDF;
use crate::on_both;
use crate::plans::{SECTION_3, SIGNATORY, filled, rows, save, sign, stem};
use crate::support::TestPortal;
use domain::plan::PlanState;
use time::Duration;

on_both! {
    a_change_after_a_scan_voids_what_it_covered,
    a_scan_stays_while_its_plan_waits,
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
    assert!(!page.contains("On paper:") && page.contains("Waits for Robin Chief"), "{page}");
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
