//! Second steps: what kinds there are, and for whom each is enough.

use crate::role::Role;
use time::Duration;

/// How long a mailed or texted code works (NIST SP 800-63B-4 §3.1.3, seed 002 step 6).
pub const CODE_LIFE: Duration = Duration::minutes(10);
/// Wrong codes that use one up.
pub const CODE_TRIES: u8 = 5;
/// Most authenticator apps of one account.
pub const APPS: usize = 2;
/// Backup codes in a set.
pub const BACKUP_SET: usize = 10;
/// How long a login counts as fresh for a sensitive change.
pub const FRESH: Duration = Duration::minutes(15);

crate::named_codes! {
    /// A kind of second step, in the order in which they are offered: the one that cannot be
    /// phished first.
    FactorKind {
        /// WebAuthn credential.
        Passkey = "passkey", "Passkey";
        /// TOTP (RFC 6238).
        App = "app", "Authenticator app";
        /// Code by text message to a US mobile.
        Text = "text", "Text message";
        /// Code by email.
        Email = "email", "Email";
    }
}

impl FactorKind {
    /// Codes are sent, not made by a device of the person.
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Text | Self::Email)
    }

    /// Whether this kind alone is a second step for the role. Email is no independent channel
    /// (NIST SP 800-63B-4 §3.1.3), so it is never enough for officials and representatives.
    pub fn is_enough_for(self, role: Role) -> bool {
        match role {
            Role::Dso | Role::Pdso | Role::Helpdesk => matches!(self, Self::Passkey | Self::App),
            Role::Representative => self != Self::Email,
            Role::Student | Role::SigningUp | Role::Applicant => true,
        }
    }
}

/// The state of a one-time code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeState {
    /// It may be tried.
    Open,
    /// Its ten minutes are over.
    Lapsed,
    /// Used, or worn out by wrong tries.
    Spent,
}

/// What a code is good for.
pub fn code_state(age: Duration, failures: u8, used: bool) -> CodeState {
    if used || failures >= CODE_TRIES {
        CodeState::Spent
    } else if age > CODE_LIFE || age < Duration::ZERO {
        CodeState::Lapsed
    } else {
        CodeState::Open
    }
}

/// A code as typed, with the blanks and hyphens people copy along left out.
pub fn bare_code(typed: &str) -> String {
    crate::text::compact(typed).to_lowercase()
}
