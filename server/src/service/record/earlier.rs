//! The records of the same person under earlier SEVIS IDs.

use crate::scope::{Connection, Scope};
use crate::store::entity::student;
use crate::store::students;
use sea_orm::DbErr;

/// Earlier records that are looked at; few have more than one.
const MOST: usize = 8;

/// The records before this one, newest first.
pub async fn earlier<C: Connection>(
    s: &Scope<C>,
    student: &student::Model,
) -> Result<Vec<student::Model>, DbErr> {
    let (mut found, mut before) = (Vec::new(), student.previous_id.clone());
    while let Some(id) = before.filter(|_| found.len() < MOST) {
        let Some(row) = students::by_id(s.db(), &id).await? else { break };
        before = row.previous_id.clone();
        found.push(row);
    }
    Ok(found)
}
