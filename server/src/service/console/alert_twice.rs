//! Who is perhaps on record twice: the same name and date of birth under two SEVIS IDs that nobody has linked.

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
    let linked = |a: &student::Model, b: &student::Model| {
        a.previous_id.as_ref() == Some(&b.id) || b.previous_id.as_ref() == Some(&a.id)
    };
    let twice = |row: &&student::Model| {
        let others = same.get(&(row.birth_date, name(row)));
        others.is_some_and(|all| all.iter().any(|one| one.id != row.id && !linked(one, row)))
    };
    Ok(rows.iter().filter(twice).map(|row| row.id.clone()).collect())
}
