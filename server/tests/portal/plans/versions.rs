//! Changes after a signature: a new version, and who signs again.

use super::{
    OVERSEER, SECTION_1, SECTION_3, SECTION_5, SIGNATORY, accepted, ask, hidden, opened, rows,
    save, section_page, sign, sign_by_link, signature, signed, stem,
};
use crate::on_both;
use crate::support::{SCHOOL, TestPortal};
use domain::plan::PlanState;

on_both! {
    a_change_after_a_signature_is_a_new_version_whose_difference_is_seen,
    a_telephone_number_asks_nobody_to_sign_again,
    what_an_employer_signed_before_a_change_is_no_signature_of_it,
    an_accepted_plan_holds_until_its_new_version_is_accepted,
    a_version_that_is_given_up_leaves_the_accepted_one,
    a_version_that_is_given_up_gives_the_school_back_what_it_had,
    two_who_fill_in_at_once_lose_nothing_unseen,
}

async fn a_change_after_a_signature_is_a_new_version_whose_difference_is_seen(p: TestPortal) {
    let (mut own, id) = super::asked(&p).await;
    sign_by_link(&p, SIGNATORY, "Robin Chief").await;
    let next = save(&mut own, &id, &SECTION_1, &[("major", "Physics, 40.0801")]).await;
    let all = rows(&p).await;
    assert_eq!(
        all.iter().map(|row| row.state.0).collect::<Vec<_>>(),
        [PlanState::Replaced, PlanState::Open]
    );
    let page = own.get(&next).await.body;
    assert!(page.contains("Signed by Robin Chief"), "section 1 is the student's: {page}");
    let more = [("signatory_email", SIGNATORY), ("hours", "25")];
    let next = save(&mut own, &all[1].id, &SECTION_3, &more).await;
    let page = own.get(&next).await.body;
    assert!(!page.contains("Signed by"), "{page}");
    for words in [
        "Version 3",
        "Hours a week",
        "<td>40</td><td>25</td>",
        "All three need to sign again",
        "Student needs to sign again",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // The older address of the plan leads to what stands in its place.
    assert!(own.get(&format!("/training-plan/{id}")).await.body.contains("version 3"));
}

async fn a_telephone_number_asks_nobody_to_sign_again(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = signed(&p, &mut own).await;
    let answer = own.post("/api/plan/change", &[("id", &id)]).await;
    let page = own.get(answer.location()).await.body;
    let new = rows(&p).await[1].id.clone();
    assert!(page.contains("All signatures hold"), "{page}");
    let more = [("overseer_email", OVERSEER), ("overseer_phone", "512 555 0199")];
    let next = save(&mut own, &new, &SECTION_5, &more).await;
    let page = own.get(&next).await.body;
    assert!(
        page.contains("No one needs to sign again") && page.contains("All signatures hold"),
        "{page}"
    );
    let newest = rows(&p).await.last().expect("a version").id.clone();
    own.post("/api/plan/send", &[("id", &newest)]).await;
    assert_eq!(rows(&p).await.last().expect("a version").state, PlanState::AtSchool);
}

async fn what_an_employer_signed_before_a_change_is_no_signature_of_it(p: TestPortal) {
    let (mut own, id) = super::asked(&p).await;
    let token = p.token(SIGNATORY).await;
    let (mut employer, _) = opened(&p, &token).await;
    employer.post("/api/employer-plan/code", &[("token", &token)]).await;
    p.settle().await;
    let covers = hidden(&employer.get("/employer-plan").await.body, "version");
    // The student lowers the pay while the employer reads.
    let more = [("signatory_email", SIGNATORY), ("pay", "1")];
    save(&mut own, &id, &SECTION_3, &more).await;
    let digits = super::code(&p, SIGNATORY).await;
    let fields = signature(&token, ("signatory", &covers, &digits), "Robin Chief");
    let page = employer.post_and_look("/api/employer-plan/sign", &fields).await.body;
    assert!(page.contains("you are signing the current version"), "{page}");
    assert!(!own.get(&format!("/training-plan/{id}")).await.body.contains("Signed by"));
}

async fn an_accepted_plan_holds_until_its_new_version_is_accepted(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = accepted(&p, &mut own, &mut dso).await;
    own.post("/api/plan/change", &[("id", &id)]).await;
    own.post("/api/plan/change", &[("id", &id)]).await;
    let all = rows(&p).await;
    let states: Vec<_> = all.iter().map(|row| row.state.0).collect();
    assert_eq!(states, [PlanState::Accepted, PlanState::Open], "begun once");
    let new = all[1].id.clone();
    let more = [("signatory_email", SIGNATORY), ("pay", "95,000")];
    save(&mut own, &new, &SECTION_3, &more).await;
    let newest = rows(&p).await.last().expect("a version").id.clone();
    ask(&p, &mut own, &newest).await;
    sign_by_link(&p, SIGNATORY, "Robin Chief").await;
    sign_by_link(&p, OVERSEER, "Mika Mentor").await;
    sign(&mut own, &newest).await;
    let page = dso.get(&format!("/console/plans/{newest}")).await.body;
    assert!(page.contains("<td>85,000</td><td>95,000</td>"), "the difference is seen: {page}");
    let version = hidden(&page, "version");
    let fields = [("id", newest.as_str()), ("version", &version), ("act", "accept")];
    dso.post("/api/console/plan/decide", &fields).await;
    let states: Vec<_> = rows(&p).await.iter().map(|row| row.state.0).collect();
    assert_eq!(states, [PlanState::Replaced, PlanState::Replaced, PlanState::Accepted]);
}

async fn a_version_that_is_given_up_leaves_the_accepted_one(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let id = accepted(&p, &mut own, &mut dso).await;
    own.post("/api/plan/drop", &[("id", &id)]).await;
    own.post("/api/plan/change", &[("id", &id)]).await;
    let new = rows(&p).await[1].id.clone();
    own.post("/api/plan/drop", &[("id", &new)]).await;
    let states: Vec<_> = rows(&p).await.iter().map(|row| row.state.0).collect();
    assert_eq!(states, [PlanState::Accepted, PlanState::Dropped]);
    own.post("/api/plan/change", &[("id", &id)]).await;
    assert_eq!(rows(&p).await.len(), 3, "another one can be begun");
}

async fn a_version_that_is_given_up_gives_the_school_back_what_it_had(p: TestPortal) {
    let (_, mut own) = stem(&p).await;
    let id = signed(&p, &mut own).await;
    own.post("/api/plan/change", &[("id", &id)]).await;
    let new = rows(&p).await[1].id.clone();
    own.post("/api/plan/drop", &[("id", &new)]).await;
    let states: Vec<_> = rows(&p).await.iter().map(|row| row.state.0).collect();
    assert_eq!(states, [PlanState::AtSchool, PlanState::Dropped], "all three had signed it");
    // Whatever was typed meanwhile: it is that one, and no draft in between.
    own.post("/api/plan/change", &[("id", &id)]).await;
    for major in ["Physics, 40.0801", "Chemistry, 40.0501"] {
        let open = rows(&p).await.pop().expect("the newest").id;
        save(&mut own, &open, &SECTION_1, &[("major", major)]).await;
    }
    let open = rows(&p).await.pop().expect("the newest").id;
    own.post("/api/plan/drop", &[("id", &open)]).await;
    let all = rows(&p).await;
    let at_school: Vec<&str> =
        all.iter().filter(|row| row.state == PlanState::AtSchool).map(|row| &*row.id).collect();
    assert_eq!(at_school, [id.as_str()]);
}

async fn two_who_fill_in_at_once_lose_nothing_unseen(p: TestPortal) {
    let (mut own, id) = super::asked(&p).await;
    let token = p.token(OVERSEER).await;
    let (mut employer, _) = opened(&p, &token).await;
    let page = section_page(&mut employer, "training", &token).await;
    let version = hidden(&page, "version");
    let more = [("overseer_email", OVERSEER), ("role", "Another role.")];
    save(&mut own, &id, &SECTION_5, &more).await;
    let plan = hidden(&page, "plan");
    let mut fields = vec![("token", token.as_str()), ("plan", &plan), ("version", &version)];
    fields.extend(SECTION_5.iter().filter(|(name, _)| *name != "goals"));
    fields.push(("goals", "What the mentor typed."));
    let page = employer.post_and_look("/api/employer-plan/save", &fields).await.body;
    assert!(page.contains("The plan was changed since you opened this page"), "{page}");
    assert!(page.contains("What the mentor typed."), "{page}");
    assert!(rows(&p).await[0].fields.contains("Another role."));
}
