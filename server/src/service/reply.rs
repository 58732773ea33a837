//! The answer's head: where to go, what to say there, what to show again.

use super::Desk;
use crate::site::assets;
use app::AppError;
use app::ports::{Done, ReplyPort};
use app::wire::{Assets, Replay};
use async_trait::async_trait;
use axum::http::StatusCode;
use std::collections::BTreeMap;

#[async_trait]
impl ReplyPort for Desk {
    async fn go(&self, done: Done) -> Result<(), AppError> {
        if let Some(notice) = done.notice {
            let mut session = self.session.lock().await;
            session.data.notice = Some(notice);
            self.save_session(&mut session).await?;
        }
        leptos_axum::redirect(&done.next);
        Ok(())
    }

    async fn refuse(&self, form: &str, page: String, replay: Replay) -> Result<(), AppError> {
        if self.plain {
            let mut session = self.session.lock().await;
            session.data.replays.insert(form.to_owned(), modest(replay));
            self.save_session(&mut session).await?;
            leptos_axum::redirect(&page);
        }
        Ok(())
    }

    async fn keep(&self, form: &str, values: BTreeMap<String, String>) -> Result<bool, AppError> {
        let mut session = self.session.lock().await;
        let whose = session.account.as_ref().map(|account| account.id.clone());
        // Of somebody who was never here nothing is kept.
        let Some(whose) = whose.or_else(|| session.ended_of.clone()) else {
            return Ok(false);
        };
        let replay = modest(Replay { values, faults: Vec::new() });
        session.data.kept_for = Some(whose);
        session.data.replays.insert(form.to_owned(), replay);
        self.save_session(&mut session).await?;
        Ok(true)
    }

    fn status(&self, status: u16) {
        if let Ok(status) = StatusCode::from_u16(status) {
            self.response.set_status(status);
        }
    }

    fn saves_data(&self) -> bool {
        self.saves_data
    }

    fn assets(&self) -> Assets {
        assets::names(&self.portal.config.site)
    }
}

/// Longest value that is kept to be shown again, in bytes: more than any field takes.
const LONGEST: usize = 40 * 1024;

/// What is kept of a refused form: values that no field could take are left out, so that strangers
/// cannot fill the disk.
fn modest(mut replay: Replay) -> Replay {
    let mut room = LONGEST;
    replay.values.retain(|_, value| {
        let fits = value.len() <= room;
        if fits {
            room -= value.len();
        }
        fits
    });
    replay
}
