//! The paths of the portal, in one place for links, redirects and mails.

mod files;

pub use files::*;

/// What everybody can rely on, and what is known not to work.
pub const ACCESSIBILITY: &str = "/accessibility";
/// The page with the two doors.
pub const HOME: &str = "/";
/// Registration, reached by the mailed link only.
pub const REGISTER: &str = "/register";
/// Login.
pub const LOGIN: &str = "/login";
/// Ask for a link to a new password.
pub const FORGOT: &str = "/forgot";
/// Set a new password by a mailed link.
pub const RESET: &str = "/reset";
/// Attestation after each login.
pub const ATTEST: &str = "/attest";
/// Address and phone.
pub const PROFILE: &str = "/profile";
/// Authorizations, employers, unemployment count.
pub const EMPLOYMENT: &str = "/employment";
/// A new employer.
pub const NEW_EMPLOYER: &str = "/employment/new";
/// A STEM student's confirmation every six months.
pub const VALIDATION: &str = "/validation";
/// The days that a student must not miss.
pub const DEADLINES: &str = "/deadlines";
/// The same as a calendar.
pub const DEADLINES_FILE: &str = "/deadlines.ics";
/// Training plans of a student.
pub const PLANS: &str = "/training-plan";
/// A training plan by an employer's mailed link.
pub const EMPLOYER_PLAN: &str = "/employer-plan";
/// Section 3 by that link.
pub const EMPLOYER_PLAN_EMPLOYER: &str = "/employer-plan/employer";
/// Section 5 by that link.
pub const EMPLOYER_PLAN_TRAINING: &str = "/employer-plan/training";
/// Training plans of a school.
pub const SCHOOL_PLANS: &str = "/console/plans";
/// Whoever was shown a receipt checks it.
pub const CHECK_RECEIPT: &str = "/check-receipt";
/// Jobs that have ended.
pub const JOB_ENDED: &str = "/job-ended";
/// Every change and mail.
pub const HISTORY: &str = "/history";
/// Password and email.
pub const ACCOUNT: &str = "/account";
/// Where officials begin.
pub const CONSOLE: &str = "/console";
/// Find a student.
pub const STUDENTS: &str = "/console/students";
/// Reports to check.
pub const REVIEW: &str = "/console/review";
/// Who looked, who did.
pub const AUDIT: &str = "/console/audit";
/// Where the school's file and students differ.
pub const BOTH_SIDES: &str = "/console/both-sides";
/// Import by upload.
pub const IMPORT: &str = "/console/import";
/// Students to look at.
pub const ALERTS: &str = "/console/alerts";
/// The numbers of a school.
pub const NUMBERS: &str = "/console/numbers";
/// The alerts as a file for spreadsheets.
pub const ALERTS_FILES: [&str; 2] = ["/console/alerts.csv", "/console/alerts.xlsx"];
/// Reports to check as a file for spreadsheets.
pub const REVIEW_FILES: [&str; 2] = ["/console/review.csv", "/console/review.xlsx"];
/// Who works for the school.
pub const OFFICIALS: &str = "/console/officials";
/// The settings of the school.
pub const SCHOOL: &str = "/console/school";
/// The way to SEVIS.
pub const BATCHES: &str = "/console/batches";
/// Who saw the own record.
pub const SEEN: &str = "/account/seen";
/// Receipts.
pub const RECEIPTS: &str = "/receipts";
/// Open an online account.
pub const SIGN_UP: &str = "/sign-up";
/// After the email was typed.
pub const SIGN_UP_CONFIRM: &str = "/sign-up/confirm";
/// The mailed confirmation link.
pub const CONFIRM: &str = "/confirm";
/// The backup code of the sign-up as a file.
pub const BACKUP_FILE: &str = "/sign-up/backup-code.txt";
/// The backup codes of the security page as a file.
pub const BACKUP_FILES: &str = "/account/backup-codes.txt";
/// The second step of a login.
pub const VERIFY: &str = "/verify";
/// The same by a backup code.
pub const VERIFY_BACKUP: &str = "/verify/backup-code";
/// The same by two other proofs, when every second step is lost.
pub const VERIFY_LOST: &str = "/verify/lost";
/// A first second step, for accounts that need one.
pub const FIRST_FACTOR: &str = "/second-step";
/// Confirming an added second step.
pub const ENROL: &str = "/second-step/confirm";
/// The password again, before a sensitive change.
pub const FRESH: &str = "/log-in-again";
/// Second steps, backup codes, sessions.
pub const SECURITY: &str = "/account/security";
/// All data of the account as a file.
pub const MY_DATA: &str = "/account/my-data.json";
/// Other password reset questions.
pub const QUESTIONS: &str = "/account/questions";
/// An online account with a student's login.
pub const OPEN_ONLINE: &str = "/account/online";
/// A new email for an online account.
pub const NEW_EMAIL: &str = "/account/email";
/// The mailed link to a new email.
pub const CONFIRM_EMAIL: &str = "/confirm-email";
/// "This was not me".
pub const NOT_ME: &str = "/not-me";
/// Pages that a mailed link leads to.
pub const MAILED: [&str; 9] = [
    REGISTER,
    COPY,
    RESET,
    CONFIRM,
    CONFIRM_EMAIL,
    NOT_ME,
    EMPLOYER_PLAN,
    EMPLOYER_PLAN_EMPLOYER,
    EMPLOYER_PLAN_TRAINING,
];
/// Where online accounts begin.
pub const HOLDER: &str = "/home";
/// Secure messages.
pub const MESSAGES: &str = "/messages";
/// A new one.
pub const NEW_MESSAGE: &str = "/messages/new";
/// A file of a message.
pub const FILES: &str = "/files";
/// Cases of an online account.
pub const CASES: &str = "/cases";
/// A case by receipt number and access code.
pub const ADD_CASE: &str = "/cases/add";
/// A new access code.
pub const ACCESS_CODE: &str = "/cases/access-code";
/// A representative asks to see a client's case.
pub const ASK_CLIENT: &str = "/cases/ask-client";
/// The help team's messages.
pub const QUEUE: &str = "/console/messages";
/// The help team's cases.
pub const HELP_CASES: &str = "/console/cases";
/// A case to be written down.
pub const NEW_CASE: &str = "/console/cases/new";
/// Seconds left of the session, for the warning.
pub const SESSION: &str = "/session";
/// Help.
pub const HELP: &str = "/help";
/// Questions and answers.
pub const FAQ: &str = "/help/faq";
/// Self-help tools.
pub const TOOLS: &str = "/help/tools";
/// The demo's outgoing mail.
pub const MAILBOX: &str = "/mailbox";

/// A job that has ended.
pub fn job_ended(id: &str) -> String {
    format!("{JOB_ENDED}/{id}")
}

/// One training plan.
pub fn plan(id: &str) -> String {
    format!("{PLANS}/{id}")
}

/// A section of it.
pub fn plan_section(id: &str, section: &str) -> String {
    format!("{PLANS}/{id}/edit/{section}")
}

/// An evaluation of it.
pub fn plan_evaluation(id: &str, kind: &str) -> String {
    format!("{PLANS}/{id}/evaluation/{kind}")
}

/// It as a PDF.
pub fn plan_file(id: &str) -> String {
    format!("{PLANS}/{id}/plan.pdf")
}

/// A section that an employer fills in.
pub fn employer_section(section: domain::plan::Section) -> &'static str {
    match section {
        domain::plan::Section::Training => EMPLOYER_PLAN_TRAINING,
        _ => EMPLOYER_PLAN_EMPLOYER,
    }
}

/// Where a scan of a training plan signed by hand is handed in.
pub fn plan_paper(id: &str) -> String {
    format!("{PLANS}/{id}/paper")
}

/// One training plan in the console.
pub fn school_plan(id: &str) -> String {
    format!("{SCHOOL_PLANS}/{id}")
}

/// It as a PDF.
pub fn school_plan_file(id: &str) -> String {
    format!("{SCHOOL_PLANS}/{id}/plan.pdf")
}

/// Training plans of one kind.
pub fn school_plans(show: domain::plan::PlanFilter) -> String {
    format!("{SCHOOL_PLANS}?show={}", show.code())
}

/// A new employer of a record, as a training plan has it.
pub fn student_plan_employer(student: &str, plan: &str) -> String {
    format!("/console/students/{student}/plan-employer/{plan}")
}

/// One employer.
pub fn employer(id: &str) -> String {
    format!("/employment/{id}")
}

/// The form of one employer.
pub fn employer_edit(id: &str) -> String {
    format!("/employment/{id}/edit")
}

/// One receipt.
pub fn receipt(id: &str) -> String {
    format!("{RECEIPTS}/{id}")
}

/// One report to check.
pub fn report(id: &str) -> String {
    format!("{REVIEW}/{id}")
}

/// Reports of one kind.
pub fn reviews(show: domain::review::ReviewFilter) -> String {
    format!("{REVIEW}?show={}", show.code())
}

/// One student's record in the console.
pub fn student(id: &str) -> String {
    format!("/console/students/{id}")
}

/// An authorization of a record, to be corrected.
pub fn student_authorization(student: &str, id: &str) -> String {
    format!("/console/students/{student}/authorizations/{id}")
}

/// A new authorization of a record; as a training plan has it, where one is named.
pub fn student_authorization_new(student: &str, plan: &str) -> String {
    let of = if plan.is_empty() { "new" } else { plan };
    format!("/console/students/{student}/new-authorization/{of}")
}

/// An employer of a record, to be corrected.
pub fn student_employer(student: &str, id: &str) -> String {
    format!("/console/students/{student}/employers/{id}")
}

/// A new employer of an authorization.
pub fn student_employer_new(student: &str, authorization: &str) -> String {
    format!("/console/students/{student}/new-employer/{authorization}")
}

/// An employer of a record, to be deleted or brought back.
pub fn student_employer_withdraw(student: &str, id: &str) -> String {
    format!("/console/students/{student}/withdraw-employer/{id}")
}

/// One upload of files to be imported.
pub fn import(id: &str) -> String {
    format!("{IMPORT}/{id}")
}

/// The students found, in an order.
pub fn students(sort: &str) -> String {
    format!("{STUDENTS}?sort={sort}")
}

/// Every email about one's record.
pub const INBOX: &str = "/inbox";
/// How news reach one.
pub const REACH: &str = "/inbox/choices";

/// Students to look at for one reason, or for all where none is named.
pub fn alerts(kind: &str, sort: &str) -> String {
    format!("{ALERTS}?kind={kind}&sort={sort}")
}

/// One batch.
pub fn batch(id: &str) -> String {
    format!("{BATCHES}/{id}")
}

/// Two things of a record that are one.
pub fn student_merge(student: &str) -> String {
    format!("/console/students/{student}/merge")
}

/// One conversation.
pub fn message(id: &str) -> String {
    format!("{MESSAGES}/{id}")
}

/// One file.
pub fn file(id: &str) -> String {
    format!("{FILES}/{id}")
}

/// One case.
pub fn case(id: &str) -> String {
    format!("{CASES}/{id}")
}

/// One case in the console.
pub fn help_case(id: &str) -> String {
    format!("{HELP_CASES}/{id}")
}

/// The page of a confirmation link.
pub fn confirm(token: &str) -> String {
    crate::wire::with_token(CONFIRM, token)
}

/// The page that asks for the password again and comes back to `next`.
pub fn fresh(next: &str) -> String {
    format!("{FRESH}?next={}", own_path(next).unwrap_or(SECURITY))
}

/// What an official looked at and did.
pub fn audit_by(official: &str) -> String {
    format!("{AUDIT}?official={official}")
}

/// Who looked at a student's record, and what was done.
pub fn audit_about(student: &str) -> String {
    format!("{AUDIT}?student={student}")
}

/// Either, or both.
pub fn audit(of: &crate::wire::AuditOf) -> String {
    format!("{AUDIT}?official={}&student={}", of.official, of.student)
}

/// True for pages that ask the browser for what takes a script: a passkey as the second step, notifications.
pub fn asks_browser(path: &str) -> bool {
    [VERIFY, FIRST_FACTOR, SIGN_UP, REACH].iter().any(|page| path.starts_with(page))
}

/// The statement before the student's pages, which leads on to `next`.
pub fn attest_then(next: &str) -> String {
    format!("{ATTEST}?next={}", own_path(next).unwrap_or(EMPLOYMENT))
}

/// The login page that comes back to `next`.
pub fn login_then(next: &str) -> String {
    format!("{LOGIN}?next={}", own_path(next).unwrap_or(PROFILE))
}

/// A path of our own that is safe to redirect to, or none.
///
/// Only letters, digits and `-_/` are taken: no scheme, host, query, escape, dot or backslash in
/// any spelling can pass.
pub fn own_path(next: &str) -> Option<&str> {
    let plain = next.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/".contains(&b));
    (plain && next.starts_with('/') && !next.contains("//") && next.len() <= 200).then_some(next)
}
