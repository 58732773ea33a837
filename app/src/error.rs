//! Errors other than a refused form. Coarse on purpose, so that no private detail reaches the browser.

use crate::routes;
use crate::words::wait;
use domain::sign_up::Step;
use serde::{Deserialize, Serialize};

/// Why a request has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Nobody is logged in, or the session has ended.
    #[error("Log in to see this page.")]
    LoginRequired,
    /// The student has not attested since logging in.
    #[error("Please confirm the statement first.")]
    AttestationRequired,
    /// The password is temporary or expired.
    #[error("Please choose a new password first.")]
    PasswordChangeRequired,
    /// No such thing, or not for this person; deliberately one answer.
    #[error("This page does not exist.")]
    NotFound,
    /// On STEM OPT a new employer is the school's to report.
    #[error(
        "On STEM OPT your school adds a new employer, based on its Form I-983. Send your DSO that form; the employer then appears on your record."
    )]
    SchoolAdds,
    /// The form was made for another account than the one that is logged in now.
    #[error(
        "You opened this page while a different account was logged in. Nothing was saved. Please open the page again."
    )]
    ForAnother,
    /// Something else comes first.
    #[error("Something else comes first.")]
    Elsewhere(Place),
    /// The request makes no sense.
    #[error("That request could not be read.")]
    BadRequest,
    /// Too many requests; try again after so many seconds.
    #[error("Too many tries. Please wait {} and try again.", wait(*.0))]
    TooMany(u32),
    /// The server is working at its limit; try again after so many seconds.
    #[error("The portal is busy right now, and nothing was saved. Please try again in {}.", wait(*.0))]
    Busy(u32),
    /// The browser could not reach the server.
    #[error("The portal could not be reached. Nothing was lost; please try again.")]
    Offline,
    /// Anything else; the log knows more under this reference.
    #[error(
        "Something went wrong on our side. Please try again. If you contact us, give this reference: {0}."
    )]
    Internal(String),
}

impl AppError {
    /// The HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Self::LoginRequired => 401,
            Self::AttestationRequired | Self::PasswordChangeRequired | Self::Elsewhere(_) => 403,
            Self::NotFound | Self::SchoolAdds => 404,
            Self::BadRequest => 400,
            Self::ForAnother => 409,
            Self::TooMany(_) => 429,
            Self::Busy(_) | Self::Offline => 503,
            Self::Internal(_) => 500,
        }
    }
}

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The second step of the login.
    Verify,
    /// A first second step, for accounts that need one.
    FirstFactor,
    /// The password again.
    FreshLogin,
    /// The next step of the sign-up.
    SignUp(Step),
    /// The page of an online account.
    Holder,
    /// The student's first page.
    Student,
    /// The console.
    Console,
    /// The help team's messages.
    Queue,
}

impl Place {
    /// Its path; the way back to `here` goes along where that makes sense.
    pub fn path(self, here: &str) -> String {
        match self {
            Self::Verify => routes::VERIFY.into(),
            Self::FirstFactor => routes::FIRST_FACTOR.into(),
            Self::FreshLogin => routes::fresh(here),
            Self::SignUp(step) => step.path().into(),
            Self::Holder => routes::HOLDER.into(),
            Self::Student => routes::EMPLOYMENT.into(),
            Self::Console => routes::CONSOLE.into(),
            Self::Queue => routes::QUEUE.into(),
        }
    }
}

impl AppError {
    /// Where to log in, and come back to this page, if that is what is missing.
    pub fn after_login(&self, page: &str) -> Option<String> {
        match self {
            Self::LoginRequired => Some(routes::login_then(page)),
            // Logged in, in another tab perhaps, but not all the way.
            Self::AttestationRequired => Some(routes::attest_then(page)),
            Self::PasswordChangeRequired => Some(routes::ACCOUNT.to_owned()),
            Self::Elsewhere(place @ (Place::FreshLogin | Place::Verify)) => Some(place.path(page)),
            _ => None,
        }
    }
}
