//! What a student wanted to hear of by a text or a notification alone goes by email after all, where none of these came.

use super::news;
use crate::scope::Work;
use crate::store::entity::mail;
use crate::store::{outbox, students};
use domain::reach::Way;
use sea_orm::DbErr;

/// A text or a notification, and before it the mail of which it tells: both are kept from others, in the order in which they were
/// written, as everywhere.
pub async fn lock(work: &Work, row: &mail::Model) -> Result<Option<mail::Model>, DbErr> {
    if let Some(mail) = &row.announces {
        outbox::lock(work.db(), mail).await?;
    }
    outbox::lock(work.db(), &row.id).await
}

/// Sends the mail of which this one should have told, if it is only in the inbox and nothing else tells of it: to the address that is
/// on record now, if there is one. Both are locked.
pub async fn send(work: &Work, given_up: &mail::Model) -> Result<(), DbErr> {
    let Some(mail) = outbox::untold(work.db(), given_up).await? else { return Ok(()) };
    let Some((student, news)) = mail.student_id.as_ref().zip(mail.news) else { return Ok(()) };
    // Whoever wants it in the inbox alone by now has it there.
    let reach = news::reach(work, student, news.0).await?;
    if reach.way == Way::Here && !reach.text && !reach.push {
        return Ok(());
    }
    let student = students::by_id(work.db(), student).await?;
    let Some(recipient) = student.and_then(|student| student.email) else { return Ok(()) };
    let channel = outbox::LETTER.to_owned();
    let row = mail::Model { channel, recipient, sent_at: None, next_try_at: work.at(), ..mail };
    outbox::update(work.db(), row).await?;
    work.ring(|bells| &bells.mail);
    Ok(())
}

/// Gives a text or a notification up, without a trace.
pub async fn give_up(work: Work, row: &mail::Model) -> Result<(), DbErr> {
    if let Some(row) = lock(&work, row).await?.filter(|row| row.sent_at.is_none()) {
        send(&work, &row).await?;
        outbox::delete(work.db(), &row.id).await?;
    }
    work.commit().await
}
