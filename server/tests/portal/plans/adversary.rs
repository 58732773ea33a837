//! What must never be, whatever comes: student, employer and school act at random.

use super::{OVERSEER, SECTION_3, SECTION_5, SIGNATORY, ask, filled, hidden, opened, rows, stem};
use crate::on_both;
use crate::support::{Browser, SCHOOL, TestPortal};
use domain::plan::{PlanState, Signer, certified};
use sea_orm::EntityTrait as _;
use server::secret::sha256_hex;
use server::service::plans::Plan;
use server::store::entity::plan_signature;

on_both! {
    whatever_is_done_in_any_order_only_what_three_have_signed_is_accepted,
    two_signatures_in_one_instant_are_both_there,
}

/// Throws of a die that can be repeated (xorshift).
struct Rolls(u64);

impl Rolls {
    /// One of `n`.
    fn of(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// The newest link to an address, whether it is over or not, and a code if one is to be had.
async fn employer_signs(p: &TestPortal, to: &str, name: &str) {
    let token = p.token(to).await;
    let (mut employer, page) = opened(p, &token).await;
    if !page.contains("Email me the code") && !page.contains("Email another code") {
        return;
    }
    employer.post("/api/employer-plan/code", &[("token", &token)]).await;
    p.settle().await;
    let page = employer.get("/employer-plan").await.body;
    if !page.contains("form[signer]") {
        return;
    }
    let (signer, covers) = (hidden(&page, "signer"), hidden(&page, "version"));
    let digits = super::code(p, to).await;
    let fields = super::signature(&token, (&signer, &covers, &digits), name);
    employer.post("/api/employer-plan/sign", &fields).await;
}

async fn change(own: &mut Browser, id: &str, rolls: &mut Rolls) {
    let pay = format!("{}", 80_000 + rolls.of(3));
    let phone = format!("512 555 010{}", rolls.of(3));
    match rolls.of(2) {
        0 => {
            let more = [("signatory_email", SIGNATORY), ("pay", pay.as_str())];
            super::save(own, id, &SECTION_3, &more).await
        }
        _ => {
            let more = [("overseer_email", OVERSEER), ("overseer_phone", phone.as_str())];
            super::save(own, id, &SECTION_5, &more).await
        }
    };
}

async fn decide(dso: &mut Browser, id: &str, rolls: &mut Rolls) {
    let page = dso.get(&format!("/console/plans/{id}")).await.body;
    let version = if page.contains("form[act]") { hidden(&page, "version") } else { "1".into() };
    let act = if rolls.of(3) == 0 { "ask" } else { "accept" };
    let fields = [("id", id), ("version", &version), ("act", act), ("question", "Why?")];
    dso.post("/api/console/plan/decide", &fields).await;
}

/// Of each version that the school has or has accepted, all three have signed exactly what stands there; of one plan
/// at most one version is accepted, and at most one is worked on.
async fn holds(p: &TestPortal) {
    let all = rows(p).await;
    let signatures = plan_signature::Entity::find().all(p.db()).await.expect("signatures");
    for row in &all {
        let own = signatures.iter().filter(|one| one.plan == row.id).cloned().collect();
        let plan = Plan::of(row.clone(), own).expect("reads");
        let covered = |who: &Signer| {
            let hash = sha256_hex(certified(plan.edition, &plan.values, *who).as_bytes());
            plan.signatures.iter().any(|one| one.signer == *who && one.covers == hash)
        };
        if matches!(row.state.0, PlanState::AtSchool | PlanState::Accepted) {
            assert!(Signer::ALL.iter().all(covered), "{} {:?}", row.number, row.state);
        }
    }
    let count = |is: fn(PlanState) -> bool| all.iter().filter(|row| is(row.state.0)).count();
    assert!(count(|state| state == PlanState::Accepted) <= 1);
    assert!(count(|state| state.is_open() || state == PlanState::AtSchool) <= 1);
    let mut numbers: Vec<i32> = all.iter().map(|row| row.number).collect();
    numbers.dedup();
    assert_eq!(numbers.len(), all.len());
}

async fn whatever_is_done_in_any_order_only_what_three_have_signed_is_accepted(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    filled(&mut own).await;
    let mut rolls = Rolls(0x9E37_79B9_7F4A_7C15);
    let mut accepted = 0;
    for step in 0..70 {
        let newest = rows(&p).await.last().expect("a version").clone();
        let id = newest.id.as_str();
        match rolls.of(9) {
            0 => change(&mut own, id, &mut rolls).await,
            1 => ask(&p, &mut own, id).await,
            2 | 3 if step > 0 && !p.mails(SIGNATORY).await.is_empty() => {
                employer_signs(&p, SIGNATORY, "Robin Chief").await;
            }
            4 | 5 if !p.mails(OVERSEER).await.is_empty() => {
                employer_signs(&p, OVERSEER, "Mika Mentor").await;
            }
            6 => {
                let page = own.get(&format!("/training-plan/{id}")).await.body;
                if page.contains("Sign section 2") {
                    super::sign(&mut own, id).await;
                }
            }
            7 => {
                own.post("/api/plan/change", &[("id", id)]).await;
                own.post("/api/plan/send", &[("id", id)]).await;
            }
            _ => decide(&mut dso, id, &mut rolls).await,
        }
        holds(&p).await;
        accepted += usize::from(newest.state == PlanState::Accepted);
    }
    assert!(accepted > 0, "the model has to come so far");
}

async fn two_signatures_in_one_instant_are_both_there(p: TestPortal) {
    let (mut own, id) = super::asked(&p).await;
    tokio::join!(
        employer_signs(&p, SIGNATORY, "Robin Chief"),
        employer_signs(&p, OVERSEER, "Mika Mentor"),
        super::sign(&mut own, &id),
    );
    assert_eq!(rows(&p).await[0].state, PlanState::AtSchool);
    holds(&p).await;
}
