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

/// The channel of text messages; mails have an empty one.
pub const TEXT: &str = "text";

/// Writes a letter into the outbox, as part of the caller's transaction.
pub async fn queue(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    letter: Letter,
) -> Result<(), DbErr> {
    let parts = serde_json::json!({
        "text": letter.text(), "html": letter.html(), "link": letter.link_path(&portal.config.public_url),
    });
    insert(tx, portal, "", letter, &parts).await
}

/// Writes a text message into the outbox, as part of the caller's transaction.
pub async fn queue_text(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account_id: &str,
    number: &str,
    words: &str,
) -> Result<(), DbErr> {
    let about = Letter {
        to: number.to_owned(),
        account_id: Some(account_id.to_owned()),
        subject: "Text message".into(),
        ..Letter::default()
    };
    let parts = serde_json::json!({ "text": words, "html": "", "link": null });
    insert(tx, portal, TEXT, about, &parts).await
}

async fn insert(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    channel: &str,
    about: Letter,
    parts: &serde_json::Value,
) -> Result<(), DbErr> {
    let now = millis(portal.now());
    mail::ActiveModel {
        id: Set(id()),
        student_id: Set(about.student_id),
        recipient: Set(about.to),
        subject: Set(about.subject),
        sealed: Set(portal.secrets.seal(&parts.to_string())),
        created_at: Set(now),
        next_try_at: Set(now),
        tries: Set(0),
        sent_at: Set(None),
        failed: Set(false),
        last_error: Set(String::new()),
        channel: Set(channel.to_owned()),
        account_id: Set(about.account_id),
    }
    .insert(tx)
    .await?;
    portal.wake_mail.notify_one();
    Ok(())
}
