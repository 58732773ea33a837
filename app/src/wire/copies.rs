//! Copies of a record.

use super::form::{Form, form, with_token};
use super::student::Person;
use crate::routes;
use domain::invitation::LinkState;
use serde::{Deserialize, Serialize};

form! {
    /// Asks for the link.
    AskCopyForm("ask_copy") hides [] on |_| routes::COPY.to_owned(); {
        /// Email.
        email,
        /// SEVIS ID.
        sevis_id,
    }
}

form! {
    /// The SEVIS ID by which the link opens.
    OpenCopyForm("open_copy") hides ["token"] on |f| with_token(routes::COPY, &f.token); {
        /// The link.
        token,
        /// As typed.
        sevis_id,
    }
}

form! {
    /// Closes an opened copy in this browser.
    CloseCopyForm("close_copy") kept false hides ["token"] on |f| with_token(routes::COPY, &f.token); {
        /// The link.
        token,
    }
}

/// What the page of a copy shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyView {
    /// What the link is good for; unknown where there is none.
    pub link: LinkState,
    /// Set once the SEVIS ID was given in this browser.
    pub person: Option<Person>,
}
