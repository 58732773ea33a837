//! Keeps SEVIS in step with the record: if a file changes what a student has reported, the new value is queued for SEVIS,
//! and the student is told.

use super::plan::Rewritten;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::service::ServiceError;
use crate::service::record::{Record, tell_sevis, tell_sevis_of_employer};
use crate::sevis::payload::{self, Payload, SevisEvent, says_something};
use crate::store::{accounts, convert, sevis_changes, students};
use app::routes;
use domain::profile::Profile;
use std::collections::{BTreeMap, BTreeSet};

/// True for a student of whom SEVIS was told, or is about to be told, an address or a phone.
async fn has_told(work: &Work, student: &str) -> Result<bool, ServiceError> {
    let own = [student.to_owned()];
    let event = SevisEvent::PersonalInfo.code();
    let told = sevis_changes::of_event(work.db(), &own, event).await?;
    let contact = |payload: &str| matches!(serde_json::from_str(payload), Ok(Payload::Profile(_)));
    Ok(told.iter().any(|change| contact(&change.payload)))
}

/// True if the address that a record has now opens somebody else's account.
pub(super) async fn is_anothers(work: &Work, student: &str) -> Result<bool, ServiceError> {
    let row = students::by_id(work.db(), student).await?;
    let key = row.and_then(|row| row.email_key).unwrap_or_default();
    let there = accounts::by_email(work.db(), &key).await?;
    Ok(there.is_some_and(|there| there.student_id.as_deref() != Some(student)))
}

/// Students asked about together.
const SOME: usize = 400;

/// Tells SEVIS the emails of students of whom it was told another one.
async fn follow_emails(work: &Work, readdressed: &[String]) -> Result<(), ServiceError> {
    let event = SevisEvent::PersonalInfo.code();
    for some in readdressed.chunks(SOME) {
        let told = sevis_changes::of_event(work.db(), some, event).await?;
        let email =
            |payload: &str| matches!(serde_json::from_str(payload), Ok(Payload::Email { .. }));
        let told = told.iter().filter(|change| email(&change.payload));
        let told: BTreeSet<&String> = told.map(|change| &change.student_id).collect();
        for student in told {
            let Some(record) = Record::load(work, student).await? else { continue };
            if let Some(email) = &record.student.email {
                tell_sevis(work, &record, payload::email(email)).await?;
            }
        }
    }
    Ok(())
}

/// What a file has changed.
pub(super) struct Moved {
    /// Whose addresses and phones, as they were.
    pub contacts: Vec<(String, Profile)>,
    /// Whose emails.
    pub emails: Vec<String>,
    /// Which employers, as they were.
    pub employers: Vec<Rewritten>,
}

/// Follows what a file has changed of contacts, emails and employers.
pub(super) async fn follow(work: &Work, moved: Moved) -> Result<(), ServiceError> {
    let mut told = BTreeMap::new();
    for (student, before) in moved.contacts {
        let Some(record) = Record::load(work, &student).await? else { continue };
        if has_told(work, &student).await? {
            let profile = convert::profile(&record.student);
            tell_sevis(work, &record, payload::profile(profile, &before)).await?;
            told.insert(student, routes::PROFILE);
        }
    }
    follow_emails(work, &moved.emails).await?;
    for Rewritten { student_id, id, before, authorization_id, alone, restored } in moved.employers {
        if sevis_changes::of_employer(work.db(), &id).await?.is_empty() {
            continue;
        }
        let Some(record) = Record::load(work, &student_id).await? else { continue };
        let row = record.employer_rows.iter().find(|row| row.id == id);
        let about = row.and_then(|row| {
            record.authorization_rows.iter().find(|about| about.id == row.authorization_id)
        });
        let (Some(row), Some(about)) = (row, about) else { continue };
        let about = convert::authorization(about);
        let after = convert::employer(row);
        if restored {
            // SEVIS was told to delete it, or is to be told.
            let outgoing = payload::employer(SevisEvent::EmployerAdd, &about, Some(&before), after);
            tell_sevis_of_employer(work, &record, &id, outgoing).await?;
            continue;
        }
        let event = SevisEvent::EmployerEdit;
        if row.authorization_id != authorization_id || says_something(&before, &after) {
            let outgoing = payload::employer(event, &about, Some(&before), after);
            tell_sevis_of_employer(work, &record, &id, outgoing).await?;
        }
        if !alone {
            told.entry(student_id).or_insert(routes::EMPLOYMENT);
        }
    }
    for (student, page) in told {
        let Some(record) = Record::load(work, &student).await? else { continue };
        queue(work, letters::school_changed(&record.student, work.url(page))).await?;
    }
    Ok(())
}
