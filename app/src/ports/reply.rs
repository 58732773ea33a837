//! The answer.

use super::Done;
use crate::AppError;
use crate::wire::{Assets, Replay};
use async_trait::async_trait;
use std::collections::BTreeMap;

/// How a server function answers beyond its value.
#[async_trait]
pub trait ReplyPort: Send + Sync {
    /// Sends the person on to `done.next`, with its notice.
    async fn go(&self, done: Done) -> Result<(), AppError>;
    /// For a form posted without scripts: keeps what was typed, and goes back to its page.
    async fn refuse(&self, form: &str, page: String, replay: Replay) -> Result<(), AppError>;
    /// Keeps what was typed, if anything was, until the same person has logged in again; false if
    /// nobody was logged in.
    async fn keep(
        &self,
        form: &str,
        values: Option<BTreeMap<String, String>>,
    ) -> Result<bool, AppError>;
    /// True if a form made for this account may be sent by whoever is logged in.
    async fn is_made_for(&self, name: &str) -> bool;
    /// Leads to another page of our own in place of the one that was asked for.
    fn lead(&self, path: &str);
    /// Sets the status of the page or answer.
    fn status(&self, status: u16);
    /// The browser asked to save data: the page comes without scripts.
    fn saves_data(&self) -> bool;
    /// The files of the browser bundle.
    fn assets(&self) -> Assets;
}
