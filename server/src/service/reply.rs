//! The answer's head: where to go, what to say there, what to show again.

use super::Desk;
use crate::site::assets;
use app::AppError;
use app::ports::{Done, ReplyPort};
use app::wire::{Assets, Replay};
use async_trait::async_trait;
use axum::http::StatusCode;

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
            session.data.replays.insert(form.to_owned(), replay);
            self.save_session(&mut session).await?;
            leptos_axum::redirect(&page);
        }
        Ok(())
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
