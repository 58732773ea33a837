//! A student's record.

pub mod account_states;
mod authorization_fields;
pub mod both_sides;
pub mod by_student;
mod confirmed;
mod contact_fields;
mod earlier;
mod line;
mod load;
mod never_left;
mod repeated;
mod report;
pub mod sevis_list;
mod spoken;
mod timeline;
mod views;

pub use authorization_fields::{authorization_fields, with_said};
pub use confirmed::{confirmed, of_extension};
pub use contact_fields::{CONTACT, contact_fields, set_contact};
pub use earlier::earlier;
pub use line::{Line, note};
pub use load::{Record, person, same_person};
pub use never_left::{delete_there, take_back};
pub use repeated::repeated;
pub use report::{Report, accept, entered, tell_sevis, tell_sevis_of_employer};
pub use spoken::Spoken;
pub use timeline::timeline;
pub use views::{views, views_with};
