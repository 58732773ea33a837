//! The rules between the fields of an employer report, and those of its circumstances.

use super::Employer;
use crate::authorization::{Authorization, Kind, Schedule};
use crate::fault::{FaultCode, Faults};
use crate::text;
use time::Date;

/// What a report is judged against.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The authorization the job belongs to.
    pub authorization: &'a Authorization,
    /// The student's name, which names a self-employed job.
    pub student_name: &'a str,
    /// Name and start date of the other employers of the authorization.
    pub others: &'a [(String, Date)],
    /// The stored employer when one is edited.
    pub stored: Option<&'a Employer>,
    /// An official or an import may do what a STEM student may not.
    pub by_student: bool,
}
/// SEVIS S1149 to S1152 and S1159.
pub(super) fn dates(
    start: Option<Date>,
    end: Option<Date>,
    authorization: &Authorization,
    faults: &mut Faults,
) {
    let Authorization { start: opens, end: closes, .. } = *authorization;
    if let Some(start) = start {
        if start < opens {
            faults.add("start_date", FaultCode::BeforeAuthorization { start: opens });
        } else if start >= closes {
            faults.add("start_date", FaultCode::AfterAuthorization { end: closes });
        }
    }
    if let Some(end) = end {
        if end < opens {
            faults.add("end_date", FaultCode::BeforeAuthorization { start: opens });
        } else if end > closes {
            faults.add("end_date", FaultCode::AfterAuthorization { end: closes });
        } else if start.is_some_and(|start| start >= end) {
            faults.add("end_date", FaultCode::EndNotAfterStart);
        }
    }
}

/// STEM students report a new employer, name, EIN or start date through their school (I-983).
pub(super) fn stem(
    self_employed: bool,
    employer: Option<&Employer>,
    about: &Circumstances<'_>,
    faults: &mut Faults,
) {
    if about.authorization.kind != Kind::Stem || !about.by_student {
        return;
    }
    if self_employed {
        faults.add("self_employed", FaultCode::NoSelfEmployment);
    }
    let Some(stored) = about.stored else {
        faults.add("name", FaultCode::SchoolMustChange);
        return;
    };
    if let Some(employer) = employer {
        let pairs = [
            ("name", employer.name != stored.name),
            ("ein", employer.ein != stored.ein),
            ("start_date", employer.start != stored.start),
        ];
        for (field, _) in pairs.into_iter().filter(|(_, changed)| *changed) {
            faults.add(field, FaultCode::SchoolMustChange);
        }
    }
}

/// True for a name that only says there is no employer: every word of it says so or says nothing. A part is not enough
/// ("Looking Forward Labs", "None of the Above LLC").
fn is_seeking(name: &str) -> bool {
    let lower = text::ascii(name).to_ascii_lowercase().replace(['.', '\''], "");
    let letters = |c: char| c.is_ascii_digit() || c.is_alphabetic();
    let words: Vec<&str> = lower.split(|c| !letters(c)).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return !lower.is_empty();
    }
    if begins_search(&words) {
        return true;
    }
    // "n o n e", "n/a".
    let spelled = words.iter().all(|word| word.len() == 1).then(|| words.concat());
    if spelled.is_some_and(|word| NOBODY.contains(&word.as_str())) {
        return true;
    }
    // "Between jobs", "to be announced"; alone each may be a name.
    let in_company = words.len() > 1 && words.iter().any(|word| ABOUT.contains(word));
    let says = |word: &&str| NOBODY.contains(word) || in_company && NOT_ALONE.contains(word);
    words.iter().any(says) && words.iter().all(|word| says(word) || SAYS_NOTHING.contains(word))
}

/// True where a name begins with what somebody without a job says, whatever follows: "Seeking employment in Texas" (SEVIS S1157).
fn begins_search(words: &[&str]) -> bool {
    let mut rest = words.iter().skip_while(|word| BEFORE.contains(word));
    let seeks = rest.next().is_some_and(|word| SEEKS.contains(word));
    let mut what = rest.skip_while(|word| SAYS_NOTHING.contains(word) && !SOUGHT.contains(word));
    seeks && what.next().is_some_and(|word| SOUGHT.contains(word))
}

/// What goes before it.
const BEFORE: [&str; 8] = ["i", "im", "am", "m", "currently", "actively", "still", "now"];
/// Is in search of something.
const SEEKS: [&str; 4] = ["seeking", "looking", "searching", "applying"];
/// What is sought.
#[rustfmt::skip]
const SOUGHT: [&str; 14] = [
    "employment", "employer", "employers", "job", "jobs", "work", "position", "positions", "opportunity", "opportunities",
    "internship", "internships", "role", "roles",
];

/// Words that say that there is no employer, including the most frequent ones of other languages.
#[rustfmt::skip]
const NOBODY: [&str; 40] = [
    "tbc", "dont", "havent", "applying",
    "n", "na", "nil", "no", "nobody", "none", "not", "nothing", "pending", "seeker", "seeking", "search",
    "searching", "hunting", "looking", "tba", "tbd", "unemployed", "unemployment", "unknown", "undecided",
    "jobless", "determined", "open", "aucun", "desempleado", "desempleada", "keine", "keiner", "ninguno",
    "ninguna", "sin", "\u{65E0}", "\u{7121}", "\u{6C92}\u{6709}", "\u{6CA1}\u{6709}",
];

/// Words that say so only beside one of these.
const NOT_ALONE: [&str; 5] = ["between", "without", "announced", "decided", "confirmed"];
const ABOUT: [&str; 10] = [
    "job",
    "jobs",
    "employer",
    "employers",
    "employment",
    "work",
    "position",
    "positions",
    "be",
    "yet",
];

/// Words that make no name of it.
#[rustfmt::skip]
const SAYS_NOTHING: [&str; 68] = [
    "as", "current", "do", "far", "found", "got", "have", "hired", "internship", "internships", "longer", "on", "opt", "so",
    "started",
    "a", "active", "actively", "am", "an", "any", "applicable", "applied", "at", "available", "be",
    "career", "company", "currently", "employed", "employer", "employers", "employment", "empleo", "for",
    "full", "fulltime", "hunt", "i", "im", "in", "is", "job", "jobs", "m", "me", "moment", "my", "new",
    "now", "of", "offer", "opportunities", "opportunity", "part", "position", "positions", "present",
    "presently", "right", "still", "the", "this", "time", "to", "work", "working", "yet",
];

/// A part-time authorization covers no full-time job.
pub(super) fn schedule(given: Option<Schedule>, about: &Circumstances<'_>, faults: &mut Faults) {
    if given == Some(Schedule::FullTime) && about.authorization.schedule == Schedule::PartTime {
        faults.add("schedule", FaultCode::PartTimeOnly);
    }
}

/// "Seeking employment" and its like are not employers.
pub(super) fn name(given: &str, faults: &mut Faults) {
    if is_seeking(given) {
        faults.add("name", FaultCode::NotAnEmployer);
    }
}

/// The same name and start date make the same employment.
pub(super) fn doubles(employer: Option<&Employer>, about: &Circumstances<'_>, faults: &mut Faults) {
    let Some(employer) = employer else { return };
    let same = |(name, start): &(String, Date)| {
        super::same_name(name, &employer.name) && *start == employer.start
    };
    if about.others.iter().any(same) {
        faults.add("name", FaultCode::DuplicateEmployer);
    }
}
