//! The principal official's side: who works for the school, and its settings.

use super::form::{Form, act, form};
use crate::routes;
use domain::role::Role;
use domain::sevis_state::SevisWay;
use serde::{Deserialize, Serialize};

form! {
    /// Invites an official.
    InviteOfficialForm("invite_official") hides [] on |_| routes::OFFICIALS.to_owned(); {
        /// Their email.
        email,
        /// Their full name.
        name,
        /// `dso` or `pdso`.
        role,
    }
}

form! {
    /// Gives an official another role.
    OfficialRoleForm("official_role") kept false hides [] on |_| routes::OFFICIALS.to_owned(); {
        /// The official's account.
        id,
        /// `dso` or `pdso`.
        role,
    }
}

act! {
    /// Ends an official's access.
    EndOfficialForm("end_official") on |_| routes::OFFICIALS.to_owned()
}

act! {
    /// Gives an official who has lost every second step a new way in.
    ResetOfficialForm("reset_official") on |_| routes::OFFICIALS.to_owned()
}

form! {
    /// Changes the settings of the school.
    SchoolForm("school") hides ["seen"] on |_| routes::SCHOOL.to_owned(); {
        /// Its name.
        name,
        /// Its time zone.
        time_zone,
        /// Code of its way to SEVIS.
        sevis,
        /// `OrgID`.
        sevis_org,
        /// `userID`.
        sevis_user,
        /// `first` or `after`.
        review,
        /// `on` where training plans signed by hand are taken.
        paper,
        /// The settings as they were shown.
        seen,
    }
}

/// Who works for the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialsView {
    /// By name.
    pub rows: Vec<OfficialRow>,
}

/// An official.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialRow {
    /// The account.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Email.
    pub email: String,
    /// What they do.
    pub role: Role,
    /// They have not set a password yet.
    pub invited: bool,
    /// It is whoever looks.
    pub own: bool,
}

/// The settings of the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolView {
    /// Its code, which stays.
    pub code: String,
    /// As they are.
    pub form: SchoolForm,
    /// The ways to SEVIS that can be chosen.
    pub ways: Vec<SevisWay>,
}
