//! Letters about passwords, codes and credentials, to whoever has an account.

use super::greeting::{dear, to_account};
use crate::mail::Letter;

/// A new password was asked for.
pub fn password_link(to: String, student_id: Option<String>, name: &str, link: String) -> Letter {
    Letter {
        to,
        student_id,
        subject: "Choose a new password".into(),
        greeting: dear(name),
        before: vec!["Someone asked to reset your password. Choose a new password here. This also unlocks your account:".into()],
        link: Some(link),
        after: vec![
            "The link works once, for 24 hours. If you did not ask for it, you do not need to do anything. Your password stays the same.".into(),
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
        greeting: dear(name),
        before: vec![
            "Someone asked to reset your password but answered the questions incorrectly three times. For your security, we will not send another link for 24 hours. Your current password still works.".into(),
            "If this was not you, someone else may be reading your email. Change the password of your email account first.".into(),
        ],
        ..Letter::default()
    }
}

/// Three failed logins. An account without a student is of nobody whom a school could let in.
pub fn locked(
    to: String,
    (student_id, account_id): (Option<String>, &str),
    name: &str,
    forgot: String,
) -> Letter {
    let helps = match student_id {
        Some(_) => "Your school's DSO can unlock it as well. Nothing you reported is lost.",
        None => "Nothing in your account is lost.",
    };
    Letter {
        to,
        student_id,
        account_id: Some(account_id.to_owned()),
        subject: "Your account is locked".into(),
        greeting: dear(name),
        before: vec![
            "Someone tried to log in to your account three times with a wrong password, so we locked it. Unlock it with \"Forgot password\":".into(),
        ],
        link: Some(forgot),
        after: vec![helps.into()],
        ..Letter::default()
    }
}

/// The way in for somebody who is, say, "an official of" a school; the link works for so long.
pub fn enrolment(
    to: String,
    name: &str,
    said: &str,
    (link, life): (String, time::Duration),
) -> Letter {
    let life = match life.whole_days() {
        0 | 1 => format!("{} hours", life.whole_hours()),
        days => format!("{days} days"),
    };
    Letter {
        to,
        student_id: None,
        subject: "Your access to Foothold".into(),
        greeting: dear(name),
        before: vec![format!("{said} Choose your password here:")],
        link: Some(link),
        after: vec![format!("The link works once, for {life}.")],
        ..Letter::default()
    }
}

/// A one-time code.
pub fn one_time_code(to: String, account_id: &str, code: &str) -> Letter {
    let mut letter = to_account(to, account_id, "Your one-time password");
    letter.before = vec![
        "Use this secure one-time password to log in to your account:".into(),
        code.to_owned(),
        "It works once, for 10 minutes. Do not share it with anyone. If you did not request it, someone may know your password: choose a new one under \"Forgot password?\".".into(),
    ];
    letter
}

/// Mails about news were turned on or off.
pub fn news_chosen(to: String, account_id: &str, on: bool, page: String) -> Letter {
    let mut letter = to_account(to, account_id, "Emails about news were changed");
    letter.before = vec![
        match on {
            true => "From now on, an email says when there is news for you.",
            false => "From now on, no email says any more that there is news for you. Emails about the security of your account still come.",
        }
        .to_owned(),
        "If this was not you, change it back, and then your password:".to_owned(),
    ];
    letter.link = Some(page);
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
        "If this was you, you do not need to do anything. If not, open this link and press the button. It works for 10 days:".into(),
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
    let mut letter = to_account(to, account_id, "Waiting for you in Foothold today");
    letter.before = lines;
    letter.link = Some(page);
    letter.after = vec![
        "We send this email on working days, and only if something is waiting. You can stop it under Account, then “Second steps, backup codes, sessions”.".into(),
    ];
    letter
}
