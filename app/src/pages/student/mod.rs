//! The student's pages.

mod account;
mod attest;
mod deadlines;
mod employer;
mod employer_form;
mod employment;
mod history;
mod inbox;
mod job_ended;
mod now;
mod profile;
mod reach;
mod receipt;
mod validation;

pub use account::AccountPage;
pub use attest::Attest;
pub use deadlines::Deadlines;
pub use employer::EmployerPage;
pub use employer_form::{EditEmployer, EmployerFields, NewEmployer};
pub use employment::Employment;
pub use history::History;
pub use inbox::Inbox;
pub use job_ended::JobEnded;
pub use now::now;
pub use profile::ProfilePage;
pub use reach::ReachPage;
pub use receipt::Receipt;
pub use validation::ValidationPage;

use domain::date;
use domain::window::Access;
use leptos::prelude::*;

/// Says until when edits are taken, where that is near or over.
fn access_note(access: Access) -> AnyView {
    let text = match access {
        Access::Edit { .. } => return ().into_any(),
        Access::ReadOnly { closes } => format!(
            "Your authorization has ended, so you can read and print but not edit. Access closes on {}.",
            date::long(closes)
        ),
        Access::Closed { since } => format!("Access closed on {}.", date::long(since)),
        Access::NotYet => "No approved authorization has started yet.".to_owned(),
    };
    view! { <div class="usa-alert usa-alert--info usa-alert--slim"><div class="usa-alert__body"><p class="usa-alert__text">{text}</p></div></div> }
        .into_any()
}
