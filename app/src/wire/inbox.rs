//! The student's inbox, and how news reach the student.

use super::form::{Form, act};
use crate::routes;
use domain::push::PushForm;
use domain::reach::ReachForm;
use serde::{Deserialize, Serialize};

impl Form for ReachForm {
    const NAME: &'static str = "reach";
    fn page(&self) -> String {
        routes::REACH.to_owned()
    }
}

impl Form for PushForm {
    const NAME: &'static str = "push";
    const KEPT: bool = false;
    const SECRETS: &'static [&'static str] = &["endpoint", "p256dh", "auth"];
    fn page(&self) -> String {
        routes::REACH.to_owned()
    }
}

act! {
    /// Shows nothing on this device any more.
    PushOffForm("push_off") on |_| routes::REACH.to_owned()
}

/// A browser that shows news.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushDeviceRow {
    /// Identity.
    pub id: String,
    /// Browser and system.
    pub name: String,
    /// Since when, in the school's zone.
    pub since: String,
    /// SHA-256 of its address at its push service, in hex: its own browser finds itself by that.
    pub mark: String,
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
    /// Browsers that show news.
    pub devices: Vec<PushDeviceRow>,
    /// The portal's key, for a browser that is to show some; none where the portal sends no notifications.
    pub push_key: Option<String>,
}
