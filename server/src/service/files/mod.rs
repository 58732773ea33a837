//! Files that people hand in, with a message or for a plan: looked at before they are kept, counted by account,
//! scanned by a job.

mod judge;
mod keep;

pub use judge::{Judged, judge, shown};
pub use keep::{Of, insert, quota};

use crate::store::entity::attachment;
use app::wire::FileView;
use domain::attachment::Scan;

/// A size as people say it.
fn size(bytes: i64) -> String {
    match bytes {
        0..=99_999 => format!("{} KB", bytes.div_euclid(1000).max(1)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// True once a file may be had.
pub fn is_ready(row: &attachment::Model) -> bool {
    matches!(row.scan.0, Scan::Clean | Scan::Unscanned)
}

/// A file as it is shown to its sender, who knows where it comes from, or to the other side.
pub fn view(row: &attachment::Model, own: bool) -> FileView {
    let scan = row.scan.0;
    FileView {
        id: row.id.clone(),
        name: row.name.clone(),
        size: size(row.size),
        ready: is_ready(row),
        scan: if own && scan == Scan::Unscanned { "" } else { scan.words() }.to_owned(),
    }
}
