//! Reports that are divided among officials.

use super::reviews::{checks, decide, reported};
use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal};
use axum::http::StatusCode;
use server::store::entity::review;

on_both! {
    after_accepting_comes_a_report_of_ones_own_or_nobodys,
    what_was_somebodys_who_left_is_anybodys,
    a_file_of_reports_leaves_none_out,
}

async fn assign(p: &TestPortal, browser: &mut Browser, at: usize, to: &str) {
    let row = checks(p).await.remove(at);
    let to = p.account_of(to).await.id;
    let fields = [("id", row.id.as_str()), ("to", to.as_str())];
    let answer = browser.post("/api/console/review/assign", &fields).await;
    assert_eq!(answer.status, StatusCode::FOUND);
}

/// Accepts a report; where that leads.
async fn accepted(dso: &mut Browser, row: &review::Model) -> String {
    let version = row.version.to_string();
    let fields = [("id", row.id.as_str()), ("version", &version), ("act", "accept")];
    dso.post("/api/console/review", &fields).await.location().to_owned()
}

async fn after_accepting_comes_a_report_of_ones_own_or_nobodys(p: TestPortal) {
    for number in 1..=3 {
        reported(&p, number).await;
    }
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    p.official("other@test.test", SCHOOL).await;
    assign(&p, &mut dso, 1, "other@test.test").await;
    let rows = checks(&p).await;
    let path = |at: usize| format!("/console/review/{}", rows[at].id);
    let next = accepted(&mut dso, &rows[0]).await;
    assert_eq!(next, path(2), "not a colleague's");
    let next = accepted(&mut dso, &rows[2]).await;
    assert_eq!(next, path(1), "nothing else is left");
}

async fn what_was_somebodys_who_left_is_anybodys(p: TestPortal) {
    let (_, mut own) = reported(&p, 1).await;
    let mut pdso = p.principal("pdso@test.test", SCHOOL).await;
    let mut gone = p.official("gone@test.test", SCHOOL).await;
    assign(&p, &mut pdso, 0, "gone@test.test").await;
    let row = checks(&p).await.remove(0);
    decide(&mut gone, &row, "ask", "Which team?").await;
    let id = p.account_of("gone@test.test").await.id;
    pdso.post("/api/console/officials/end", &[("id", &id)]).await;
    assert_eq!(checks(&p).await[0].assigned_to, "");
    assign(&p, &mut pdso, 0, "pdso@test.test").await;
    let receipt = checks(&p).await[0].receipt_id.clone();
    let before = p.mails("pdso@test.test").await.len();
    own.post("/api/report/answer", &[("id", &receipt), ("answer", "Vision")]).await;
    assert_eq!(
        p.mails("gone@test.test").await.iter().filter(|m| m.subject.contains("answer")).count(),
        0
    );
    assert_eq!(p.mails("pdso@test.test").await.len(), before + 1, "who has it now is told");
}

async fn a_file_of_reports_leaves_none_out(p: TestPortal) {
    use domain::Date;
    use domain::review::ReviewFilter;
    use server::store::reviews::{self, Wanted};
    for number in 1..=3 {
        reported(&p, number).await;
    }
    let rows = checks(&p).await;
    let wanted = Wanted { school: &rows[0].school_id, official: "", today: Date::MIN };
    let first = reviews::after(p.db(), wanted, ReviewFilter::Open, (None, 1)).await.expect("rows");
    assert_eq!(first[0].id, rows[0].id);
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    decide(&mut dso, &rows[0], "accept", "").await;
    let rest = (first.first(), 10);
    let rest = reviews::after(p.db(), wanted, ReviewFilter::Open, rest).await.expect("rows");
    let ids: Vec<&str> = rest.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(
        ids,
        [rows[1].id.as_str(), rows[2].id.as_str()],
        "decided meanwhile: none is skipped"
    );
    decide(&mut dso, &rows[1], "accept", "").await;
    let accepted = |last| reviews::after(p.db(), wanted, ReviewFilter::Accepted, (last, 1));
    let newest = accepted(None).await.expect("rows");
    assert_eq!(newest[0].id, rows[1].id);
    assert_eq!(accepted(newest.first()).await.expect("rows")[0].id, rows[0].id);
}
