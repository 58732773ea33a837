//! What the school's record says in each plan.

use super::super::record::Record;
use domain::plan::Values;

/// What the school's record knows of section 1.
pub(super) fn known(record: &Record) -> Values {
    let student = &record.student;
    let pairs = [
        ("surname", student.surname.clone()),
        ("given_name", student.given_name.clone()),
        ("student_sevis_id", student.sevis_id.clone()),
        ("recommending_school", record.school.name.clone()),
        ("school_code", record.school.code.clone()),
    ];
    pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
