//! Second steps: choosing, confirming, using.

use super::form::{Form, act, form};
use crate::routes;
use domain::factor::FactorKind;
use serde::{Deserialize, Serialize};

form! {
    /// Which second steps a person wants (step 5 of the sign-up).
    ChooseForm("choose_second_step") hides []
    on |_| domain::sign_up::Step::SecondStep.path().to_owned(); {
        /// Ticked for a passkey.
        passkey,
        /// Ticked for an authenticator app.
        app,
        /// Ticked for text messages.
        text,
        /// Ticked for email.
        by_email,
        /// US mobile number for text messages.
        mobile,
    }
}

form! {
    /// One more second step of an account.
    AddFactorForm("add_factor") hides [] on |_| routes::SECURITY.to_owned(); {
        /// Code of the kind.
        kind,
        /// What the person calls it.
        factor_name,
        /// US mobile number for text messages.
        mobile,
    }
}

form! {
    /// A one-time code, to confirm a new second step.
    EnrolCodeForm("enrol_code") hides ["code"] on |f| routes::own_path(&f.page).unwrap_or(routes::ENROL).to_owned(); {
        /// The code.
        code,
        /// The page it stands on.
        page,
    }
}

form! {
    /// A one-time code, as the second step of a login.
    SecondStepForm("second_step") hides ["code"] on |_| routes::VERIFY.to_owned(); {
        /// The code.
        code,
    }
}

form! {
    /// A backup code, as the second step of a login.
    BackupCodeForm("backup_code") hides ["backup_code"] on |_| routes::VERIFY_BACKUP.to_owned(); {
        /// The code.
        backup_code,
    }
}

form! {
    /// A mailed code and two answers, where every second step is lost.
    LostForm("lost") hides ["code", "answer1", "answer2"] on |_| routes::VERIFY_LOST.to_owned(); {
        /// The mailed code.
        code,
        /// Answer to the first question.
        answer1,
        /// Answer to the second.
        answer2,
    }
}

form! {
    /// What the browser's passkey answered, as JSON.
    PasskeyForm("passkey") hides ["credential"]
    on |f| routes::own_path(&f.page).unwrap_or(routes::VERIFY).to_owned(); {
        /// The answer.
        credential,
        /// The page it stands on.
        page,
    }
}

form! {
    /// What a passkey answered that logs in without a password, as JSON.
    PasskeyLoginForm("passkey_login") hides ["credential"]
    on |f| if f.next.is_empty() { routes::LOGIN.to_owned() } else { routes::login_then(&f.next) }; {
        /// The answer.
        credential,
        /// Where to go then.
        next,
    }
}

form! {
    /// The password again, before a sensitive change.
    FreshLoginForm("fresh_login") hides ["password"] on |f| routes::fresh(&f.next); {
        /// Password.
        password,
        /// Where to go then.
        next,
    }
}

act! {
    /// Takes another way for the second step, or asks for a new code.
    TakeWayForm("take_way") on |_| routes::VERIFY.to_owned()
}

act! {
    /// Mails the code for whoever has lost every second step.
    SendLostForm("send_lost") on |_| routes::VERIFY_LOST.to_owned()
}

act! {
    /// A new key or code for a chosen second step, in this browser.
    BeginFactorForm("begin_factor") on |_| routes::ENROL.to_owned()
}

act! {
    /// Drops a chosen second step.
    DropFactorForm("drop_factor") on |_| routes::ENROL.to_owned()
}

/// A new second step that waits for its first code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolView {
    /// Identity.
    pub id: String,
    /// Its kind.
    pub kind: FactorKind,
    /// What this browser needs to confirm it; none until it asks.
    pub setup: Option<Setup>,
    /// How many more wait after it.
    pub more: usize,
    /// The address of the portal has a name, as passkeys need.
    pub named_host: bool,
}

/// What is needed to confirm a new second step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setup {
    /// The key of an authenticator app.
    App {
        /// Base32, in groups of four.
        key: String,
        /// The `otpauth:` address, for a tap on the same phone.
        url: String,
        /// The same as a QR code: an SVG path in a square of `size` units.
        qr: String,
        /// Units of the square.
        size: usize,
    },
    /// A code went to this address or number, of which the middle is hidden.
    Sent {
        /// To whom.
        to: String,
    },
    /// The browser asks the passkey.
    Passkey,
}

/// A second step that can be used now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayView {
    /// Identity.
    pub id: String,
    /// Its kind.
    pub kind: FactorKind,
    /// Its name, or the address or number with the middle hidden.
    pub name: String,
}

/// The second step of a login.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyView {
    /// The one in use; none when the account has none yet.
    pub way: Option<WayView>,
    /// A code was sent, where this way needs one.
    pub sent: bool,
    /// The others.
    pub others: Vec<WayView>,
}

/// The page on which an account without a second step begins one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstFactorView {
    /// The kinds that are enough.
    pub kinds: Vec<FactorKind>,
}

/// What opens an account whose second steps are all lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostView {
    /// The password was changed within the last day, so this way is closed for a day.
    pub waits: bool,
    /// Two questions; none where they count as no proof.
    pub questions: Vec<String>,
    /// The code was mailed.
    pub sent: bool,
    /// Who is helped how depends on it.
    pub role: domain::role::Role,
    /// Where the code goes.
    pub email: String,
}
