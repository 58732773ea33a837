//! What a list taken from SEVIS RTI says of a student, compared with the record. A batch can ask SEVIS nothing, so
//! such lists are the only way in which a school learns what SEVIS has.

use crate::Date;
use crate::authorization::{Authorization, Kind, Status};
use serde::{Deserialize, Serialize};

/// Days that SEVIS has for an authorization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Its type, where the list says it.
    pub kind: Option<Kind>,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

/// An employer that SEVIS has, or that is on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Name.
    pub name: String,
    /// First day, where it is known.
    pub start: Option<Date>,
    /// Last day, where there is one.
    pub end: Option<Date>,
}

/// What the rows of one SEVIS ID say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Surname and given name, as the list has them.
    pub name: String,
    /// Status of the SEVIS record; empty where the list has no such column.
    pub status: String,
    /// Authorizations; none where the list has no such columns.
    pub authorizations: Option<Vec<Span>>,
    /// Employers; none where the list has no such column.
    pub employers: Option<Vec<Job>>,
}

/// What the record has, to be compared.
#[derive(Clone, Debug, Default)]
pub struct OnRecord {
    /// Surname and given name.
    pub name: String,
    /// Authorizations.
    pub authorizations: Vec<Authorization>,
    /// Employers that were not deleted, and whether SEVIS has them by its own word and their authorization is not over.
    pub employers: Vec<(Job, bool)>,
}

/// One thing in which list and record differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ListDifference {
    /// The student is not in the list.
    NotListed,
    /// The status in SEVIS was another one in the list before.
    StatusChanged {
        /// As it was.
        was: String,
        /// As it is.
        now: String,
    },
    /// The record in SEVIS is over, and the authorization here runs.
    StatusOver(String),
    /// Another name.
    Name {
        /// In SEVIS.
        sevis: String,
        /// On record.
        own: String,
    },
    /// No approved authorization on record has these days.
    Authorization(Span),
    /// An authorization runs on record, and the list has none of its type.
    AuthorizationGone(Span),
    /// SEVIS has an employer that is not on record.
    EmployerUnknown(Job),
    /// SEVIS has other days of an employer.
    EmployerDays {
        /// In SEVIS.
        sevis: Job,
        /// On record.
        own: Job,
    },
    /// SEVIS had confirmed this employer, and the list does not have it.
    EmployerGone(Job),
}

/// States of a SEVIS record that is over, as RTI writes them.
const OVER: [&str; 6] =
    ["terminated", "completed", "deactivated", "canceled", "cancelled", "transferred"];

/// True for the status of a SEVIS record that is over, in any case of letters.
pub fn is_over(status: &str) -> bool {
    OVER.contains(&status.trim().to_ascii_lowercase().as_str())
}

impl ListDifference {
    /// Its place among those of a school: the gravest is 0.
    pub fn rank(&self) -> u8 {
        match self {
            Self::StatusOver(_) => 0,
            Self::StatusChanged { .. } => 1,
            Self::AuthorizationGone(_) | Self::Authorization(_) => 2,
            Self::NotListed => 3,
            Self::EmployerUnknown(_) | Self::EmployerDays { .. } | Self::EmployerGone(_) => 4,
            Self::Name { .. } => 5,
        }
    }
}

/// True for names that may belong to one person: every part of one is in the other, or they differ only in blanks and
/// punctuation. SEVIS's placeholder for a missing name is ignored.
fn same_name(one: &str, other: &str, fold: &dyn Fn(&str) -> String) -> bool {
    let named = |name: &str| {
        let mut parts = plain(name, fold);
        parts.retain(|part| !["fnu", "lnu"].contains(&part.as_str()));
        parts
    };
    let letters =
        |name: &str| fold(name).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let within = |few: &[String], many: &[String]| few.iter().all(|part| many.contains(part));
    let (own, its) = (named(one), named(other));
    within(&own, &its) || within(&its, &own) || letters(one) == letters(other)
}

/// A name without what is spelled differently: signs, blanks, the order of its parts.
fn plain(name: &str, fold: &dyn Fn(&str) -> String) -> Vec<String> {
    let folded = fold(name);
    let parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let mut parts: Vec<String> = parts.map(str::to_owned).collect();
    parts.sort_unstable();
    parts
}

/// What differs, the gravest first. `was` is the status in the list before, empty for none; `fold` drops case and
/// accents, which SEVIS does not keep.
pub fn differences(
    listed: Option<&Listed>,
    was: &str,
    own: &OnRecord,
    today: Date,
    fold: &dyn Fn(&str) -> String,
) -> Vec<ListDifference> {
    let approved = || own.authorizations.iter().filter(|one| one.status == Status::Approved);
    let runs = own.authorizations.iter().any(|one| one.runs(today));
    let Some(listed) = listed else {
        return if runs { vec![ListDifference::NotListed] } else { Vec::new() };
    };
    let mut found = Vec::new();
    let status = fold(&listed.status);
    if runs && is_over(&status) {
        found.push(ListDifference::StatusOver(listed.status.clone()));
    } else if !was.is_empty() && !status.is_empty() && fold(was) != status {
        let (was, now) = (was.to_owned(), listed.status.clone());
        found.push(ListDifference::StatusChanged { was, now });
    }
    if !same_name(&listed.name, &own.name, fold) {
        let (sevis, own) = (listed.name.clone(), own.name.clone());
        found.push(ListDifference::Name { sevis, own });
    }
    for span in listed.authorizations.iter().flatten() {
        let same = |one: &&Authorization| {
            span.kind.is_none_or(|kind| kind == one.kind)
                && (one.start, one.end) == (span.start, span.end)
        };
        if !approved().any(|one| same(&one)) {
            found.push(ListDifference::Authorization(*span));
        }
    }
    if let Some(spans) = &listed.authorizations {
        let of_kind = |kind| spans.iter().any(|span| span.kind.is_none_or(|listed| listed == kind));
        let running = own.authorizations.iter().filter(|one| one.runs(today));
        let gone = running.filter(|one| !of_kind(one.kind)).map(|one| {
            let (kind, start, end) = (Some(one.kind), one.start, one.end);
            ListDifference::AuthorizationGone(Span { kind, start, end })
        });
        found.extend(gone);
    }
    if let Some(jobs) = &listed.employers {
        found.extend(of_employers(jobs, &own.employers, today, fold));
    }
    found
}

fn of_employers(
    jobs: &[Job],
    own: &[(Job, bool)],
    today: Date,
    fold: &dyn Fn(&str) -> String,
) -> Vec<ListDifference> {
    let mut found = Vec::new();
    let mut seen = vec![false; own.len()];
    for job in jobs {
        let name = plain(&job.name, fold);
        let same = |at: &usize| plain(&own[*at].0.name, fold) == name;
        let same_days = |at: &usize| {
            let known = &own[*at].0;
            job.start.is_none_or(|start| known.start == Some(start))
                && (job.end.is_none() || job.end == known.end)
        };
        let named: Vec<usize> = (0..own.len()).filter(same).collect();
        // Somebody may have worked there twice.
        let exact = named.iter().copied().find(|at| !seen[*at] && same_days(at));
        let near = exact.or_else(|| named.iter().copied().find(|at| !seen[*at]));
        match near {
            None => found.push(ListDifference::EmployerUnknown(job.clone())),
            Some(at) => {
                seen[at] = true;
                if exact.is_none() {
                    let (sevis, own) = (job.clone(), own[at].0.clone());
                    found.push(ListDifference::EmployerDays { sevis, own });
                }
            }
        }
    }
    // Lists of those who work today have no jobs that ended.
    let lasts = |job: &Job| job.end.is_none_or(|end| end >= today);
    let gone = own.iter().zip(seen);
    let gone = gone.filter(|((job, stands), seen)| *stands && !seen && lasts(job));
    found.extend(gone.map(|((job, _), _)| ListDifference::EmployerGone(job.clone())));
    found
}
