//! Fields of a plan that are filled from the school's record.

use super::super::record::Record;
use crate::store::entity::authorization;
use domain::authorization::Kind;
use domain::plan::{By, FIELDS, Values};

/// The STEM extensions of a record that were not refused or given up.
pub(super) fn extensions(record: &Record) -> impl Iterator<Item = &authorization::Model> {
    let rows = record.authorization_rows.iter();
    rows.filter(|row| row.kind == Kind::Stem && !row.status.is_over())
}

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

/// Puts it in place of what was there; what the record has no more is gone.
pub(super) fn put_known(values: &mut Values, record: &Record) {
    for field in FIELDS.iter().filter(|field| field.by == By::Record) {
        values.remove(field.name);
    }
    values.extend(known(record));
}
