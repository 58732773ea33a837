//! The email of the day: what is new, by its subjects.

use super::super::error::ServiceError;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::store::entity::mail;
use crate::store::{outbox, students};
use app::routes;

/// Sends a student what is due, as one email; each of it counts as sent once that is in the outbox. Whoever has no address
/// now finds it in the inbox.
pub async fn send_daily(work: Work, student: &str) -> Result<(), ServiceError> {
    let Some(student) = students::lock(work.db(), student).await? else { return Ok(()) };
    let rows = outbox::lock_daily(work.db(), &student.id, work.at()).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let subjects: Vec<String> = rows.iter().map(|row| row.subject.clone()).collect();
    for row in rows {
        outbox::update(work.db(), mail::Model { sent_at: Some(work.at()), ..row }).await?;
    }
    if student.email.is_some() {
        queue(&work, letters::daily(&student, &subjects, work.url(routes::INBOX))).await?;
    }
    Ok(work.commit().await?)
}
