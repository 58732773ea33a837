//! Server functions: each parses, calls one port method and returns an outcome.
//!
//! Endpoints are named explicitly, so that moving a file changes no URL.

// The macro's structs have fields without documentation.
#![allow(missing_docs)]

mod account;
mod amend;
mod batches;
mod cases;
mod console;
mod copies;
mod import;
mod load_page;
mod messages;
mod pages;
mod parts;
mod plans;
mod reviews;
mod school;
mod second_step;
mod security;
mod sign_up;
mod student;
mod transport;

pub use account::*;
pub use amend::*;
pub use batches::*;
pub use cases::*;
pub use console::*;
pub use copies::*;
pub use import::*;
pub use load_page::*;
pub use messages::*;
pub use pages::*;
pub use plans::*;
pub use reviews::*;
pub use school::*;
pub use second_step::*;
pub use security::*;
pub use sign_up::*;
pub use student::*;

use crate::AppError;
use crate::ports::{Answer, Backend, Done, Refused};
use crate::wire::{Form, Outcome, Replay};
use std::collections::BTreeMap;

/// What is kept of a form over a login; of the press of a button nothing is.
fn kept<F: Form>(form: &F) -> Option<BTreeMap<String, String>> {
    F::KEPT.then(|| form.values())
}

/// Turns a port's answer into the outcome of a form; a plain post also gets its page back.
async fn answer<F: Form>(backend: &Backend, form: &F, answer: Answer) -> Result<Outcome, AppError> {
    match answer {
        Ok(done) => {
            backend.reply.go(done).await?;
            Ok(Outcome::Done)
        }
        Err(Refused::Faults(faults)) => {
            let replay = Replay { values: form.values(), faults: faults.clone() };
            backend.reply.refuse(F::NAME, form.page(), replay).await?;
            Ok(Outcome::Refused(faults))
        }
        Err(Refused::Error(error)) => match error.after_login(&form.page()) {
            // Nothing typed is lost to the end of a session: it is kept for the same person.
            Some(next) if backend.reply.keep(F::NAME, kept(form)).await? => {
                backend.reply.go(Done::to(next)).await?;
                Ok(Outcome::Done)
            }
            _ => Err(error),
        },
    }
}
