//! Students who may be on record twice: the same name and date of birth under two SEVIS IDs that are not linked.

use super::super::super::error::ServiceError;
use crate::scope::Look;
use crate::store::entity::school;
use crate::store::search::folded;
use crate::store::students::{self, Born};
use domain::Date;
use std::collections::{HashMap, HashSet};

/// A day on which more of a school's students were born stands for a date that is not known: nobody is compared by it.
const CROWD: i64 = 1000;

/// A name as it is compared: without accents and case, its words in any order.
fn name(of: &Born) -> Vec<String> {
    let folded = folded(&format!("{} {}", of.given_name, of.surname));
    let mut words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
    words.sort();
    words
}

/// Those of these students who are perhaps on record twice, by their identity, with the other records.
pub(super) async fn among(
    look: &Look,
    school: &school::Model,
    ids: &[String],
) -> Result<HashMap<String, Vec<String>>, ServiceError> {
    let mut days = students::birth_dates(look.db(), ids).await?;
    let crowded = students::crowded(look.db(), &school.id, &days, CROWD).await?;
    days.retain(|day| !crowded.contains(day));
    let mut same: HashMap<(Date, Vec<String>), Vec<Born>> = HashMap::new();
    for row in students::born_on(look.db(), &school.id, &days).await? {
        same.entry((row.birth_date, name(&row))).or_default().push(row);
    }
    let asked: HashSet<&str> = ids.iter().map(String::as_str).collect();
    let mut twice = HashMap::new();
    for all in same.values().filter(|all| all.len() > 1) {
        for row in all.iter().filter(|row| asked.contains(row.id.as_str())) {
            let known = linked(row, all);
            let others = all.iter().filter(|one| !known.contains(one.id.as_str()));
            let others: Vec<String> = others.map(|one| one.id.clone()).collect();
            if !others.is_empty() {
                twice.insert(row.id.clone(), others);
            }
        }
    }
    Ok(twice)
}

/// A record and those that are linked with it, directly or by others.
fn linked<'a>(row: &'a Born, all: &'a [Born]) -> HashSet<&'a str> {
    let mut known = HashSet::from([row.id.as_str()]);
    loop {
        let is_known = |id: &str| known.contains(id);
        let next = all.iter().find(|one| {
            let to = one.previous_id.as_deref().is_some_and(is_known);
            let from = all
                .iter()
                .any(|other| is_known(&other.id) && other.previous_id.as_ref() == Some(&one.id));
            !is_known(&one.id) && (to || from)
        });
        match next {
            Some(next) => known.insert(next.id.as_str()),
            None => return known,
        };
    }
}
