//! Files that leave.

use super::BATCHES;

/// A copy of one's record by a mailed link, also after access has ended.
pub const COPY: &str = "/record-copy";
/// The same as files: PDF and JSON.
pub const COPY_FILES: [&str; 2] = ["/record-copy/record.pdf", "/record-copy/record.json"];
/// The own record as files: PDF and JSON.
pub const RECORD_FILES: [&str; 2] = ["/record.pdf", "/record.json"];

/// A list as a file for spreadsheets: `csv` or `xlsx`.
pub fn as_file(list: &str, ending: &str) -> String {
    list.replacen('?', &format!(".{ending}?"), 1)
}

/// An answer of SEVIS to a batch, as it came.
pub fn batch_answer_file(batch: &str, answer: &str) -> String {
    format!("{BATCHES}/{batch}/answers/{answer}")
}

/// The file of a batch.
pub fn batch_file(id: &str) -> String {
    format!("{BATCHES}/{id}/batch.xml")
}
