//! Keeps SEVIS in step with the record: if a file changes what a student has reported, the new value is queued for SEVIS,
//! and the student is told.

use super::plan::Rewritten;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::service::ServiceError;
use crate::service::record::{Record, tell_sevis, tell_sevis_of_employer};
use crate::sevis::payload::{self, Payload, SevisEvent, says_something};
use crate::store::{convert, sevis_changes};
use app::routes;
use std::collections::BTreeMap;

/// True for a student of whom SEVIS was told, or is about to be told, an address or a phone.
async fn has_told(work: &Work, student: &str) -> Result<bool, ServiceError> {
    let own = [student.to_owned()];
    let event = SevisEvent::PersonalInfo.code();
    let told = sevis_changes::of_event(work.db(), &own, event).await?;
    let contact = |payload: &str| matches!(serde_json::from_str(payload), Ok(Payload::Profile(_)));
    Ok(told.iter().any(|change| contact(&change.payload)))
}

/// Follows what a file has changed of contacts and employers.
pub(super) async fn follow(
    work: &Work,
    moved: Vec<String>,
    rewritten: Vec<Rewritten>,
) -> Result<(), ServiceError> {
    let mut told = BTreeMap::new();
    for student in moved {
        let Some(record) = Record::load(work, &student).await? else { continue };
        if has_told(work, &student).await? {
            let profile = convert::profile(&record.student);
            tell_sevis(work, &record, payload::profile(profile, None)).await?;
            told.insert(student, routes::PROFILE);
        }
    }
    for Rewritten { student_id, id, before, authorization_id } in rewritten {
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
        let event = SevisEvent::EmployerEdit;
        let after = convert::employer(row);
        if row.authorization_id != authorization_id || says_something(&before, &after) {
            let outgoing = payload::employer(event, &about, Some(&before), after);
            tell_sevis_of_employer(work, &record, &id, outgoing).await?;
        }
        told.entry(student_id).or_insert(routes::EMPLOYMENT);
    }
    for (student, page) in told {
        let Some(record) = Record::load(work, &student).await? else { continue };
        queue(work, letters::school_changed(&record.student, work.url(page))).await?;
    }
    Ok(())
}
