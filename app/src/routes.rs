//! The paths of the portal, in one place for links, redirects and mails.

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
/// Every change and mail.
pub const HISTORY: &str = "/history";
/// Password and e-mail.
pub const ACCOUNT: &str = "/account";
/// Where officials begin.
pub const CONSOLE: &str = "/console";
/// Find a student.
pub const STUDENTS: &str = "/console/students";
/// Reports to check.
pub const REVIEW: &str = "/console/review";
/// Help.
pub const HELP: &str = "/help";
/// Questions and answers.
pub const FAQ: &str = "/help/faq";
/// The demo's outgoing mail.
pub const MAILBOX: &str = "/mailbox";

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
    format!("/receipts/{id}")
}

/// One student's record in the console.
pub fn student(id: &str) -> String {
    format!("/console/students/{id}")
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
