//! Mail as rows: a letter is queued in the transaction of its cause and delivered by a job.

pub mod delivery;
pub mod letter;
pub mod letters;

pub use letter::Letter;

use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::id;
use crate::store::entity::mail;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, Set};

/// Writes a letter into the outbox, as part of the caller's transaction.
pub async fn queue(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    letter: Letter,
) -> Result<(), DbErr> {
    let now = millis(portal.now());
    let parts = serde_json::json!({
        "text": letter.text(), "html": letter.html(), "link": letter.link_path(&portal.config.public_url),
    });
    mail::ActiveModel {
        id: Set(id()),
        student_id: Set(letter.student_id),
        recipient: Set(letter.to),
        subject: Set(letter.subject),
        sealed: Set(portal.secrets.seal(&parts.to_string())),
        created_at: Set(now),
        next_try_at: Set(now),
        tries: Set(0),
        sent_at: Set(None),
        failed: Set(false),
        last_error: Set(String::new()),
        channel: Set(String::new()),
        account_id: Set(letter.account_id),
    }
    .insert(tx)
    .await?;
    portal.wake_mail.notify_one();
    Ok(())
}

/// The channel of text messages; mails have an empty one.
pub const TEXT: &str = "text";

/// Writes a text message into the outbox, as part of the caller's transaction.
pub async fn queue_text(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account_id: &str,
    number: &str,
    words: &str,
) -> Result<(), DbErr> {
    let now = millis(portal.now());
    let parts = serde_json::json!({ "text": words, "html": "", "link": null });
    mail::ActiveModel {
        id: Set(id()),
        student_id: Set(None),
        recipient: Set(number.to_owned()),
        subject: Set("Text message".into()),
        sealed: Set(portal.secrets.seal(&parts.to_string())),
        created_at: Set(now),
        next_try_at: Set(now),
        tries: Set(0),
        sent_at: Set(None),
        failed: Set(false),
        last_error: Set(String::new()),
        channel: Set(TEXT.into()),
        account_id: Set(Some(account_id.to_owned())),
    }
    .insert(tx)
    .await?;
    portal.wake_mail.notify_one();
    Ok(())
}
