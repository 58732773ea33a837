//! Training plans (Form I-983): of student, employer and school.

mod adversary;
mod asked;
mod departures;
mod evaluations;
mod filling;
mod kept;
mod links;
mod mailboxes;
mod on_paper;
mod over;
mod paper;
mod recorded;
mod school;
mod signing;
mod versions;

use crate::support::{Browser, TestPortal, between};
use axum::http::StatusCode;
use server::store::entity::{plan, student};

/// The extension of these tests; the clock stands at June 5, 2026.
pub const STEM: &str = "stem,approved,full_time,2026-05-20,2028-05-19";
/// Who signs for the employer.
pub const SIGNATORY: &str = "chief@harbor.test";
/// Who oversees the training.
pub const OVERSEER: &str = "mentor@harbor.test";

pub const SECTION_1: [(&str, &str); 12] = [
    ("section", "student"),
    ("student_email", "s1@test.test"),
    ("degree_school", "Sample University"),
    ("dso_name", "Dana Sample"),
    ("dso_contact", "dso@test.test"),
    ("stem_from", "05/20/2026"),
    ("stem_to", "5/19/2028"),
    ("major", "Computer Science, 11.0701"),
    ("degree_level", "Master's"),
    ("degree_on", "05/15/2025"),
    ("prior_degree", "no"),
    ("ead_number", "123456789"),
];

pub const SECTION_3: [(&str, &str); 14] = [
    ("section", "employer"),
    ("employer_name", "Harbor Robotics"),
    ("street", "1 Pier Road"),
    ("city", "Austin"),
    ("state", "TX"),
    ("zip", "78701"),
    ("ein", "123456789"),
    ("naics", "541511"),
    ("employees", "1,200"),
    ("hours", "40"),
    ("pay", "85,000"),
    ("employment_from", "06/01/2026"),
    ("signatory_name", "Robin Chief"),
    ("signatory_title", "Head of People"),
];

pub const SECTION_5: [(&str, &str); 10] = [
    ("section", "training"),
    ("site_name", "Harbor Lab"),
    ("site_address", "1 Pier Road, Austin, TX 78701"),
    ("overseer_name", "Mika Mentor"),
    ("overseer_title", "Engineering Lead"),
    ("overseer_phone", "(512) 555-0123"),
    ("role", "Writes control software for sorting arms."),
    ("goals", "Learns motion planning."),
    ("oversight", "Weekly review with the lead."),
    ("measures", "Milestones each quarter."),
];

/// A value of the first field of this name on a page.
pub fn hidden(page: &str, name: &str) -> String {
    between(page, &format!("name=\"form[{name}]\" value=\""), "\"").to_owned()
}

/// A student on STEM OPT who is logged in.
pub async fn stem(p: &TestPortal) -> (student::Model, Browser) {
    let student = p.student(1, STEM).await;
    p.register(&student).await;
    let own = p.logged_in(&student).await;
    (student, own)
}

/// Begins a plan and gives its identity.
pub async fn begun(own: &mut Browser) -> String {
    let page = own.get("/training-plan").await.body;
    let once = hidden(&page, "once");
    let answer = own.post("/api/plan/begin", &[("once", &once)]).await;
    assert_eq!(answer.location(), format!("/training-plan/{once}/edit/student"));
    once
}

/// Saves a section as the student, with these fields besides; where it leads.
pub async fn save(
    own: &mut Browser,
    id: &str,
    fields: &[(&str, &str)],
    more: &[(&str, &str)],
) -> String {
    let page = own.get(&format!("/training-plan/{id}/edit/{}", fields[0].1)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let version = hidden(&page.body, "version");
    let mut all = vec![("id", id), ("version", &version)];
    all.extend(fields.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name)));
    all.extend(more);
    own.post("/api/plan/save", &all).await.location().to_owned()
}

/// A plan with all its fields.
pub async fn filled(own: &mut Browser) -> String {
    let id = begun(own).await;
    let next = save(own, &id, &SECTION_1, &[]).await;
    assert_eq!(next, format!("/training-plan/{id}/edit/employer"));
    let next = save(own, &id, &SECTION_3, &[("signatory_email", SIGNATORY)]).await;
    assert_eq!(next, format!("/training-plan/{id}/edit/training"));
    let next = save(own, &id, &SECTION_5, &[("overseer_email", OVERSEER)]).await;
    assert_eq!(next, format!("/training-plan/{id}"));
    id
}

/// Has the links mailed.
pub async fn ask(p: &TestPortal, own: &mut Browser, id: &str) {
    own.post("/api/plan/ask", &[("id", id)]).await;
    p.settle().await;
}

/// A plan with all its fields, of which the links are mailed.
pub async fn asked(p: &TestPortal) -> (Browser, String) {
    let (_, mut own) = stem(p).await;
    let id = filled(&mut own).await;
    ask(p, &mut own, &id).await;
    (own, id)
}

/// Has a code mailed to whoever has this link; gives its digits.
pub async fn code_for(p: &TestPortal, employer: &mut Browser, token: &str, to: &str) -> String {
    employer.post("/api/employer-plan/code", &[("token", token)]).await;
    p.settle().await;
    code(p, to).await
}

/// The digits of the newest code mailed to an address.
pub async fn code(p: &TestPortal, to: &str) -> String {
    let mails = p.mails(to).await;
    let mail = mails.iter().rev().find(|mail| mail.subject == "Your code to sign").expect("a code");
    let digits = |line: &&str| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit());
    mail.text.lines().map(str::trim).find(digits).expect("digits").to_owned()
}

/// What an employer's token leads to.
pub async fn opened(p: &TestPortal, token: &str) -> (Browser, String) {
    let mut employer = p.browser();
    employer.get(&format!("/employer-plan?token={token}")).await;
    let page = employer.get("/employer-plan").await.body;
    (employer, page)
}

/// The page of a section, as the link on the plan's page leads there.
pub async fn section_page(employer: &mut Browser, section: &str, token: &str) -> String {
    employer.get(&format!("/employer-plan/{section}?token={token}")).await;
    employer.get(&format!("/employer-plan/{section}")).await.body
}

/// The fields of an employer's signature on this page.
pub fn signature<'a>(
    token: &'a str,
    (signer, covers, code): (&'a str, &'a str, &'a str),
    name: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("token", token),
        ("signer", signer),
        ("version", covers),
        ("code", code),
        ("signed_name", name),
        ("signed_title", "Lead"),
        ("agree", "on"),
        ("drawn", "M10 10L500 600"),
    ]
}

/// Signs by the newest link to an address, with a mailed code; what the answer leads to.
pub async fn sign_by_link(p: &TestPortal, to: &str, name: &str) -> String {
    let token = p.token(to).await;
    let (mut employer, _) = opened(p, &token).await;
    let code = code_for(p, &mut employer, &token, to).await;
    let page = employer.get("/employer-plan").await.body;
    let signer =
        if page.contains("form[signer]") { hidden(&page, "signer") } else { String::new() };
    let covers = hidden(&page, "version");
    let fields = signature(&token, (&signer, &covers, &code), name);
    let answer = employer.post("/api/employer-plan/sign", &fields).await;
    assert_eq!(answer.location(), "/employer-plan", "{}", answer.body);
    employer.get("/employer-plan").await.body
}

/// The student signs.
pub async fn sign(own: &mut Browser, id: &str) -> String {
    let page = own.get(&format!("/training-plan/{id}")).await.body;
    let covers = hidden(&page, "version");
    let fields = [
        ("id", id),
        ("version", &covers),
        ("signed_name", "ada SAMPLE"),
        ("agree", "on"),
        ("drawn", ""),
    ];
    own.post("/api/plan/sign", &fields).await.location().to_owned()
}

/// A plan that all three have signed.
pub async fn signed(p: &TestPortal, own: &mut Browser) -> String {
    let id = filled(own).await;
    ask(p, own, &id).await;
    sign_by_link(p, SIGNATORY, "Robin Chief").await;
    sign_by_link(p, OVERSEER, "Mika Mentor").await;
    sign(own, &id).await;
    id
}

/// The same, accepted by the school.
pub async fn accepted(p: &TestPortal, own: &mut Browser, dso: &mut Browser) -> String {
    let id = signed(p, own).await;
    let page = dso.get(&format!("/console/plans/{id}")).await.body;
    let fields = [("id", id.as_str()), ("version", &hidden(&page, "version")), ("act", "accept")];
    dso.post("/api/console/plan/decide", &fields).await;
    p.settle().await;
    id
}

/// All versions on record, the oldest first.
pub async fn rows(p: &TestPortal) -> Vec<plan::Model> {
    use sea_orm::{EntityTrait as _, QueryOrder as _};
    let all = plan::Entity::find().order_by_asc(plan::Column::Number);
    all.all(p.db()).await.expect("plans")
}
