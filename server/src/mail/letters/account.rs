//! Letters about passwords, codes and credentials, to whoever has an account.

use super::greeting::to_account;
use crate::mail::Letter;

/// A new password was asked for.
pub fn password_link(to: String, student_id: Option<String>, name: &str, link: String) -> Letter {
    Letter {
        to,
        student_id,
        subject: "Choose a new password".into(),
        greeting: format!("Dear {name},"),
        before: vec!["A new password was asked for. Choose it here; this also unlocks your account:".into()],
        link: Some(link),
        after: vec![
            "The link works once, for 24 hours. If you did not ask for it, you need not do anything: your password stays as it is.".into(),
        ],
        ..Letter::default()
    }
}

/// A new password was asked for after too many wrong answers.
pub fn recovery_rests(to: String, student_id: Option<String>, name: &str) -> Letter {
    Letter {
        to,
        student_id,
        subject: "No new password today".into(),
        greeting: format!("Dear {name},"),
        before: vec![
            "A new password was asked for, but the questions were answered wrong three times. For your safety there is no new link for 24 hours. Your password works as before.".into(),
            "If it was not you, somebody reads your mail: change the password of your mailbox first.".into(),
        ],
        ..Letter::default()
    }
}

/// Three failed logins.
pub fn locked(to: String, student_id: Option<String>, name: &str, forgot: String) -> Letter {
    Letter {
        to,
        student_id,
        subject: "Your account is locked".into(),
        greeting: format!("Dear {name},"),
        before: vec![
            "Somebody tried three times to log in to your account with a wrong password, so it is locked. Unlock it with \"Forgot password\":".into(),
        ],
        link: Some(forgot),
        after: vec!["Your school's DSO can unlock it as well. Nothing you reported is lost.".into()],
        ..Letter::default()
    }
}

/// The way in for somebody who is, say, "an official of" a school.
pub fn enrolment(to: String, name: &str, work: &str, link: String) -> Letter {
    Letter {
        to,
        student_id: None,
        subject: "Your access to Foothold".into(),
        greeting: format!("Dear {name},"),
        before: vec![format!("You are {work} in Foothold. Choose your password here:")],
        link: Some(link),
        after: vec!["The link works once, for 14 days.".into()],
        ..Letter::default()
    }
}

/// A one-time code.
pub fn one_time_code(to: String, account_id: &str, code: &str) -> Letter {
    let mut letter = to_account(to, account_id, "Your one-time password");
    letter.before = vec![
        "Use this secure one-time password to log in to your account:".into(),
        code.to_owned(),
        "It works once, for ten minutes. Nobody will ever ask you for it. If you are not logging in, somebody knows your password: choose a new one under \"Forgot password?\".".into(),
    ];
    letter
}

/// A credential was changed.
pub fn credential_changed(
    to: String,
    account_id: &str,
    what: &str,
    detail: &str,
    link: String,
) -> Letter {
    let mut letter = to_account(to, account_id, &format!("Your account: {}", what.to_lowercase()));
    let detail = if detail.is_empty() { String::new() } else { format!(": {detail}") };
    letter.before = vec![
        format!("This happened to your account just now: {}{detail}.", what.to_lowercase()),
        "If this was you, you need not do anything. If it was not, open this link and press the button; it works for ten days:".into(),
    ];
    letter.link = Some(link);
    letter
}

/// A student has answered an official's question about a report. The answer stays in the portal.
pub fn report_answered(to: String, account_id: &str, page: String) -> Letter {
    let mut letter = to_account(to, account_id, "A student has answered your question");
    letter.before =
        vec!["A student has answered your question about a report. Log in to read it:".into()];
    letter.link = Some(page);
    letter
}

/// What waits for an official, in numbers: names stay in the portal.
pub fn digest(to: String, account_id: &str, lines: Vec<String>, page: String) -> Letter {
    let mut letter = to_account(to, account_id, "What waits in Foothold today");
    letter.before = lines;
    letter.link = Some(page);
    letter.after = vec![
        "This mail comes on working days, and only if something waits. You can stop it under Account, then “Second steps, backup codes, sessions”.".into(),
    ];
    letter
}
