//! Letters about copies of a record.

use super::student::to_student;
use crate::mail::Letter;
use crate::store::entity::student;

/// The link to a copy of the record.
pub fn record_copy(student: &student::Model, link: String) -> Letter {
    let mut letter = to_student(student, "A copy of your record");
    letter.before = vec![
        "Somebody with this email and your SEVIS ID has asked for a copy of your record. This link leads to it and works for 24 hours:".into(),
    ];
    letter.link = Some(link);
    letter.after = vec![
        "It opens with your SEVIS ID. If it was not you, do nothing: without this mail nobody gets the copy.".into(),
    ];
    letter
}
