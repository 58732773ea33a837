//! In the gallery.

use super::{Bars, bars};
use leptos::prelude::*;

/// Two weeks, of which one has late reports.
pub fn states() -> AnyView {
    bars(Bars {
        title: "Reports, week by week",
        head: "Week of",
        columns: &["Reports", "Late"],
        rows: vec![("08/17/2026".into(), vec![12, 3]), ("08/24/2026".into(), vec![7, 0])],
    })
}
