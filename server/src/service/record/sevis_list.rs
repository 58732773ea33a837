//! The last list from SEVIS beside a record.

use super::super::error::{ServiceError, read_json};
use crate::store::convert;
use crate::store::entity::{authorization, employer, sevis_listed, student};
use crate::store::search::folded;
use domain::Date;
use domain::sevis_list::{Job, ListDifference, Listed, OnRecord, differences};

/// What is on record of a student, to be compared.
pub fn on_record(
    student: &student::Model,
    periods: &[authorization::Model],
    jobs: &[employer::Model],
    today: Date,
) -> OnRecord {
    let live = jobs.iter().filter(|job| job.deleted_at.is_none());
    let job = |row: &employer::Model| {
        let (name, start, end) = (row.name.clone(), Some(row.start_date), row.end_date);
        // One without a last day ends with its authorization.
        let over = convert::lasts_until(row, periods).is_some_and(|last| last < today);
        (Job { name, start, end }, !row.sevis_name.is_empty() && !over)
    };
    OnRecord {
        name: format!("{} {}", student.surname, student.given_name),
        authorizations: periods.iter().map(convert::authorization).collect(),
        employers: live.map(job).collect(),
    }
}

/// What the list says; none of a student whom it does not have.
pub fn listed(row: &sevis_listed::Model) -> Result<Option<Listed>, ServiceError> {
    match row.listed.as_str() {
        "" => Ok(None),
        text => Ok(Some(read_json("listed", text)?)),
    }
}

/// What differs.
pub fn compare(
    listed: Option<&Listed>,
    was: &str,
    own: &OnRecord,
    today: Date,
) -> Vec<ListDifference> {
    differences(listed, was, own, today, &folded)
}
