//! Every letter the portal writes (`sevp-portal` §6).

use super::Letter;
use crate::store::entity::student;
use domain::authorization::Kind;
use domain::{Date, date};

/// Subject of the invitation, word for word as the seed has it.
pub const INVITATION: &str =
    "Optional Practical Training Approval - the next step. Create an SEVP Portal account.";
/// Subject of an official's reset.
pub const ACCOUNT_RESET: &str = "Account reset.";

/// The name a person is greeted by.
pub fn full_name(student: &student::Model) -> String {
    format!("{} {}", student.given_name, student.surname).trim().to_owned()
}

fn to_student(student: &student::Model, subject: &str) -> Letter {
    Letter {
        to: student.email.clone().unwrap_or_default(),
        student_id: Some(student.id.clone()),
        subject: subject.to_owned(),
        greeting: format!("Dear {},", full_name(student)),
        ..Letter::default()
    }
}

/// The way to registration.
pub fn invitation(student: &student::Model, kind: Kind, link: String, last_day: Date) -> Letter {
    let mut letter = to_student(student, INVITATION);
    letter.before = vec![
        format!("Your {} has been approved. Congratulations!", kind.words()),
        "While it lasts, the law asks you to report your address, phone and employer within 10 days of each change. You do this in the portal. Create your account with this link:".into(),
    ];
    letter.link = Some(link);
    letter.after = vec![
        format!("The link works until the end of {}. After that you can get a new one under \"Forgot password\", or from your school.", date::long(last_day)),
        "You will need your SEVIS ID, at the top left of your Form I-20, and a password of your choice. Registration is free.".into(),
    ];
    letter
}

/// The account exists.
pub fn account_created(student: &student::Model, login: String) -> Letter {
    let mut letter = to_student(student, "Your portal account is ready");
    letter.before = vec![
        "You have created your portal account. Log in with this email and the password you chose:"
            .into(),
    ];
    letter.link = Some(login);
    letter.after =
        vec!["If this was not you, tell your school's international office at once.".into()];
    letter
}

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

/// An official reset the account.
pub fn account_reset(student: &student::Model, link: String, last_day: Date) -> Letter {
    let mut letter = to_student(student, ACCOUNT_RESET);
    letter.before = vec![
        "Your school has reset your portal account. Choose a new password here; you need your SEVIS ID:".into(),
    ];
    letter.link = Some(link);
    letter.after = vec![format!("The link works once, until the end of {}.", date::long(last_day))];
    letter
}

/// A temporary password, to the new address.
pub fn temporary_password(student: &student::Model, password: &str, login: String) -> Letter {
    let mut letter = to_student(student, "Your email was changed: temporary password");
    letter.before = vec![
        "Your school has changed the email of your portal account to this address. Your account is locked until you log in with this email and this temporary password:".into(),
        password.to_owned(),
    ];
    letter.link = Some(login);
    letter.after = vec![
        "The password works for 24 hours; you then choose your own. If it is too old, use \"Forgot password\".".into(),
    ];
    letter
}

/// The same, to the old address.
pub fn email_changed(student: &student::Model, old: String) -> Letter {
    let mut letter = to_student(student, "The email of your portal account was changed");
    letter.to = old;
    letter.before = vec![
        "Your school has changed the email of your portal account, so this address no longer works for logging in.".into(),
        "If this is a mistake, contact your school's DSO, who can correct it.".into(),
    ];
    letter
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

/// The authorization has ended.
pub fn access_ends(student: &student::Model, closes: Date) -> Letter {
    let mut letter = to_student(student, "Your authorization has ended");
    letter.before = vec![
        format!(
            "Your practical training authorization has ended. You can still make reports for 15 days, and read and print your record until {}.",
            date::long(closes)
        ),
        "Please save or print what you want to keep, your history too.".into(),
    ];
    letter
}

/// Thirty days to go.
pub fn access_closing(student: &student::Model, closes: Date) -> Letter {
    let mut letter = to_student(student, "Your portal account closes in 30 days");
    letter.before = vec![format!(
        "Your portal account closes on {}. Please save or print what you want to keep.",
        date::long(closes)
    )];
    letter
}

/// Closed.
pub fn access_closed(student: &student::Model) -> Letter {
    let mut letter = to_student(student, "Your portal account is closed");
    letter.before = vec![
        "Six months have passed since your authorization ended, so your portal account is closed. Your school keeps your record.".into(),
    ];
    letter
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

fn to_account(to: String, account_id: &str, subject: &str) -> Letter {
    Letter {
        to,
        account_id: Some(account_id.to_owned()),
        subject: subject.to_owned(),
        greeting: "Hello,".into(),
        ..Letter::default()
    }
}

/// A one-time code.
pub fn one_time_code(to: String, account_id: &str, code: &str) -> Letter {
    let mut letter = to_account(to, account_id, "Your one-time password");
    letter.before = vec![
        "Somebody, we hope you, is logging in to your account and needs this secure one-time password:".into(),
        code.to_owned(),
        "It works for ten minutes, once. Nobody will ever ask you for it. If this was not you, somebody knows your password: choose a new one under \"Forgot password?\".".into(),
    ];
    letter
}

/// The way to confirm an address (seed 002, step 3).
pub fn confirmation(to: String, link: String, code: &str) -> Letter {
    Letter {
        to,
        subject: "Confirm your email".into(),
        greeting: "Hello,".into(),
        before: vec![
            "Somebody, we hope you, wants to open an online account with this address. Open this link and press Confirm:".into(),
        ],
        link: Some(link),
        after: vec![
            "Or type this code on the page you came from:".into(),
            code.to_owned(),
            "Both work for 24 hours. If this was not you, do nothing: no account comes into being.".into(),
        ],
        ..Letter::default()
    }
}

/// To somebody who has an account and asked for another one.
pub fn already_there(to: String, login: String) -> Letter {
    Letter {
        to,
        subject: "You already have an account".into(),
        greeting: "Hello,".into(),
        before: vec![
            "Somebody, we hope you, asked for an online account with this address. It has one already, and nothing was changed. Log in here; if you forgot the password, that page helps:".into(),
        ],
        link: Some(login),
        after: vec!["If this was not you, you need not do anything.".into()],
        ..Letter::default()
    }
}

/// The online account is complete (seed 002, step 10).
pub fn online_account_created(to: String, account_id: &str, login: String) -> Letter {
    let mut letter = to_account(to, account_id, "Your online account has been created");
    letter.before = vec![
        "You have created your online account. Log in with this email, your password and your second step:".into(),
    ];
    letter.link = Some(login);
    letter.after = vec![
        "Keep your backup code in a safe place. If this was not you, choose a new password at once under \"Forgot password?\".".into(),
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

/// The way to confirm a new address of an account.
pub fn new_email(to: String, account_id: &str, link: String) -> Letter {
    let mut letter = to_account(to, account_id, "Confirm your new email");
    letter.before = vec![
        "Somebody, we hope you, wants to log in to an online account with this address from now on. Open this link and press Confirm:".into(),
    ];
    letter.link = Some(link);
    letter.after = vec![
        "The link works once, for 24 hours. If this was not you, do nothing: nothing changes."
            .into(),
    ];
    letter
}

/// The new address is in force.
pub fn email_is_new(to: String, account_id: &str, login: String) -> Letter {
    let mut letter = to_account(to, account_id, "Your email is changed");
    letter.before = vec!["You log in to your online account with this address from now on:".into()];
    letter.link = Some(login);
    letter
}

/// The help team has answered. What it wrote stays in the portal.
pub fn answered(to: String, account_id: &str, link: String) -> Letter {
    let mut letter = to_account(to, account_id, "You have a new message");
    letter.before = vec!["The help team has answered you. Log in to read it:".into()];
    letter.link = Some(link);
    letter
}

/// News of a case. What they are stays in the portal.
pub fn case_news(to: String, account_id: &str, link: String) -> Letter {
    let mut letter = to_account(to, account_id, "There is news of a case");
    letter.before =
        vec!["The status of a case in your account has changed. Log in to see it:".into()];
    letter.link = Some(link);
    letter
}

/// A representative asks to see a case.
pub fn consent_asked(to: String, account_id: &str, link: String) -> Letter {
    let mut letter = to_account(to, account_id, "Somebody asks to see your case");
    letter.before = vec![
        "Somebody who says to be your legal representative asks to see one of your cases. Log in, look who it is, and agree or refuse:".into(),
    ];
    letter.link = Some(link);
    letter.after = vec!["Until you agree, they see nothing.".into()];
    letter
}

/// The other side has decided.
pub fn consent_decided(to: String, account_id: &str, link: String) -> Letter {
    let mut letter = to_account(to, account_id, "A consent has changed");
    letter.before = vec!["Who may see a case has changed. Log in to see where it stands:".into()];
    letter.link = Some(link);
    letter
}

/// An online access code, to the e-mail on the case's form.
pub fn access_code(to: String, receipt: &str, code: &str, link: String) -> Letter {
    Letter {
        to,
        subject: "Your online access code".into(),
        greeting: "Hello,".into(),
        before: vec![
            format!("A new online access code was asked for, for the case whose number ends in {receipt}:"),
            code.to_owned(),
            "Log in to your online account, choose \"Add a case\", and type it:".into(),
        ],
        link: Some(link),
        after: vec![
            "It works once, for 90 days. If you did not ask for it, you need not do anything, and show it to nobody.".into(),
        ],
        ..Letter::default()
    }
}
