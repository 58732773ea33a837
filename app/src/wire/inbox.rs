//! The student's inbox, and how news reach the student.

use super::form::Form;
use crate::routes;
use domain::reach::ReachForm;
use serde::{Deserialize, Serialize};

impl Form for ReachForm {
    const NAME: &'static str = "reach";
    fn page(&self) -> String {
        routes::REACH.to_owned()
    }
}

/// One email, or what would have been one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    /// When it was written, in the school's zone.
    pub at: String,
    /// Subject.
    pub subject: String,
    /// Where it went and where it stands, in words.
    pub state: String,
    /// What it says before the link, a paragraph each; of one that held a code or a link to log in with, nothing.
    pub before: Vec<String>,
    /// What it says after it.
    pub after: Vec<String>,
    /// The page it is about, where it says what it says.
    pub page: Option<String>,
}

/// The inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxView {
    /// A page of it, newest first.
    pub rows: Vec<InboxRow>,
    /// The page, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
}

/// How news reach the student.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReachView {
    /// What is chosen.
    pub form: ReachForm,
    /// Where emails go; empty where there is no address.
    pub email: String,
    /// The last two digits of each number to which texts can go: those that are second steps.
    pub numbers: Vec<String>,
}
