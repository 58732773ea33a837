//! Links that are mailed to an employer, and the codes without which nobody signs.

use super::{OVERSEER, SIGNATORY, hidden, opened, sign_by_link, signature};
use crate::on_both;
use crate::support::TestPortal;
use time::Duration;

on_both! {
    nobody_signs_without_the_newest_code_of_the_own_mailbox,
    a_code_is_worn_out_by_wrong_tries_and_by_time,
    a_link_that_was_used_or_is_too_old_says_so_and_signs_nothing,
}

async fn nobody_signs_without_the_newest_code_of_the_own_mailbox(p: TestPortal) {
    let (mut own, id) = super::asked(&p).await;
    let token = p.token(SIGNATORY).await;
    let (mut employer, _) = opened(&p, &token).await;
    let first = super::code_for(&p, &mut employer, &token, SIGNATORY).await;
    let second = super::code_for(&p, &mut employer, &token, SIGNATORY).await;
    let covers = hidden(&employer.get("/employer-plan").await.body, "version");
    for wrong in ["", "000000", first.as_str()] {
        if wrong == second {
            continue;
        }
        let fields = signature(&token, ("signatory", &covers, wrong), "Robin Chief");
        let page = employer.post_and_look("/api/employer-plan/sign", &fields).await.body;
        assert!(page.contains("There is a problem"), "{wrong}: {page}");
    }
    // Nor as somebody else of the plan.
    let fields = signature(&token, ("overseer", &covers, &second), "Mika Mentor");
    employer.post("/api/employer-plan/sign", &fields).await;
    let page = own.get(&format!("/training-plan/{id}")).await.body;
    assert!(!page.contains("Signed by"), "{page}");
    let fields = signature(&token, ("signatory", &covers, &second), "Robin Chief");
    employer.post("/api/employer-plan/sign", &fields).await;
    assert!(own.get(&format!("/training-plan/{id}")).await.body.contains("Signed by Robin Chief"));
}

async fn a_code_is_worn_out_by_wrong_tries_and_by_time(p: TestPortal) {
    let (_own, _id) = super::asked(&p).await;
    let token = p.token(SIGNATORY).await;
    let (mut employer, _) = opened(&p, &token).await;
    let right = super::code_for(&p, &mut employer, &token, SIGNATORY).await;
    let covers = hidden(&employer.get("/employer-plan").await.body, "version");
    let wrong = if right == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let fields = signature(&token, ("signatory", &covers, wrong), "Robin Chief");
        employer.post("/api/employer-plan/sign", &fields).await;
    }
    let fields = signature(&token, ("signatory", &covers, &right), "Robin Chief");
    let page = employer.post_and_look("/api/employer-plan/sign", &fields).await.body;
    assert!(page.contains("tried too often"), "{page}");
    let right = super::code_for(&p, &mut employer, &token, SIGNATORY).await;
    p.clock.advance(Duration::minutes(16));
    let fields = signature(&token, ("signatory", &covers, &right), "Robin Chief");
    let page = employer.post_and_look("/api/employer-plan/sign", &fields).await.body;
    assert!(page.contains("has expired"), "{page}");
}

async fn a_link_that_was_used_or_is_too_old_says_so_and_signs_nothing(p: TestPortal) {
    let (_own, _id) = super::asked(&p).await;
    let (used, old) = (p.token(SIGNATORY).await, p.token(OVERSEER).await);
    sign_by_link(&p, SIGNATORY, "Robin Chief").await;
    assert!(opened(&p, &used).await.1.contains("There is nothing left to do"));
    p.clock.advance(Duration::days(31));
    let (mut employer, page) = opened(&p, &old).await;
    assert!(page.contains("This link does not work"), "{page}");
    for token in [used.as_str(), &old, "no-token", ""] {
        employer.post("/api/employer-plan/code", &[("token", token)]).await;
        let fields = signature(token, ("overseer", "", "123456"), "Mika Mentor");
        let answer = employer.post("/api/employer-plan/sign", &fields).await;
        assert_eq!(answer.location(), "/employer-plan", "{token}");
    }
    let mails = p.mails(OVERSEER).await;
    assert_eq!(mails.len(), 1, "no code for a link that is over");
}
