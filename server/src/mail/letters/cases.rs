//! Letters about cases and consents. What the news is stays in the portal.

use super::greeting::to_account;
use crate::mail::Letter;

/// News of a case. What they are stays in the portal.
pub fn case_news(to: String, account_id: &str, link: String) -> Letter {
    let mut letter = to_account(to, account_id, "There is news about a case");
    letter.before =
        vec!["The status of a case in your account has changed. Log in to see it:".into()];
    letter.link = Some(link);
    letter
}

/// A representative asks to see a case.
pub fn consent_asked(to: String, account_id: &str, link: String) -> Letter {
    let mut letter = to_account(to, account_id, "Someone is asking to see your case");
    letter.before = vec![
        "A person who says they are your legal representative has asked to see one of your cases. Log in, check who it is, and agree or refuse:".into(),
    ];
    letter.link = Some(link);
    letter.after = vec!["Until you agree, they see nothing.".into()];
    letter
}

/// The other side has decided.
pub fn consent_decided(to: String, account_id: &str, link: String) -> Letter {
    let mut letter = to_account(to, account_id, "Access to a case has changed");
    letter.before = vec!["Who may see a case has changed. Log in to see where it stands:".into()];
    letter.link = Some(link);
    letter
}

/// An online access code, to the email on the case's form.
pub fn access_code(to: String, receipt: &str, code: &str, link: String) -> Letter {
    Letter {
        to,
        subject: "Your online access code".into(),
        greeting: "Hello,".into(),
        before: vec![
            format!("Someone requested a new online access code for the case whose number ends in {receipt}:"),
            code.to_owned(),
            "Log in to your online account, choose \"Add a case\", and type it:".into(),
        ],
        link: Some(link),
        after: vec![
            "It works once, for 90 days. If you did not request it, you do not need to do anything. Do not share it with anyone.".into(),
        ],
        ..Letter::default()
    }
}
