//! One person under two SEVIS IDs: who comes back to school gets a new one. The records are linked, and
//! the login goes on.

use super::super::credentials::before::Before;
use super::super::credentials::{clearing, epoch, events};
use super::super::error::ServiceError;
use super::super::record::{Line, Record, note, same_person};
use crate::scope::Work;
use crate::store::code::Code;
use crate::store::entity::{account, student};
use crate::store::{accounts, reset_answers, students};
use domain::account::Standing;
use domain::history::Event;
use domain::role::Role;
use domain::security_event::SecurityEvent;

/// Links a record to the one before it.
pub async fn succeed(work: &Work, earlier: &str, now: &student::Model) -> Result<(), ServiceError> {
    if now.previous_id.is_none() && earlier != now.id {
        let previous_id = Some(earlier.to_owned());
        let row = student::Model { previous_id, version: now.version + 1, ..now.clone() };
        students::update(work.db(), row).await?;
        note(work, earlier, Line::by_system(Event::RecordContinued)).await?;
    }
    Ok(())
}

/// The account that has the address of a record which registers with a new password: of a sign-up
/// that was never finished, or of the same person's earlier record. None where it is anybody else's.
pub(super) async fn take_over(
    work: &Work,
    account: account::Model,
    record: &Record,
    hash: &str,
) -> Result<Option<account::Model>, ServiceError> {
    match (account.role.0, &account.student_id) {
        (Role::SigningUp, None) => {
            // Ways that nobody has proved to have are none of the student's.
            clearing::remove_all(work, &account).await?;
            reset_answers::replace(work.db(), &account.id, Vec::new()).await?;
        }
        (Role::Student, Some(earlier)) => {
            let row = students::by_id(work.db(), earlier).await?;
            let Some(row) = row.filter(|row| same_person(row, &record.student)) else {
                return Ok(None);
            };
            succeed(work, &row.id, &record.student).await?;
        }
        _ => return Ok(None),
    }
    let (had, before) = (account.role.0, Before::of(work, &account).await?);
    let account = account::Model {
        role: Code(Role::Student),
        student_id: Some(record.student.id.clone()),
        school_id: Some(record.student.school_id.clone()),
        password_hash: Some(hash.to_owned()),
        standing: Code(Standing::Open),
        temporary: false,
        failures: 0,
        credential_at: work.at(),
        access_stage: 0,
        backup_kept_at: None,
        ..account
    };
    accounts::update(work.db(), account.clone()).await?;
    let account = epoch::raise(work, account, None).await?;
    if had == Role::Student {
        // A login that was there has another password from now on.
        events::tell(work, &account, SecurityEvent::PasswordChanged, "", &before).await?;
    }
    Ok(Some(account))
}
