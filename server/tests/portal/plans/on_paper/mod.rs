//! Plans signed by hand and handed in as a scan.

mod kept;
mod refused;

use super::{SIGNATORY, ask, filled, hidden, rows, sign, sign_by_link, stem};
use crate::messages::{PDF, file_on};
use crate::on_both;
use crate::support::{Answer, Browser, OTHER_SCHOOL, SCHOOL, TestPortal};
use axum::http::StatusCode;
use domain::plan::PlanState;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{attachment, plan_signature, school};

on_both! {
    a_scan_with_three_signatures_gives_the_plan_to_the_school_which_reads_it,
    link_and_paper_go_together,
}

const ALL: [&str; 4] = ["signatory", "overseer", "student", "agree"];

async fn taken(p: &TestPortal) {
    let all = school::Entity::update_many();
    let all = all.col_expr(school::Column::PlansOnPaper, Expr::value(true));
    all.exec(p.db()).await.expect("set");
}

/// Hands a scan in from its page, with these ticks.
async fn hand_in(
    own: &mut Browser,
    id: &str,
    ticks: &[&'static str],
    files: &[(&str, &[u8])],
) -> Answer {
    let version = shown(own, id).await;
    send(own, (id, &version), ticks, files).await
}

/// What the page would have signed.
async fn shown(own: &mut Browser, id: &str) -> String {
    hidden(&own.get(&format!("/training-plan/{id}/paper")).await.body, "version")
}

/// Sends a scan of what was shown.
async fn send(
    own: &mut Browser,
    (id, version): (&str, &str),
    ticks: &[&'static str],
    files: &[(&str, &[u8])],
) -> Answer {
    let mut fields = vec![("id", id), ("version", version)];
    fields.extend(ticks.iter().map(|tick| (*tick, "on")));
    own.post_files("/api/plan/paper", &fields, files).await
}

async fn scans(p: &TestPortal) -> u64 {
    attachment::Entity::find().count(p.db()).await.expect("count")
}

async fn a_scan_with_three_signatures_gives_the_plan_to_the_school_which_reads_it(p: TestPortal) {
    taken(&p).await;
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    let page = own.get(&format!("/training-plan/{id}")).await.body;
    assert!(page.contains(&format!("href=\"/training-plan/{id}/paper\"")), "{page}");
    let version = shown(&mut own, &id).await;
    // Sent twice, it is one.
    for _ in 0..2 {
        let answer = send(&mut own, (&id, &version), &ALL, &[("signed plan.pdf", PDF)]).await;
        assert_eq!(answer.location(), format!("/training-plan/{id}"), "{}", answer.body);
    }
    assert_eq!(scans(&p).await, 1);
    assert_eq!(rows(&p).await[0].state, PlanState::AtSchool);
    let page = own.get(&format!("/training-plan/{id}")).await.body;
    assert!(page.contains("With the school") && page.contains("signed plan.pdf"), "{page}");
    let file = file_on(&page);
    assert_eq!(own.get(&file).await.body.as_bytes(), PDF);
    let history = own.get("/history").await.body;
    assert!(history.contains("on paper, SHA-256"), "{history}");
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get(&format!("/console/plans/{id}")).await.body;
    assert_eq!(file_on(&page), file);
    assert_eq!(dso.get(&file).await.body.as_bytes(), PDF);
    let mut other = p.official("other@test.test", OTHER_SCHOOL).await;
    assert_eq!(other.get(&file).await.status, StatusCode::NOT_FOUND);
    let another = p.registered(2).await;
    let mut another = p.logged_in(&another).await;
    assert_eq!(another.get(&file).await.status, StatusCode::NOT_FOUND);
    let mut principal = p.principal("pdso@test.test", SCHOOL).await;
    let audit = principal.get("/console/audit").await.body;
    assert!(audit.contains("File opened"), "{audit}");
    let version = hidden(&page, "version");
    let fields = [("id", id.as_str()), ("version", &version), ("act", "accept")];
    dso.post("/api/console/plan/decide", &fields).await;
    assert_eq!(rows(&p).await[0].state, PlanState::Accepted);
}

async fn link_and_paper_go_together(p: TestPortal) {
    taken(&p).await;
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    ask(&p, &mut own, &id).await;
    sign_by_link(&p, SIGNATORY, "Robin Chief").await;
    let page = own.get(&format!("/training-plan/{id}/paper")).await.body;
    assert!(!page.contains("form[signatory]") && page.contains("form[overseer]"), "{page}");
    hand_in(&mut own, &id, &["overseer", "agree"], &[("a.pdf", PDF)]).await;
    assert_eq!(rows(&p).await[0].state, PlanState::Open, "the student has not signed");
    sign(&mut own, &id).await;
    assert_eq!(rows(&p).await[0].state, PlanState::AtSchool);
    let all = plan_signature::Entity::find().all(p.db()).await.expect("query");
    assert_eq!(all.iter().filter(|one| one.paper.is_some()).count(), 1);
}
