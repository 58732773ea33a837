//! Where a student is reached, as the school's file says it and as the student reported it. Three things
//! are compared, group by group: the record, the file, and what the file said last. What the student
//! has reported since stays where the school did not change its mind, and where both did; the import
//! then tells the difference. A school that means it says so (`--file-decides`).

use super::reader::Row;
use crate::store::entity::student;
use serde::{Deserialize, Serialize};

/// A group of fields that belong together.
type Group = Vec<String>;

/// What was said, by group; a group of which nothing was said yet is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    physical: Group,
    mailing: Group,
    phones: Group,
}

/// Each group: its name for people, its columns.
const GROUPS: [(&str, &[&str]); 3] = [
    ("street", &["street", "line2", "city", "state", "zip"]),
    (
        "mailing_street",
        &[
            "mailing_street",
            "mailing_line2",
            "mailing_city",
            "mailing_state",
            "mailing_zip",
            "mailing_po_box",
        ],
    ),
    ("us_phone", &["us_phone", "foreign_phone_country", "foreign_phone"]),
];

impl Said {
    fn of(row: &student::Model) -> Self {
        let text = |parts: &[&String]| parts.iter().map(|part| (*part).clone()).collect::<Group>();
        let po_box = row.mailing_po_box.to_string();
        Self {
            physical: text(&[&row.street, &row.line2, &row.city, &row.state, &row.zip]),
            mailing: text(&[
                &row.mailing_street,
                &row.mailing_line2,
                &row.mailing_city,
                &row.mailing_state,
                &row.mailing_zip,
                &po_box,
            ]),
            phones: text(&[&row.us_phone, &row.foreign_phone_country, &row.foreign_phone]),
        }
    }

    fn group(&mut self, at: usize) -> &mut Group {
        match at {
            0 => &mut self.physical,
            1 => &mut self.mailing,
            _ => &mut self.phones,
        }
    }
}

/// Keeps a group of a row as it is on record.
fn keep(row: &mut student::Model, before: &student::Model, at: usize) {
    match at {
        0 => {
            row.street.clone_from(&before.street);
            row.line2.clone_from(&before.line2);
            row.city.clone_from(&before.city);
            row.state.clone_from(&before.state);
            row.zip.clone_from(&before.zip);
        }
        1 => {
            row.mailing_street.clone_from(&before.mailing_street);
            row.mailing_line2.clone_from(&before.mailing_line2);
            row.mailing_city.clone_from(&before.mailing_city);
            row.mailing_state.clone_from(&before.mailing_state);
            row.mailing_zip.clone_from(&before.mailing_zip);
            row.mailing_po_box = before.mailing_po_box;
        }
        _ => {
            row.us_phone.clone_from(&before.us_phone);
            row.foreign_phone_country.clone_from(&before.foreign_phone_country);
            row.foreign_phone.clone_from(&before.foreign_phone);
            row.no_phone = before.no_phone;
        }
    }
}

/// What a new student's row says.
pub fn of_new(cells: &Row, row: &student::Model) -> String {
    let (mut said, mut file) = (Said::default(), Said::of(row));
    for (at, (_, columns)) in GROUPS.iter().enumerate() {
        if has_any(cells, columns) {
            *said.group(at) = std::mem::take(file.group(at));
        }
    }
    write(&said)
}

fn has_any(cells: &Row, columns: &[&str]) -> bool {
    columns.iter().any(|column| cells.has(column))
}

fn write(said: &Said) -> String {
    serde_json::to_string(said).unwrap_or_default()
}

/// Puts the student's newer reports into a row of the file, and notes what the file said; gives the
/// columns in which the file and the student differ from now on.
pub fn reconcile(
    cells: &Row,
    row: &mut student::Model,
    before: &student::Model,
    file_decides: bool,
) -> Vec<&'static str> {
    let mut last: Said = serde_json::from_str(&before.imported).unwrap_or_default();
    let (mut file, mut record) = (Said::of(row), Said::of(before));
    let mut differ = Vec::new();
    for (at, (column, columns)) in GROUPS.iter().enumerate() {
        if !has_any(cells, columns) {
            continue;
        }
        let (said, stored) = (file.group(at).clone(), record.group(at).clone());
        // Of what the file never said, nothing on record is the student's word either.
        let blank = stored.iter().all(|part| part.is_empty() || part == "false");
        let untouched = *last.group(at) == stored || (last.group(at).is_empty() && blank);
        if said != stored && !untouched && !file_decides {
            keep(row, before, at);
            differ.push(*column);
        }
        *last.group(at) = said;
    }
    row.imported = write(&last);
    differ
}
