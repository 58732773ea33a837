//! Students who may be on record twice: the same name and date of birth under two SEVIS IDs that are not linked.

use super::super::error::ServiceError;
use crate::scope::Look;
use crate::store::entity::{school, student};
use crate::store::search::folded;
use crate::store::students;
use domain::Date;
use std::collections::{HashMap, HashSet};

/// A name as it is compared: without accents and case, its words in any order.
fn name(of: &student::Model) -> Vec<String> {
    let folded = folded(&format!("{} {}", of.given_name, of.surname));
    let mut words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
    words.sort();
    words
}

/// Those of these students who are perhaps on record twice, by their identity.
pub(super) async fn among(
    look: &Look,
    school: &school::Model,
    rows: &[student::Model],
) -> Result<HashSet<String>, ServiceError> {
    let mut days: Vec<Date> = rows.iter().map(|row| row.birth_date).collect();
    days.sort();
    days.dedup();
    let mut same: HashMap<(Date, Vec<String>), Vec<student::Model>> = HashMap::new();
    for row in students::born_on(look.db(), &school.id, &days).await? {
        same.entry((row.birth_date, name(&row))).or_default().push(row);
    }
    let twice = |row: &&student::Model| {
        let all = same.get(&(row.birth_date, name(row))).map_or(&[][..], Vec::as_slice);
        let known = linked(row, all);
        all.iter().any(|one| !known.contains(one.id.as_str()))
    };
    Ok(rows.iter().filter(twice).map(|row| row.id.clone()).collect())
}

/// A record and those that are linked with it, directly or by others.
fn linked<'a>(row: &'a student::Model, all: &'a [student::Model]) -> HashSet<&'a str> {
    let mut known = HashSet::from([row.id.as_str()]);
    loop {
        let is_known = |id: &str| known.contains(id);
        let next = all.iter().find(|one| {
            let to = one.previous_id.as_deref().is_some_and(is_known);
            let from = all
                .iter()
                .chain([row])
                .any(|other| is_known(&other.id) && other.previous_id.as_ref() == Some(&one.id));
            !is_known(&one.id) && (to || from)
        });
        match next {
            Some(next) => known.insert(next.id.as_str()),
            None => return known,
        };
    }
}
