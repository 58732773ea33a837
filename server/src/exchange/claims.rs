//! Addresses that rows take over from other students.

use super::plan::Plan;
use super::reader::CHUNK;
use crate::scope::{Connection, Scope};
use crate::service::ServiceError;
use crate::service::record::same_person;
use crate::store::entity::student;
use crate::store::imports;
use crate::store::search::{folded, search_text};
use std::collections::HashMap;
use std::path::Path;

/// What is told of an address that is not free.
const TAKEN: &str = "belongs to another person on record";

/// What is told of a person who is on record under an earlier SEVIS ID.
const CONTINUES: &str = "belongs to the same person's record under an earlier SEVIS ID; the two are linked, and the address is this record's from now on";

/// Once every row is planned: an address belongs to one person, whichever order the rows came in. Of
/// two records of the same person the one that the file names has it.
pub async fn check<C: Connection>(
    s: &Scope<C>,
    path: &Path,
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let claimed = std::mem::take(&mut plan.claimed);
    let keys: Vec<String> = claimed.keys().cloned().collect();
    for some in keys.chunks(CHUNK) {
        let mut holders: HashMap<String, Vec<student::Model>> = HashMap::new();
        for row in imports::students_with_emails(s.db(), some).await? {
            holders.entry(row.email_key.clone().unwrap_or_default()).or_default().push(row);
        }
        for (key, rows) in holders.into_iter().filter(|(_, rows)| rows.len() > 1) {
            let (line, sevis_id) = &claimed[&key];
            let (new, old): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|row| row.sevis_id == *sevis_id);
            match (new.as_slice(), old.as_slice()) {
                ([new], [old]) if continues(old, new, plan) => {
                    plan.report.note(path, *line, "email", CONTINUES);
                    let_go(old.clone(), new.clone(), plan);
                }
                _ => plan.report.fault(path, *line, "email", TAKEN),
            }
        }
    }
    Ok(())
}

/// True for a new record of the same person at the same school, whose earlier one the file does not
/// give the address to.
fn continues(old: &student::Model, new: &student::Model, plan: &Plan<'_>) -> bool {
    new.version == 1
        && new.previous_id.is_none()
        && old.school_id == new.school_id
        && same_person(old, new)
        // Twins may share a mailbox.
        && folded(&old.given_name) == folded(&new.given_name)
        && !plan.seen.contains(&old.sevis_id)
}

/// The earlier record lets the address go, and the new one says which it continues.
fn let_go(old: student::Model, new: student::Model, plan: &mut Plan<'_>) {
    let new = student::Model { previous_id: Some(old.id.clone()), ..new };
    let search = search_text(&old.given_name, &old.surname, &old.sevis_id, "");
    let version = old.version + 1;
    let old = student::Model { email: None, email_key: None, search, version, ..old };
    plan.chunk.put_student(new);
    plan.chunk.put_student(old);
}
