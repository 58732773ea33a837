//! What each file is, or why it is not taken.

use app::wire::{Enclosed, Upload};
use domain::attachment::{FileFault, FileKind, inspect};

/// What came, and what each file is, or why it is not taken.
pub struct Judged {
    /// What came.
    pub enclosed: Enclosed,
    /// What each of its files is.
    pub kinds: Vec<Result<FileKind, FileFault>>,
}

/// Looks at what came; no transaction is open while it does.
pub fn judge(enclosed: Enclosed) -> Judged {
    let kinds = enclosed.files.iter().map(|upload| inspect(&upload.bytes)).collect();
    Judged { enclosed, kinds }
}

/// A file's name as it can be shown in a sentence.
pub fn shown(upload: &Upload) -> String {
    let name = upload.name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}
