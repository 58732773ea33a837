//! Registration, login, recovery.

use super::form::{Form, form, with_token};
use crate::routes;
use domain::invitation::LinkState;
use domain::password::{Context, Policy};
use serde::{Deserialize, Serialize};

form! {
    /// The SEVIS ID step.
    IdentifyForm("identify") hides ["token"] on |f| with_token(routes::REGISTER, &f.token); {
        /// The link.
        token,
        /// As typed.
        sevis_id,
    }
}

form! {
    /// The password step.
    CreateAccountForm("create_account") hides ["token", "password", "confirm"]
    on |f| with_token(routes::REGISTER, &f.token); {
        /// The link.
        token,
        /// The new password.
        password,
        /// The same again.
        confirm,
    }
}

form! {
    /// One login for the student's record and an online account.
    JoinForm("join") hides ["token"] on |f| with_token(routes::REGISTER, &f.token); {
        /// The link.
        token,
        /// Which account.
        which,
    }
}

form! {
    /// Login.
    LoginForm("login") hides ["password"]
    on |f| if f.next.is_empty() { routes::LOGIN.to_owned() } else { routes::login_then(&f.next) }; {
        /// Email.
        email,
        /// Password.
        password,
        /// Where to go then.
        next,
    }
}

form! {
    /// Forgot password.
    ForgotForm("forgot") hides [] on |_| routes::FORGOT.to_owned(); {
        /// Email.
        email,
        /// SEVIS ID; officials have none.
        sevis_id,
    }
}

form! {
    /// A new password by a mailed link.
    ResetForm("reset") hides ["token", "password", "confirm", "answer1", "answer2"] on |f| with_token(routes::RESET, &f.token); {
        /// The link.
        token,
        /// Asked for by links of an official's reset.
        sevis_id,
        /// Answer to the first question asked of an online account.
        answer1,
        /// Answer to the second.
        answer2,
        /// The new password.
        password,
        /// The same again.
        confirm,
    }
}

form! {
    /// A new password while logged in.
    ChangePasswordForm("change_password") hides ["current", "password", "confirm"]
    on |_| routes::ACCOUNT.to_owned(); {
        /// The current one; not asked for right after a login with a temporary one.
        current,
        /// The new one.
        password,
        /// The same again.
        confirm,
    }
}

form! {
    /// Agreement to the attestation.
    AttestForm("attest") hides [] on |_| routes::ATTEST.to_owned(); {
        /// Where to go then.
        next,
    }
}

/// What the registration page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterView {
    /// What the link is good for.
    pub link: LinkState,
    /// Set once the SEVIS ID was given in this browser.
    pub person: Option<Greeting>,
    /// Online accounts that the record can join.
    pub joins: Vec<JoinChoice>,
}

/// An online account that a record can join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinChoice {
    /// For `JoinForm::which`.
    pub which: String,
    /// Its email.
    pub email: String,
    /// It has the address of the record, so no other account can be opened with that.
    pub by_address: bool,
}

/// Who registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Greeting {
    /// Full name.
    pub name: String,
    /// Email, the user name from now on.
    pub email: String,
    /// The rules for the password.
    pub policy: Policy,
    /// What the password is compared with.
    pub context: Context,
}

/// What the page of a password link shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetView {
    /// What the link is good for.
    pub link: LinkState,
    /// The SEVIS ID is asked for as well.
    pub asks_sevis_id: bool,
    /// It is of a student, whom the school can help.
    pub student: bool,
    /// Password reset questions asked besides.
    pub questions: Vec<String>,
    /// The rules for the password.
    pub policy: Policy,
}

/// The account page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// Email.
    pub email: String,
    /// The password must be changed before anything else.
    pub forced: Option<ForcedChange>,
    /// The current password is asked for.
    pub asks_current: bool,
    /// The rules for the password.
    pub policy: Policy,
    /// What the password is compared with.
    pub context: Context,
    /// When the password was set, in the school's time zone.
    pub password_since: String,
    /// The day on which it expires.
    pub password_expires: Option<String>,
}

/// Why the password must be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ForcedChange {
    /// It was mailed.
    Temporary,
    /// It is too old.
    Expired,
}

/// The attestation page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttestView {
    /// Full name.
    pub name: String,
}

/// The demo's mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxView {
    /// What the authenticator apps of the demo's people show now, by email.
    pub codes: Vec<(String, String)>,
    /// Mails and texts of the page, newest first.
    pub mails: Vec<MailView>,
    /// The page shown, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
}

/// A mail or text of the demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailView {
    /// Identity.
    pub id: String,
    /// When it was written.
    pub at: String,
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text part.
    pub text: String,
    /// The link in it, as a path of this portal.
    pub link: Option<String>,
    /// Where it stands.
    pub state: MailState,
}

domain::named_codes! {
    /// Where a mail stands.
    MailState {
        /// In the outbox.
        Queued = "queued", "Not sent yet";
        /// Waits for the student's email of the day.
        Daily = "daily", "Comes with the next daily email";
        /// It was named in an email of the day; whether that arrived says its own line.
        InDaily = "in_daily", "Named in a daily email";
        /// Nothing was sent: the student has chosen so, or there was no address.
        Here = "here", "In the portal’s inbox only";
        /// Handed to the mail server.
        Sent = "sent", "Sent";
        /// Given up after many tries.
        Failed = "failed", "Could not be delivered";
    }
}

impl MailState {
    /// Where a mail stands and, where it was or will be sent by itself, to whom.
    pub fn line(self, to: &str) -> String {
        match self {
            Self::Daily | Self::InDaily | Self::Here => self.words().to_owned(),
            Self::Queued | Self::Sent | Self::Failed => format!("To {to} · {}", self.words()),
        }
    }
}
