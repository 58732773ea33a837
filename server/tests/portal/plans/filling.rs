//! Filling in: gaps, faults, and what the employer adds.

use super::{
    OVERSEER, SECTION_1, SECTION_3, SIGNATORY, ask, begun, hidden, opened, rows, save,
    section_page, sign_by_link, signature, stem,
};
use crate::on_both;
use crate::support::TestPortal;

on_both! {
    a_draft_is_kept_with_gaps_and_nobody_signs_it,
    every_fault_of_a_section_is_told_at_once_and_what_was_typed_is_kept,
    the_employer_fills_in_what_is_missing_by_the_link_and_no_address,
}

async fn a_draft_is_kept_with_gaps_and_nobody_signs_it(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = begun(&mut own).await;
    save(&mut own, &id, &[("section", "employer")], &[("signatory_email", SIGNATORY)]).await;
    let page = own.get(&format!("/training-plan/{id}")).await.body;
    assert!(page.contains("fields to fill in") && !page.contains("Sign section 2"), "{page}");
    let covers = "0".repeat(64);
    let fields =
        [("id", id.as_str()), ("version", &covers), ("signed_name", "Ada Sample"), ("agree", "on")];
    own.post("/api/plan/sign", &fields).await;
    ask(&p, &mut own, &id).await;
    let token = p.token(SIGNATORY).await;
    let (mut employer, page) = opened(&p, &token).await;
    assert!(page.contains("What is missing") && !page.contains("Email me the code"), "{page}");
    let typed = super::code_for(&p, &mut employer, &token, SIGNATORY).await;
    let fields = signature(&token, ("signatory", &covers, &typed), "Robin Chief");
    employer.post("/api/employer-plan/sign", &fields).await;
    let plan = own.get(&format!("/training-plan/{id}")).await.body;
    assert!(!plan.contains("Signed by"), "{plan}");
}

async fn every_fault_of_a_section_is_told_at_once_and_what_was_typed_is_kept(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = begun(&mut own).await;
    let bad = [
        ("id", id.as_str()),
        ("version", "1"),
        ("section", "employer"),
        ("employer_name", "Harbor & Sons"),
        ("ein", "12"),
        ("hours", "19"),
        ("pay", "none"),
        ("naics", "54x"),
        ("zip", "1"),
        ("state", "QQ"),
        ("employment_from", "13/45/2026"),
    ];
    let page = own.post_and_look("/api/plan/save", &bad).await.body;
    for words in [
        "An EIN has nine digits",
        "at least 20 with each employer",
        "Unpaid work does not qualify for STEM OPT",
        "A NAICS code has two to six digits",
        "A ZIP code has five digits",
        "Start date of employment must be a date",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("value=\"Harbor &amp; Sons\"") && page.contains("13/45/2026"), "{page}");
    let long = [
        ("id", id.as_str()),
        ("version", "1"),
        ("section", "student"),
        ("stem_from", "05/20/2026"),
        ("stem_to", "05/20/2028"),
    ];
    let page = own.post_and_look("/api/plan/save", &long).await.body;
    assert!(page.contains("must be on or before May 19, 2028"), "{page}");
    let own_address = [("signatory_email", "S1@test.test")];
    save(&mut own, &id, &SECTION_1, &[]).await;
    save(&mut own, &id, &SECTION_3, &own_address).await;
    let page = own.get(&format!("/training-plan/{id}")).await.body;
    assert!(!page.contains("Sign section 2"), "the own address signs for no employer: {page}");
}

async fn the_employer_fills_in_what_is_missing_by_the_link_and_no_address(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = begun(&mut own).await;
    save(&mut own, &id, &SECTION_1, &[]).await;
    save(&mut own, &id, &[("section", "employer")], &[("signatory_email", SIGNATORY)]).await;
    save(&mut own, &id, &[("section", "training")], &[("overseer_email", OVERSEER)]).await;
    ask(&p, &mut own, &id).await;
    let token = p.token(OVERSEER).await;
    let (mut employer, _) = opened(&p, &token).await;
    for section in [&super::SECTION_3[..], &super::SECTION_5[..]] {
        let page = section_page(&mut employer, section[0].1, &token).await;
        assert!(!page.contains("form[signatory_email]") && !page.contains("form[overseer_email]"));
        let version = hidden(&page, "version");
        let mut fields = vec![("token", token.as_str()), ("version", &version)];
        fields.extend(section);
        fields.extend([
            ("overseer_email", "thief@test.test"),
            ("signatory_email", "thief@test.test"),
        ]);
        let answer = employer.post("/api/employer-plan/save", &fields).await;
        assert!(answer.location().starts_with("/employer-plan"), "{}", answer.body);
    }
    let refused = [("token", token.as_str()), ("section", "student"), ("major", "Alchemy")];
    employer.post("/api/employer-plan/save", &refused).await;
    let fields = &rows(&p).await[0].fields;
    assert!(
        fields.contains(OVERSEER) && fields.contains(SIGNATORY) && fields.contains("Harbor Lab")
    );
    assert!(!fields.contains("thief") && !fields.contains("Alchemy"), "{fields}");
    sign_by_link(&p, OVERSEER, "Mika Mentor").await;
}
