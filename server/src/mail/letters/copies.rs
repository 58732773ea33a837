//! Letters about copies of a record.

use super::student::to_student;
use crate::mail::Letter;
use crate::store::entity::student;

/// The link to a copy of the record.
pub fn record_copy(student: &student::Model, link: String) -> Letter {
    let mut letter = to_student(student, "A copy of your record");
    letter.before = vec![
        "Someone who entered this email and your SEVIS ID asked for a copy of your record. Open it with this link, which works for 24 hours:".into(),
    ];
    letter.link = Some(link);
    letter.after = vec![
        "You will need your SEVIS ID to open it. If this was not you, do nothing: without this email, no one can get the copy.".into(),
    ];
    letter
}
