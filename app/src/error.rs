//! What can go wrong besides a refused form. Coarse on purpose: nothing private crosses the wire.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
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
    #[error("There is no such page.")]
    NotFound,
    /// The request makes no sense.
    #[error("That request could not be read.")]
    BadRequest,
    /// Too many requests; try again after so many seconds.
    #[error("Too many tries. Please wait {0} seconds and try again.")]
    TooMany(u32),
    /// The server is working at its limit; try again after so many seconds.
    #[error("The portal is very busy. Nothing was lost; please try again in {0} seconds.")]
    Busy(u32),
    /// The browser could not reach the server.
    #[error("The portal could not be reached. Nothing was lost; please try again.")]
    Offline,
    /// Anything else; the log knows more under this reference.
    #[error("Something went wrong on our side. Please try again; reference {0}.")]
    Internal(String),
}

impl AppError {
    /// The HTTP status that says the same.
    pub fn status(&self) -> u16 {
        match self {
            Self::LoginRequired => 401,
            Self::AttestationRequired | Self::PasswordChangeRequired => 403,
            Self::NotFound => 404,
            Self::BadRequest => 400,
            Self::TooMany(_) => 429,
            Self::Busy(_) | Self::Offline => 503,
            Self::Internal(_) => 500,
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Self::BadRequest,
            _ => Self::Internal("transport".into()),
        }
    }
}
