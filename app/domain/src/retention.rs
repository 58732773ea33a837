//! How long expired data is kept. Records, reports, receipts and history stay: a school keeps them for
//! three years after the end (8 CFR 214.3(g)(1)). The audit stays as well; the database refuses to
//! remove any of it.

use time::Duration;

/// Kinds of data that are deleted after a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passing {
    /// Text messages, with their numbers.
    Texts,
    /// Mails: recipient and subject; their bodies go once a mail server has taken them.
    Mails,
    /// Mailed links.
    Links,
    /// How an account was opened before a change of it.
    CredentialChanges,
    /// Addresses that accounts were to get.
    EmailChanges,
    /// Browsers known to an account.
    Devices,
    /// What happened to an account.
    SecurityEvents,
    /// Access codes of cases.
    CaseCodes,
}

/// A rule: what is deleted, and how long after it was made, last used, or lapsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What.
    pub what: Passing,
    /// For how long.
    pub kept: Duration,
    /// Why so long.
    pub why: &'static str,
}

const fn rule(what: Passing, days: i64, why: &'static str) -> Rule {
    Rule { what, kept: Duration::days(days), why }
}

/// Every rule.
pub const RULES: [Rule; 8] = [
    rule(Passing::Texts, 30, "a number is needed while its code is; disputes come within a month"),
    rule(
        Passing::Mails,
        3 * 365,
        "a student can show what was mailed as long as the record is kept",
    ),
    rule(Passing::Links, 90, "an old link says for a while why it does not work any more"),
    rule(Passing::CredentialChanges, 30, "\u{201c}this was not me\u{201d} works for ten days"),
    rule(Passing::EmailChanges, 30, "the link works for a day"),
    rule(Passing::Devices, 180, "a browser is known for so long after its last login"),
    rule(Passing::SecurityEvents, 365, "the account page shows a year"),
    rule(Passing::CaseCodes, 120, "a code works for 90 days"),
];
