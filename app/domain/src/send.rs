//! How many mails and texts may be sent on request, so that nobody can use the portal to flood others.

use time::Duration;

crate::named_codes! {
    /// What is sent.
    Channel {
        /// A code by text message: it costs money, and wakes people up.
        Text = "text", "Text message";
        /// A code to a number that nobody has shown to be theirs.
        NewText = "new_text", "Text message to an unproven number";
        /// A code by mail to an account's own address.
        Code = "code", "Code by mail";
        /// A mail to an address that nobody has proven to be theirs.
        Stranger = "stranger", "Mail to an unproven address";
        /// A link or a code to an employer, who may have many students.
        Signer = "signer", "Mail to an employer";
        /// A mail that says that somebody chose how news come.
        Choice = "choice", "Mail about a choice";
        /// A mail that an official causes: an invitation, a reset, a new address.
        Official = "official", "Mail by an official";
        /// A mail that opens an account to whoever has its mailbox.
        Recovery = "recovery", "Recovery mail";
    }
}

/// How much of a channel may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Most to one address or phone number: in an hour, and in a day.
    pub recipient: (u64, u64),
    /// Asked for by one account in an hour.
    pub sender: u64,
    /// Asked for from one network in an hour: a campus is one.
    pub origin: u64,
    /// In all, in an hour.
    pub portal: u64,
}

/// The longest period of any quota.
pub const LONGEST: Duration = Duration::hours(24);

impl Channel {
    /// How much of it may be sent.
    pub fn quota(self) -> Quota {
        match self {
            Self::Text | Self::NewText => {
                Quota { recipient: (10, 20), sender: 20, origin: 200, portal: 1_000 }
            }
            Self::Code => Quota { recipient: (20, 60), sender: 20, origin: 600, portal: 10_000 },
            Self::Stranger => Quota { recipient: (5, 10), sender: 10, origin: 200, portal: 2_000 },
            Self::Signer => Quota { recipient: (30, 100), sender: 20, origin: 200, portal: 5_000 },
            Self::Choice => Quota { recipient: (20, 40), sender: 20, origin: 600, portal: 10_000 },
            // On the worst day one official resets many accounts.
            Self::Official => {
                Quota { recipient: (10, 30), sender: 300, origin: 1_000, portal: 10_000 }
            }
            Self::Recovery => Quota { recipient: (5, 20), sender: 20, origin: 600, portal: 5_000 },
        }
    }
}
