//! The check of reports: lists and pages, the decision, several at once, who has which, and what the
//! student answers.

mod answer;
mod assign;
mod decide;
mod list;
mod page;
mod port;
mod rows;
mod together;

pub use decide::ask;
pub use list::all_of;
pub use page::check_of;
pub use rows::wanted;
