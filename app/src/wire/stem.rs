//! The confirmation of a STEM student every six months.

use super::Person;
use super::form::{Form, form};
use crate::routes;
use domain::Date;
use domain::stem::Validation;
use serde::{Deserialize, Serialize};

form! {
    /// Confirms that all on record is right.
    ValidateForm("validate") kept false hides [] on |_| routes::VALIDATION.to_owned(); {
        /// What was shown, so that nothing else is confirmed.
        seen,
        /// `on` where it is confirmed.
        agree,
    }
}

/// The page of the confirmation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValidationView {
    /// Whose.
    pub person: Person,
    /// What can be confirmed now.
    pub due: Option<Validation>,
    /// All of them, and the days on which they were confirmed.
    pub all: Vec<(Validation, Option<Date>)>,
    /// Label and value of what is confirmed.
    pub facts: Vec<(String, String)>,
    /// Names exactly these facts.
    pub seen: String,
    /// Today at the school.
    pub today: Date,
    /// Reports are taken.
    pub open: bool,
}
