//! The answer to a form: the redirect, the notice on the next page, and a refused form's values to show again.

use super::assets;
use crate::service::visit::{Desk, said};
use app::AppError;
use app::ports::{Done, ReplyPort};
use app::wire::{Assets, Replay};
use async_trait::async_trait;
use axum::http::{HeaderValue, StatusCode, header};
use leptos_axum::ResponseOptions;
use std::collections::BTreeMap;

/// The answer to one request.
pub struct Reply {
    /// Who is asking.
    pub desk: Desk,
    /// The answer's head.
    pub response: ResponseOptions,
}

#[async_trait]
impl ReplyPort for Reply {
    async fn go(&self, done: Done) -> Result<(), AppError> {
        if let Some(notice) = done.notice {
            said::say(&self.desk, notice).await;
        }
        leptos_axum::redirect(&done.next);
        Ok(())
    }

    async fn refuse(&self, form: &str, page: String, replay: Replay) -> Result<(), AppError> {
        if self.desk.visit.plain {
            let replay = within_replay_limit(replay);
            let mut session = self.desk.visit.session.lock().await;
            session.data.replays.insert(form.to_owned(), replay);
            drop(session);
            self.desk.remember().await?;
            leptos_axum::redirect(&page);
        }
        Ok(())
    }

    async fn keep(
        &self,
        form: &str,
        values: Option<BTreeMap<String, String>>,
    ) -> Result<bool, AppError> {
        let mut session = self.desk.visit.session.lock().await;
        // Of somebody who was never here nothing is kept.
        let Some(whose) = session.writer(&self.desk.portal) else {
            return Ok(false);
        };
        let Some(values) = values else {
            return Ok(true);
        };
        let replay = within_replay_limit(Replay { values, faults: Vec::new() });
        if session.data.kept_for.as_ref().is_some_and(|before| *before != whose) {
            // Of somebody else at this browser, who has not come back.
            session.data.replays.clear();
        }
        session.data.kept_for = Some(whose);
        session.data.replays.insert(form.to_owned(), replay);
        drop(session);
        self.desk.remember().await?;
        Ok(true)
    }

    async fn is_made_for(&self, name: &str) -> bool {
        self.desk.visit.session.lock().await.is_made_for(&self.desk.portal, name)
    }

    fn lead(&self, path: &str) {
        if let Ok(path) = HeaderValue::from_str(path) {
            self.response.insert_header(header::LOCATION, path);
            self.response.set_status(StatusCode::FOUND);
        }
    }

    fn status(&self, status: u16) {
        if let Ok(status) = StatusCode::from_u16(status) {
            self.response.set_status(status);
        }
    }

    fn saves_data(&self) -> bool {
        self.desk.visit.saves_data
    }

    fn assets(&self) -> Assets {
        assets::names(&self.desk.portal.config.site)
    }
}

/// Most that is kept of a form to be shown again: more than any field takes.
const MAX_REPLAY_BYTES: usize = 40 * 1024;

/// What is kept of a refused form: values that no field could take are left out, so that strangers
/// cannot fill the disk.
fn within_replay_limit(mut replay: Replay) -> Replay {
    let mut room = MAX_REPLAY_BYTES;
    replay.values.retain(|_, value| {
        let fits = value.len() <= room;
        if fits {
            room -= value.len();
        }
        fits
    });
    replay
}
