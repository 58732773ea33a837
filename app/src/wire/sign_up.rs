//! Opening an online account.

use super::form::{Form, act, form};
use crate::routes;
use domain::password::{Context, Policy};
use domain::questions::QuestionsForm;
use domain::sign_up::Step;
use serde::{Deserialize, Serialize};

form! {
    /// Step 2: the email.
    SignUpForm("sign_up") hides [] on |_| routes::SIGN_UP.to_owned(); {
        /// Email.
        email,
    }
}

form! {
    /// Step 3, by the link or by the typed code.
    ConfirmForm("confirm") hides ["confirmation_code"]
    on |f| if f.token.is_empty() { routes::SIGN_UP_CONFIRM.to_owned() } else { routes::confirm(&f.token) }; {
        /// The link.
        token,
        /// The code.
        confirmation_code,
    }
}

form! {
    /// Asks for another confirmation mail.
    ResendForm("resend") hides [] on |_| routes::SIGN_UP_CONFIRM.to_owned(); {
        /// Nothing to type.
        nothing,
    }
}

form! {
    /// Step 4: the password.
    SignUpPasswordForm("sign_up_password") hides ["password", "confirm"]
    on |_| Step::Password.path().to_owned(); {
        /// The new password.
        password,
        /// The same again.
        confirm,
    }
}

form! {
    /// Step 9: the account type.
    AccountTypeForm("account_type") hides [] on |_| Step::AccountType.path().to_owned(); {
        /// Code of the role.
        account_type,
    }
}

impl Form for QuestionsForm {
    const NAME: &'static str = "questions";
    const SECRETS: &'static [&'static str] = &domain::questions::ANSWER_FIELDS;
    fn page(&self) -> String {
        Step::Questions.path().to_owned()
    }
}

act! {
    /// The backup code is put away.
    KeepBackupCodeForm("keep_backup_code") on |_| Step::BackupCode.path().to_owned()
}

/// The page after the email was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmView {
    /// The address, as typed in this browser; none in another one.
    pub email: Option<String>,
    /// Seconds until another mail may be asked for.
    pub resend_in: u32,
}

/// What a confirmation link is good for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConfirmLink {
    /// It works, for this address.
    Open {
        /// The address.
        email: String,
        /// A sign-up with it has a password, and begins anew by this.
        begun: bool,
    },
    /// This browser has confirmed it, and goes on.
    Here,
    /// Its 24 hours are over.
    Lapsed,
    /// The address has an account with a password.
    Done,
    /// It was used, but no password was set yet.
    Used,
    /// No such link.
    Unknown,
}

/// A step of the sign-up, when it is the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepView {
    /// Step 4.
    Password {
        /// The user name.
        email: String,
        /// The rules.
        policy: Policy,
        /// What the password is compared with.
        context: Context,
    },
    /// Step 5.
    SecondStep,
    /// Step 6.
    Verify(super::EnrolView),
    /// Step 7.
    BackupCode {
        /// The code.
        code: String,
    },
    /// Step 8.
    Questions,
    /// Step 9.
    AccountType,
}

impl StepView {
    /// Which step this is.
    pub fn step(&self) -> Step {
        match self {
            Self::Password { .. } => Step::Password,
            Self::SecondStep => Step::SecondStep,
            Self::Verify(_) => Step::Verify,
            Self::BackupCode { .. } => Step::BackupCode,
            Self::Questions => Step::Questions,
            Self::AccountType => Step::AccountType,
        }
    }
}
