//! The ten steps of opening an online account (seed 002), as what is still missing.

use crate::fault::FaultCode;
use crate::role::Role;
use serde::{Deserialize, Serialize};
use time::Duration;

/// How long a confirmation link or code works.
pub const CONFIRM_LIFE: Duration = Duration::hours(24);
/// Seconds between two confirmation mails.
pub const RESEND_AFTER: Duration = Duration::seconds(60);
/// Characters of the code that is typed instead of opening the link.
pub const CONFIRM_CODE: usize = 8;

/// A step after the email is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// Step 4: create a password.
    Password,
    /// Step 5: choose how to receive a verification code.
    SecondStep,
    /// Step 6: enter the code.
    Verify,
    /// Step 7: keep the backup code.
    BackupCode,
    /// Step 8: password reset questions.
    Questions,
    /// Step 9: account type.
    AccountType,
}

impl Step {
    /// Its number among the ten.
    pub fn number(self) -> u8 {
        4 + self as u8
    }

    /// Its part of the path `/sign-up/…`.
    pub fn path(self) -> &'static str {
        match self {
            Self::Password => "/sign-up/password",
            Self::SecondStep => "/sign-up/second-step",
            Self::Verify => "/sign-up/verify",
            Self::BackupCode => "/sign-up/backup-code",
            Self::Questions => "/sign-up/questions",
            Self::AccountType => "/sign-up/account-type",
        }
    }

    /// What is done in it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Password => "Create a password",
            Self::SecondStep => "Choose your second step",
            Self::Verify => "Enter your verification code",
            Self::BackupCode => "Keep your backup code",
            Self::Questions => "Choose password reset questions",
            Self::AccountType => "Choose your account type",
        }
    }
}

/// The account type that is chosen in step 9, by its code.
pub fn account_type(code: &str) -> Result<Role, FaultCode> {
    match Role::from_code(code) {
        Some(role @ (Role::Applicant | Role::Representative)) => Ok(role),
        _ if code.is_empty() => Err(FaultCode::Required),
        _ => Err(FaultCode::NotAChoice),
    }
}

/// What an account has so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// A password is set.
    pub password: bool,
    /// Second steps that were chosen and not confirmed yet.
    pub chosen: usize,
    /// Second steps that work.
    pub confirmed: usize,
    /// The backup code was shown and put away.
    pub backup_kept: bool,
    /// All five questions are answered.
    pub questions: bool,
    /// The account type is chosen.
    pub kind: bool,
}

impl Progress {
    /// The first step that is not done; none when the account is complete.
    pub fn next(&self) -> Option<Step> {
        Some(if !self.password {
            Step::Password
        } else if self.chosen > 0 {
            Step::Verify
        } else if self.confirmed == 0 {
            Step::SecondStep
        } else if !self.backup_kept {
            Step::BackupCode
        } else if !self.questions {
            Step::Questions
        } else if !self.kind {
            Step::AccountType
        } else {
            return None;
        })
    }
}
