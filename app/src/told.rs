//! The part of `app` that runs in the browser: it validates a form before it is sent, and words the faults of a refused one. It
//! has no page; the browser's bundle is this file and what it uses (`frontend` exports it, `frontend/forms.js` shows the result).

use crate::AppError;
use crate::wire::Outcome;
use crate::words;
use domain::authorization::Authorization;
use domain::employer::{AGAIN, EmployerForm};
use domain::password::{Context, Policy, check};
use domain::profile::ProfileForm;
use domain::window::days_late;
use domain::{Date, Fault, FaultCode, date};
use serde::{Deserialize, Serialize};

/// A form whose own rules are asked before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Address and phone.
    Profile,
    /// An employer, as a student reports it.
    Employer,
}

impl Judged {
    const ALL: [Self; 2] = [Self::Profile, Self::Employer];

    /// Its name on the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Employer => "employer",
        }
    }

    /// The faults of these fields; `about` is what the form belongs to, both as JSON. What cannot be read is the server's to judge.
    fn faults(self, fields: &str, about: &str) -> Option<Vec<Fault>> {
        match self {
            Self::Profile => {
                let form: ProfileForm = serde_json::from_str(fields).ok()?;
                form.parse().err()
            }
            Self::Employer => {
                let form: EmployerForm = serde_json::from_str(fields).ok()?;
                let authorization: Authorization = serde_json::from_str(about).ok()?;
                Some(form.faults(&authorization))
            }
        }
    }
}

/// What a page says of a form that was not taken. Nothing of it is what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Field and sentence, in the order of the page.
    pub faults: Vec<(String, String)>,
    /// Why the whole was not taken.
    pub whole: Option<String>,
    /// The version that was found, with which the form is sent again.
    pub version: Option<String>,
    /// The employer's name was taken for none: the form asks whether it is one.
    pub doubted: bool,
}

impl Told {
    /// Of these faults.
    pub fn of(faults: &[Fault]) -> Self {
        Self {
            faults: faults.iter().map(|f| (f.field.to_string(), words::sentence(f))).collect(),
            whole: None,
            version: found(faults),
            doubted: doubted(faults),
        }
    }

    /// Of the fields of a form, before it is sent: both are JSON, `form` is a [`Judged::code`].
    pub fn judging(form: &str, fields: &str, about: &str) -> Self {
        let judged = Judged::ALL.into_iter().find(|judged| judged.code() == form);
        let faults = judged.and_then(|judged| judged.faults(fields, about));
        Self::of(&faults.unwrap_or_default())
    }

    /// Of the server's answer to a form that was sent: its status, `Retry-After` in seconds (0 without one), and its body. What
    /// is no answer of the forms' own, such as a limit's or a proxy's, is told by its status.
    pub fn answered(status: u16, wait: u32, body: &str) -> Self {
        let whole = |error: AppError| Self { whole: Some(error.to_string()), ..Self::default() };
        if let Ok(error) = serde_json::from_str::<AppError>(body) {
            return whole(error);
        }
        match (status, serde_json::from_str(body)) {
            (200..300, Ok(Outcome::Done)) => Self::default(),
            (200..300, Ok(Outcome::Refused(faults))) => Self::of(&faults),
            (429, _) => whole(AppError::TooMany(wait.max(1))),
            (503, _) => whole(AppError::Busy(wait.max(1))),
            (400..500, _) => whole(AppError::BadRequest),
            _ => whole(AppError::Offline),
        }
    }
}

/// After a conflict a form is sent with the version that was found, so that the typed values stand.
pub fn found(faults: &[Fault]) -> Option<String> {
    faults.iter().find_map(|fault| match fault.code {
        FaultCode::ChangedMeanwhile { version } | FaultCode::CheckedMeanwhile { version } => {
            Some(version.to_string())
        }
        FaultCode::SentBefore => Some(AGAIN.to_owned()),
        _ => None,
    })
}

/// True where the name was taken for none, and the form asks whether it is one all the same.
pub fn doubted(faults: &[Fault]) -> bool {
    faults.iter().any(|fault| fault.code == FaultCode::NotAnEmployer)
}

/// True where a report of this start date, as typed, comes after its ten days on a day: year, month from 1, day. The server
/// decides by its own day and by what the job is.
pub fn late(start: &str, (year, month, day): (i32, u8, u8)) -> bool {
    let month = time::Month::try_from(month).ok();
    let today = month.and_then(|month| Date::from_calendar_date(year, month, day).ok());
    match (date::parse(start), today) {
        (Ok(Some(start)), Some(today)) => days_late(start, today) > 0,
        _ => false,
    }
}

/// What a new password is judged by, for the browser that ticks the rules while it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The policy in force.
    pub policy: Policy,
    /// What the password is compared with.
    pub context: Context,
}

impl Asked {
    /// Each rule in words, and whether the password keeps it; an empty one keeps none. The rules are the same for every
    /// password, but that one which is too long is told so beside them.
    pub fn rules(&self, password: &str) -> Vec<(String, bool)> {
        let judged = |password: &str| check(&self.policy, password, &self.context, |_| false);
        let now = if password.is_empty() { Vec::new() } else { judged(password) };
        let usual: Vec<_> = judged("").into_iter().map(|(rule, _)| rule).collect();
        let more = now.iter().map(|(rule, _)| *rule).filter(|rule| !usual.contains(rule));
        let all: Vec<_> = usual.iter().copied().chain(more).collect();
        all.into_iter().map(|rule| (words::rule(rule), now.contains(&(rule, true)))).collect()
    }
}
