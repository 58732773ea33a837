//! The life of a portal account as a pure function, `step(state, event, now)`. It returns effects; the caller carries them out.

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// Failed logins that lock a portal account (policy `seed`).
pub const LOGIN_TRIES: u8 = 3;
/// Hours for which a temporary password or a reset link works.
pub const TEMPORARY_HOURS: i64 = 24;

crate::named_codes! {
    /// Whether the account lets anyone in.
    Standing {
        /// Open for logins.
        Open = "open", "Open";
        /// Three failed logins.
        LockedByLogins = "locked_by_logins", "Locked after failed logins";
        /// The school changed the email; only the temporary password opens it.
        LockedByEmailChange = "locked_by_email_change", "Locked by an email change";
        /// Access has ended.
        Closed = "closed", "Closed";
    }
}

/// What kind of password the account has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Credential {
    /// Chosen by the person at this instant.
    Chosen(OffsetDateTime),
    /// Mailed; must be changed at once and works until this instant.
    Temporary(OffsetDateTime),
    /// None that works: frozen or reset, the account waits for its owner to choose one by a mailed link.
    Missing,
}

/// What the rules need to know of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Open or locked.
    pub standing: Standing,
    /// Failed logins in a row.
    pub failures: u8,
    /// The password's kind.
    pub credential: Credential,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A login with a wrong password.
    WrongPassword,
    /// A login with the right password.
    RightPassword,
    /// A login by a passkey alone.
    /// It counts only where it was last proven since the password was chosen: who chooses a new one, because somebody else may be
    /// in, shuts out every passkey but one that comes with that password.
    RightPasskey {
        /// When the passkey was last used, or added.
        proven: OffsetDateTime,
    },
    /// The person set a new password (by a link, or logged in).
    PasswordSet,
    /// The school changed the email.
    EmailChanged,
    /// Access has ended.
    AccessEnded,
    /// The school opened a new authorization, or access began again.
    AccessBegan,
}

/// What is to be done besides storing the new state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Tell the student that the account is locked, and the way out.
    MailLocked,
    /// Tell the student that the password was changed.
    MailPasswordChanged,
    /// Mail a temporary password to the new address and a notice to the old one.
    MailEmailChange,
    /// End every session of the account.
    EndSessions,
}

/// Why an event was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Locked, closed or lapsed: the caller answers exactly as for a wrong password.
    NotNow,
}

/// The next state and what follows from it.
pub fn step(
    account: Account,
    event: Event,
    now: OffsetDateTime,
) -> Result<(Account, Vec<Effect>), Refusal> {
    let mut next = account;
    let mut effects = Vec::new();
    match event {
        Event::WrongPassword => {
            if matches!(account.standing, Standing::LockedByLogins | Standing::Closed) {
                return Err(Refusal::NotNow);
            }
            next.failures = account.failures.saturating_add(1);
            if next.failures >= LOGIN_TRIES {
                next.standing = Standing::LockedByLogins;
                effects.push(Effect::MailLocked);
            }
        }
        Event::RightPassword | Event::RightPasskey { .. } => {
            if !opens(account, now) || !stands_for(account.credential, event) {
                return Err(Refusal::NotNow);
            }
            next.failures = 0;
        }
        Event::PasswordSet => {
            if account.standing == Standing::Closed {
                return Err(Refusal::NotNow);
            }
            next = Account {
                standing: Standing::Open,
                failures: 0,
                credential: Credential::Chosen(now),
            };
            effects.extend([Effect::EndSessions, Effect::MailPasswordChanged]);
        }
        Event::EmailChanged => {
            next.credential = Credential::Temporary(now + Duration::hours(TEMPORARY_HOURS));
            next.failures = 0;
            if account.standing != Standing::Closed {
                next.standing = Standing::LockedByEmailChange;
                effects.push(Effect::MailEmailChange);
            }
            effects.push(Effect::EndSessions);
        }
        Event::AccessEnded => {
            next.standing = Standing::Closed;
            effects.push(Effect::EndSessions);
        }
        Event::AccessBegan => {
            if account.standing == Standing::Closed {
                next.standing = before_the_end(account);
            }
        }
    }
    Ok((next, effects))
}

/// True if the right password opens the account.
fn opens(account: Account, now: OffsetDateTime) -> bool {
    match (account.standing, account.credential) {
        (Standing::Open, Credential::Chosen(_)) => true,
        (Standing::Open | Standing::LockedByEmailChange, Credential::Temporary(until)) => {
            now < until
        }
        _ => false,
    }
}

/// A passkey stands for a password of the owner's own, never for one that was mailed, is still to be chosen, or is newer than the
/// last use of the passkey.
fn stands_for(credential: Credential, event: Event) -> bool {
    match event {
        Event::RightPasskey { proven } => {
            matches!(credential, Credential::Chosen(since) if proven >= since)
        }
        _ => true,
    }
}

/// The standing an account gets back when access begins again: a lock from before the end still holds.
fn before_the_end(account: Account) -> Standing {
    if account.failures >= LOGIN_TRIES {
        Standing::LockedByLogins
    } else if matches!(account.credential, Credential::Temporary(_)) {
        Standing::LockedByEmailChange
    } else {
        Standing::Open
    }
}

/// True if the password must be changed before anything else.
pub fn must_change(credential: Credential, max_age_days: Option<u16>, now: OffsetDateTime) -> bool {
    match credential {
        Credential::Temporary(_) => true,
        Credential::Missing => false,
        Credential::Chosen(since) => {
            max_age_days.is_some_and(|days| now >= since + Duration::days(i64::from(days)))
        }
    }
}
