//! What the rows of a file name by values of their own, found before the first is judged, so that it does not matter in
//! which order they come.

use super::input::Input;
use super::reader::{Columns, File, Row};
use super::report::Report;
use crate::Failure;
use std::collections::HashSet;

/// The names of all rows as hashes. What is wrong with a row is told when it is read to be kept.
pub fn names(
    input: Option<&Input>,
    columns: &Columns,
    of: fn(&Row) -> Vec<u64>,
) -> Result<HashSet<u64>, Failure> {
    let Some(input) = input else { return Ok(HashSet::new()) };
    let (mut untold, mut named) = (|_| (), HashSet::new());
    let mut report = Report::new(&mut untold);
    let mut file = File::open(input, columns)?;
    loop {
        let rows = file.chunk(&mut report);
        if rows.is_empty() {
            return Ok(named);
        }
        named.extend(rows.iter().flat_map(of));
    }
}
