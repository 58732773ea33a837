//! Where a list from SEVIS and a record differ, in words.

use domain::date::long;
use domain::sevis_list::{Job, ListDifference, Span};

fn span(Span { kind, start, end }: &Span) -> String {
    let what = kind.map_or("an authorization", |kind| kind.words());
    format!("{what} of {} to {}", long(*start), long(*end))
}

fn job(Job { name, start, end }: &Job) -> String {
    let from = start.map(|day| format!(" from {}", long(day))).unwrap_or_default();
    let to = end.map(|day| format!(" to {}", long(day))).unwrap_or_default();
    format!("{name}{from}{to}")
}

/// One difference as a sentence.
pub fn list_difference(one: &ListDifference) -> String {
    match one {
        ListDifference::NotListed => {
            "This student is not in the list but has a current authorization.".into()
        }
        ListDifference::StatusChanged { was, now } => {
            format!("The status in SEVIS is {now}; in the previous list it was {was}.")
        }
        ListDifference::StatusOver(status) => {
            format!("The status in SEVIS is {status}, but the authorization on record is current.")
        }
        ListDifference::Name { sevis, own } => {
            format!("The name in SEVIS is {sevis}; on record it is {own}.")
        }
        ListDifference::Authorization(one) => {
            format!("SEVIS has {}; no approved authorization on record has these days.", span(one))
        }
        ListDifference::AuthorizationGone(one) => {
            format!(
                "The record has {}, which is current; the list has none of this type.",
                span(one)
            )
        }
        ListDifference::EmployerUnknown(one) => {
            format!("SEVIS has the employer {}, which is not on record.", job(one))
        }
        ListDifference::EmployerDays { sevis, own } => {
            format!("SEVIS has the employer {}; on record it is {}.", job(sevis), job(own))
        }
        ListDifference::EmployerGone(one) => {
            format!("SEVIS had confirmed the employer {}, and the list does not have it.", job(one))
        }
    }
}
