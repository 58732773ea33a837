//! Links that are over, and two links in one browser: nothing that an employer types is lost or lands on another.

use super::{
    OVERSEER, SECTION_3, SECTION_5, SIGNATORY, filled, hidden, opened, rows, section_page, stem,
};
use crate::on_both;
use crate::support::TestPortal;
use time::Duration;

on_both! {
    what_was_typed_for_a_link_that_is_over_is_shown,
    a_form_leads_on_by_its_own_link_whatever_was_opened_since,
    what_came_between_is_told_together_with_what_is_wrong,
}

async fn what_was_typed_for_a_link_that_is_over_is_shown(p: TestPortal) {
    let (_own, _id) = super::asked(&p).await;
    let token = p.token(OVERSEER).await;
    let (mut employer, _) = opened(&p, &token).await;
    let page = section_page(&mut employer, "training", &token).await;
    let (version, plan) = (hidden(&page, "version"), hidden(&page, "plan"));
    p.clock.advance(Duration::days(31));
    let mut fields = vec![("token", token.as_str()), ("plan", &plan), ("version", &version)];
    fields.extend(SECTION_5.iter().filter(|(name, _)| *name != "goals"));
    fields.push(("goals", "An hour of typing."));
    let page = employer.post_and_look("/api/employer-plan/save", &fields).await.body;
    for words in ["no longer works", "An hour of typing."] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!rows(&p).await[0].fields.contains("An hour"));
    let fields = [
        ("token", token.as_str()),
        ("last_day", "06/03/2026"),
        ("how", "left"),
        ("remark", "He left."),
        ("signed_name", "M"),
    ];
    let page = employer.post_and_look("/api/employer-plan/departure", &fields).await.body;
    assert!(page.contains("What you typed was not sent") && page.contains("He left."), "{page}");
}

async fn a_form_leads_on_by_its_own_link_whatever_was_opened_since(p: TestPortal) {
    let (_own, _id) = super::asked(&p).await;
    let (one, two) = (p.token(OVERSEER).await, p.token(SIGNATORY).await);
    let (mut employer, _) = opened(&p, &one).await;
    let page = section_page(&mut employer, "employer", &one).await;
    assert!(page.contains("Ada Sample"), "the page says whose plan it is: {page}");
    let version = hidden(&page, "version");
    // Another link in another tab, and a cookie that is gone.
    employer.get(&format!("/employer-plan?token={two}")).await;
    let mut fields = vec![("token", one.as_str()), ("version", &version)];
    fields.extend(SECTION_3.iter().filter(|(name, _)| *name != "pay"));
    fields.push(("pay", "86,000"));
    let answer = employer.post("/api/employer-plan/save", &fields).await;
    assert_eq!(answer.location(), "/employer-plan");
    let page = employer.get("/employer-plan").await.body;
    assert_eq!(hidden(&page, "token"), one, "{page}");
}

async fn what_came_between_is_told_together_with_what_is_wrong(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = filled(&mut own).await;
    let mut fields = vec![("id", id.as_str()), ("version", "1")];
    fields.extend(SECTION_3.iter().filter(|(name, _)| *name != "ein"));
    fields.extend([("ein", "12"), ("signatory_email", SIGNATORY)]);
    let page = own.post_and_look("/api/plan/save", &fields).await.body;
    for words in ["An EIN has nine digits", "was changed since you opened this page"] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
