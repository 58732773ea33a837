//! Letters to people with an online account, or on their way to one.

use super::greeting::{dear, to_account};
use crate::mail::Letter;

/// The way to confirm an address (seed 002, step 3).
pub fn confirmation(to: String, link: String, code: &str) -> Letter {
    Letter {
        to,
        subject: "Confirm your email".into(),
        greeting: "Hello,".into(),
        before: vec![
            "You asked to open an online account with this address. Open this link and press Confirm:".into(),
        ],
        link: Some(link),
        after: vec![
            "Or type this code on the page you came from:".into(),
            code.to_owned(),
            "Both work for 24 hours. If this was not you, do nothing, and no account will be created.".into(),
        ],
        ..Letter::default()
    }
}

/// The same to somebody whose sign-up has a password already: it goes on by that, or begins anew.
pub fn begun(to: String, link: String, code: &str) -> Letter {
    Letter {
        to,
        subject: "Continue your sign-up".into(),
        greeting: "Hello,".into(),
        before: vec![
            "You asked to open an online account with this address. You have already begun one, and what you set up is kept. This link shows how to continue: log in with the password you chose, or, if you cannot log in any more, start over.".into(),
        ],
        link: Some(link),
        after: vec![
            "To start over, you can also type this code on the page you came from. That removes the password, second steps, backup codes and answers you set up so far:".into(),
            code.to_owned(),
            "Both work for 24 hours. If this was not you, do nothing, and nothing changes.".into(),
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
            "You asked for an online account with this address. It already has one, and nothing was changed. Log in here; that page also helps if you forgot the password:".into(),
        ],
        link: Some(login),
        after: vec!["If this was not you, you need not do anything.".into()],
        ..Letter::default()
    }
}

/// To a student of a portal account who asked for an online account.
pub fn open_with_this_login(to: String, page: String) -> Letter {
    Letter {
        to,
        subject: "Open an online account with the login you have".into(),
        greeting: "Hello,".into(),
        before: vec![
            "You asked for an online account with this email. You already use it to log in to the student portal, and nothing was changed. One login can open both. Log in here to see what you need:".into(),
        ],
        link: Some(page),
        after: vec!["If this was not you, you need not do anything.".into()],
        ..Letter::default()
    }
}

/// A school has changed the address of a record that had joined an online account.
pub fn record_parted(to: String, account_id: &str, school: &str) -> Letter {
    let mut letter = to_account(to, account_id, "The email on your student record was changed");
    letter.before = vec![
        format!("{school} has changed the email on your student record. This online account stays as it is, but it no longer opens that record."),
        "An invitation goes to the new address. Open it to log in to your record; while you are logged in here, it offers to join this account again.".into(),
    ];
    letter.after =
        vec!["If this is not what you wanted, ask your school's international office.".into()];
    letter
}

/// A record opens by an online account of another address now: its own mailbox hears of it.
pub fn record_joined(to: String, school: &str) -> Letter {
    Letter {
        to,
        subject: "Your student record now opens with an online account".into(),
        greeting: "Hello,".into(),
        before: vec![format!(
            "Someone who had your invitation and your SEVIS ID added your student record at {school} to an online account with another email. If this was you, you need not do anything."
        )],
        after: vec![format!(
            "If this was not you, tell the international office of {school} at once. If they put a different email on your record, it is separated from that account and an invitation goes to the new email."
        )],
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

/// The way to confirm a new address of an account.
pub fn new_email(to: String, account_id: &str, link: String) -> Letter {
    let mut letter = to_account(to, account_id, "Confirm your new email");
    letter.before = vec![
        "You asked to log in to your online account with this address from now on. Open this link and press Confirm:".into(),
    ];
    letter.link = Some(link);
    letter.after = vec![
        "The link works once, for 24 hours. If this was not you, do nothing, and nothing will change."
            .into(),
    ];
    letter
}

/// The new address is in force.
pub fn email_is_new(to: String, account_id: &str, login: String) -> Letter {
    let mut letter = to_account(to, account_id, "Your email was changed");
    letter.before = vec!["You log in to your online account with this address from now on:".into()];
    letter.link = Some(login);
    letter
}

/// Why nobody is let in after a freeze.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frozen {
    /// The address belongs to another account by now.
    AddressTaken,
    /// The account needs a second step, and had none before the change.
    NoSecondStep,
}

/// What every email about a freeze says first.
const FROZEN: &str = "You told us that a change to your account was not yours. Everything was undone, every session has ended, and nobody can log in.";

/// An account was frozen, and no email opens it.
pub fn frozen_only(to: String, account_id: &str, why: Frozen) -> Letter {
    let mut letter = to_account(to, account_id, "Your account is frozen");
    let why = match why {
        Frozen::AddressTaken => {
            "Another account now uses this email, so we cannot send you a link. Please contact the help team or your school, and show them this email."
        }
        Frozen::NoSecondStep => {
            "Before that change your account had no second step yet, and an email alone must not open it, so we cannot send you a link. Please contact whoever invited you, the help team or your school, and show them this email."
        }
    };
    letter.before = vec![FROZEN.into(), why.into()];
    letter
}

/// A student's account was frozen: the way back asks for the SEVIS ID.
pub fn frozen_student(to: String, name: &str, forgot: String) -> Letter {
    Letter {
        to,
        subject: "Your account is frozen: choose a new password".into(),
        greeting: dear(name),
        before: vec![
            FROZEN.into(),
            "Choose a new password under \"Forgot password\". It asks for your email and your SEVIS ID:"
                .into(),
        ],
        link: Some(forgot),
        after: vec!["Nothing you reported is lost.".into()],
        ..Letter::default()
    }
}

/// The help team has answered. What it wrote stays in the portal.
pub fn answered(to: String, account_id: &str, link: String) -> Letter {
    let mut letter = to_account(to, account_id, "You have a new message");
    letter.before = vec!["The help team has answered you. Log in to read it:".into()];
    letter.link = Some(link);
    letter
}
