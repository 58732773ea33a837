//! Addresses that rows take over from other students.

use super::plan::Plan;
use super::reader::CHUNK;
use crate::scope::{Connection, Scope};
use crate::service::ServiceError;
use crate::service::record::same_person;
use crate::store::entity::student;
use crate::store::search::{folded, search_text};
use crate::store::{accounts, imports, students};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// What is told of an address that is not free.
const TAKEN: &str = "belongs to another person on record";

/// What is told of a person who is on record under an earlier SEVIS ID.
const CONTINUES: &str = "belongs to the same person's record under an earlier SEVIS ID; the two are linked, and the address is this record's from now on";

/// Once every row is planned: an address belongs to one person, whichever order the rows came in. Of
/// two records of the same person the newer one has it.
pub async fn check<C: Connection>(
    s: &Scope<C>,
    path: &Path,
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let claimed = std::mem::take(&mut plan.claimed);
    let keys: Vec<String> = claimed.keys().cloned().collect();
    for some in keys.chunks(CHUNK) {
        let rows = imports::students_with_emails(s.db(), some).await?;
        let known = Known::of(s, &rows).await?;
        let mut holders: HashMap<String, Vec<student::Model>> = HashMap::new();
        for row in rows {
            holders.entry(row.email_key.clone().unwrap_or_default()).or_default().push(row);
        }
        for (key, rows) in holders.into_iter().filter(|(_, rows)| rows.len() > 1) {
            let (line, _) = &claimed[&key];
            match rows.as_slice() {
                [one, other] if known.continues(one, other, plan) => {
                    plan.report.note(path, *line, "email", CONTINUES);
                    known.let_go(one, other, plan);
                }
                [one, other] if known.continues(other, one, plan) => {
                    plan.report.note(path, *line, "email", CONTINUES);
                    known.let_go(other, one, plan);
                }
                _ if plan.twice.contains(&key) => {
                    plan.report.fault(path, *line, "email", "appears more than once in this file");
                }
                _ => plan.report.fault(path, *line, "email", TAKEN),
            }
        }
    }
    Ok(())
}

/// What is on record of those who want an address.
struct Known {
    /// Versions that are stored; a record that this import adds has none.
    versions: HashMap<String, i32>,
    /// Students who can log in.
    registered: HashSet<String>,
    /// Students who go on under another SEVIS ID already.
    continued: HashSet<String>,
}

impl Known {
    async fn of<C: Connection>(
        s: &Scope<C>,
        rows: &[student::Model],
    ) -> Result<Self, ServiceError> {
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        let own: Vec<&str> = ids.iter().map(String::as_str).collect();
        let stored = students::of(s.db(), &own).await?;
        let accounts = accounts::of_students(s.db(), &ids).await?;
        Ok(Self {
            versions: stored.into_values().map(|row| (row.id, row.version)).collect(),
            continued: students::continued(s.db(), &ids).await?.into_iter().collect(),
            registered: accounts.iter().filter_map(|row| row.record().cloned()).collect(),
        })
    }

    /// True for a newer record of the same person at the same school. Where the file gives the address to both, the one
    /// that it adds is the newer one; else the one that it gives the address to, while nobody logs in to it.
    fn continues(&self, old: &student::Model, new: &student::Model, plan: &Plan<'_>) -> bool {
        let stored = |row: &student::Model| self.versions.contains_key(&row.id);
        let newer = match (plan.seen.contains(&old.sevis_id), plan.seen.contains(&new.sevis_id)) {
            (true, true) => stored(old) && !stored(new),
            (false, true) => !self.registered.contains(&new.id),
            _ => false,
        };
        newer
            && new.previous_id.is_none()
            && !self.continued.contains(&old.id)
            && old.school_id == new.school_id
            && same_person(old, new)
            && fits(&old.given_name, &new.given_name)
    }

    /// The earlier record lets the address go, and the new one says which it continues.
    fn let_go(&self, old: &student::Model, new: &student::Model, plan: &mut Plan<'_>) {
        let version = |row: &student::Model| {
            let stored = self.versions.get(&row.id);
            stored.map_or(row.version, |stored| stored + 1)
        };
        let search = search_text(&old.given_name, &old.surname, &old.sevis_id, "");
        // Its login keeps the address it has.
        plan.email_changes.retain(|change| change.student_id != old.id);
        plan.chunk.put_student(student::Model {
            previous_id: Some(old.id.clone()),
            version: version(new),
            ..new.clone()
        });
        plan.chunk.put_student(student::Model {
            email: None,
            email_key: None,
            search,
            version: version(old),
            ..old.clone()
        });
    }
}

/// True where one name is a part of the other, as "Avery" is of "Avery Ann". Twins, who may share a mailbox, have
/// different ones.
fn fits(one: &str, other: &str) -> bool {
    let words = |name: &str| -> HashSet<String> {
        folded(name).split_whitespace().map(str::to_owned).collect()
    };
    let (one, other) = (words(one), words(other));
    one.is_subset(&other) || other.is_subset(&one)
}
