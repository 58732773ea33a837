//! The officials' pages.

mod alerts;
mod amend;
mod audit;
mod batches;
mod both_sides;
mod import;
mod numbers;
mod officials;
mod overview;
mod record;
mod report;
mod review;
mod school;
mod students;

pub use alerts::Alerts;
pub use amend::{Amend, MergeRecords};
pub use audit::AuditPage;
pub use batches::Batches;
pub use both_sides::BothSides;
pub use import::Import;
pub use numbers::Numbers;
pub use officials::Officials;
pub use overview::Overview;
pub use record::Record;
pub use review::Review;
pub use school::School;
pub use students::Students;

use leptos::prelude::*;

/// Below a list that rests on what is worked out of each student.
fn not_whole() -> AnyView {
    view! { <p>"Much has changed at once, and not every student has been looked at again yet. Load this page again in a minute."</p> }
        .into_any()
}
