//! A report that is sent once more, because its answer was lost on the way.

use super::super::error::{ServiceError, read_json};
use crate::store::entity::receipt;
use domain::history::{Change, Snapshot};

/// The receipt of this very report: the form was filled from the version before the one on `record`, which is as the receipt says
/// and as the form wants it.
pub fn repeated(
    last: Option<receipt::Model>,
    (form, stored): (&str, i32),
    record: &Snapshot,
) -> Result<Option<String>, ServiceError> {
    let Some(last) = last.filter(|_| form.parse() == Ok(stored - 1)) else {
        return Ok(None);
    };
    let changes: Vec<Change> = read_json("receipt", &last.changes)?;
    Ok((!changes.is_empty() && record.holds(&changes)).then_some(last.id))
}
