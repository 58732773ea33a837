//! The email of the day: what is new, by its subjects.

use super::super::error::ServiceError;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::store::entity::mail;
use crate::store::outbox::{self, HERE};
use crate::store::students;
use app::routes;

/// Sends a student what waits, as one email, which is in the outbox before anything of it counts as sent. Whoever has no address
/// now finds it in the inbox.
pub async fn send_daily(work: Work, student: &str) -> Result<(), ServiceError> {
    let Some(student) = students::lock(work.db(), student).await? else { return Ok(()) };
    let rows = outbox::lock_daily(work.db(), &student.id).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let reached = student.email.is_some();
    let subjects: Vec<String> = rows.iter().map(|row| row.subject.clone()).collect();
    for row in rows {
        let channel = if reached { row.channel } else { HERE.to_owned() };
        let row = mail::Model { sent_at: Some(work.at()), channel, ..row };
        outbox::update(work.db(), row).await?;
    }
    if reached {
        queue(&work, letters::daily(&student, &subjects, work.url(routes::INBOX))).await?;
    }
    Ok(work.commit().await?)
}
