//! What is wrong with a field, as a code. The words belong to the user interface.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use time::Date;

/// One refused field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The field's name as the form posts it.
    pub field: Cow<'static, str>,
    /// Why it was refused.
    pub code: FaultCode,
}

/// Why a field was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FaultCode {
    /// Nothing was given where something is needed.
    Required,
    /// More characters than SEVIS takes.
    TooLong {
        /// Longest accepted length in characters.
        max: u32,
    },
    /// A character that cannot be stored, such as a control character.
    UnseenCharacters {
        /// Its number in Unicode.
        code: u32,
    },
    /// Digits where a person's name is expected (SEVIS schema `\D+`).
    NoDigitsHere,
    /// Not of the field's form (SEVIS ID, EIN, ZIP, phone, email, state).
    Malformed,
    /// Not a date as MM/DD/YYYY.
    NotADate,
    /// A year with two digits: the century is not certain.
    TwoDigitYear,
    /// The day seems to stand before the month.
    MonthFirst,
    /// Of the right form, but no such day exists (02/30/2026).
    NoSuchDay,
    /// Before the authorization begins (SEVIS S1149, S1151).
    BeforeAuthorization {
        /// First day of the authorization.
        start: Date,
    },
    /// After the authorization ends (SEVIS S1150, S1152).
    AfterAuthorization {
        /// Last day of the authorization.
        end: Date,
    },
    /// Shares days with another approved authorization of the student (SEVIS S1044).
    Overlaps {
        /// Its type.
        kind: crate::authorization::Kind,
        /// Its first day.
        start: Date,
        /// Its last day.
        end: Date,
    },
    /// A day in a file that could be month first or day first, such as 6/1/2026.
    DayOrMonth,
    /// The row could correct more than one record.
    FitsSeveral,
    /// The end is not after the start (SEVIS S1159).
    EndNotAfterStart,
    /// The same employer and start date are already on the record (SEVIS S1153).
    DuplicateEmployer,
    /// The name says that no employer was found (SEVIS S1157), and nobody says that it is one.
    NotAnEmployer,
    /// The form was saved before, with something else in it.
    SentBefore,
    /// One of this type with this first day is on record already.
    SameAuthorization,
    /// The extension was recommended to SEVIS before, with another employer.
    RecommendedBefore,
    /// A job that is not within the days of its authorization.
    Outside {
        /// The employer's name.
        name: String,
    },
    /// What the change does to the count, to be seen before it is saved. Nothing is wrong.
    Effect(crate::effect::Effect),
    /// A part-time authorization needs a part-time job (SEVIS S1158).
    PartTimeOnly,
    /// Self-employment is not possible on STEM OPT (8 CFR 214.2(f)(10)(ii)(C)).
    NoSelfEmployment,
    /// Another place of work is named, and it was not said that one works elsewhere.
    OnlyElsewhere,
    /// STEM students change this through their school (Form I-983).
    SchoolMustChange,
    /// A physical address may not be a post-office box.
    PostOfficeBox,
    /// One of two phone numbers, or "no phone", is needed (SEVIS S1164).
    OnePhoneNeeded,
    /// "No phone" was ticked, but a number was given (SEVIS S1167).
    PhoneAndNoPhone,
    /// The two passwords differ.
    NotTheSame,
    /// The password misses these rules of the policy.
    PasswordRules(Vec<crate::password::Rule>),
    /// One of the last passwords.
    UsedBefore,
    /// The current password is wrong.
    WrongPassword,
    /// Email or password is wrong, or the account is locked; deliberately one code.
    LoginFailed,
    /// The SEVIS ID is not the invited one.
    WrongSevisId {
        /// Chances left for this invitation.
        left: u8,
    },
    /// Another student or official has this email.
    EmailTaken,
    /// The email on the student's record opens an online account already.
    EmailOpensOnline,
    /// The same as before.
    Unchanged,
    /// The student has no portal account of the school: their login is an online account of their own.
    JoinedOnline,
    /// The record was changed by someone else meanwhile.
    ChangedMeanwhile {
        /// The version now on record, with which the form may be sent again.
        version: i32,
    },
    /// Somebody did something about the report meanwhile.
    CheckedMeanwhile {
        /// The version now on record, with which the form may be sent again.
        version: i32,
    },
    /// A whole number outside of these.
    Between {
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
    },
    /// The student's own address where the employer's is expected.
    OwnAddress,
    /// None of the offered choices.
    NotAChoice,
    /// The same question twice.
    ChosenTwice,
    /// Too many failures; so many seconds until the next try.
    WaitFor {
        /// Seconds.
        seconds: u32,
    },
    /// The one-time code is wrong.
    WrongCode,
    /// A newer one-time code was sent since.
    NewerCode,
    /// The one-time code is too old or worn out; a new one is needed.
    CodeSpent,
    /// The answers do not match, or one of them.
    WrongAnswers,
    /// Not enough for this kind of account.
    NotEnough,
    /// Not one of the numbers that can receive texts.
    NotAMobile,
    /// A file that is not taken.
    File {
        /// Its name, as far as it can be shown.
        name: String,
        /// Why.
        why: crate::attachment::FileFault,
    },
    /// A file that cannot be read at all.
    Unreadable {
        /// Its name, as far as it can be shown.
        name: String,
        /// The end of a sentence.
        why: String,
    },
    /// A column that is needed, or that nobody has named.
    ColumnMissing {
        /// Its name.
        column: String,
    },
    /// Receipt number and access code do not belong together.
    NoSuchCase,
    /// One of several proofs is wrong.
    WrongProofs,
    /// Already there.
    AlreadyThere,
    /// Nothing of this name is on record.
    NotOnRecord,
    /// No receipt has this number and code.
    NoSuchReceipt,
    /// What is confirmed is not what was shown.
    ShownOtherwise,
    /// The school has accepted the report, or asked nothing.
    NothingAsked,
    /// Others rely on it, so it cannot be changed.
    InUse,
}

/// A collector: parsing goes on after the first fault, so that all are told at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Adds a fault.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, code: FaultCode) {
        self.0.push(Fault { field: field.into(), code });
    }

    /// Returns an accepted value, or notes the fault and returns `None`.
    pub fn keep<T>(&mut self, field: &'static str, result: Result<T, FaultCode>) -> Option<T> {
        result.map_err(|code| self.add(field, code)).ok()
    }

    /// True while nothing was refused.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True if this field was refused.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|fault| fault.field == field)
    }

    /// All of them, in the order of these fields, which is that of the page; what stands elsewhere comes last.
    pub fn into_vec_like(self, page: &[&str]) -> Vec<Fault> {
        let place = |fault: &Fault| {
            page.iter().position(|field| *field == fault.field).unwrap_or(page.len())
        };
        let mut all = self.0;
        all.sort_by_key(place);
        all
    }

    /// All of them, in the order in which they were found.
    pub fn into_vec(self) -> Vec<Fault> {
        self.0
    }
}
