//! Handing the outbox to a mail server: retried with growing pauses, never dropped silently.

use crate::clock::{instant, millis};
use crate::mail::TEXT;
use crate::portal::Portal;
use crate::store::entity::mail;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde::Deserialize;
use std::time::{Duration, SystemTime};

/// Tries after which a mail is given up; with the pauses below, after about three days.
const TRIES: i32 = 24;

/// The parts of a stored mail.
#[derive(Deserialize)]
pub struct Parts {
    /// Text part.
    pub text: String,
    /// HTML part.
    pub html: String,
    /// The link as a path of this portal.
    pub link: Option<String>,
}

/// Opens a stored mail; none once its body has been dropped.
pub fn parts(portal: &Portal, row: &mail::Model) -> Option<Parts> {
    serde_json::from_str(&portal.secrets.open(&row.sealed)?).ok()
}

/// Delivers what is due, oldest first. Without a mail server the outbox just keeps it.
pub async fn run(portal: &Portal) -> Result<(), DbErr> {
    let smtp = match &portal.config.smtp_url {
        Some(url) => match AsyncSmtpTransport::<Tokio1Executor>::from_url(url) {
            Ok(builder) => Some(builder.timeout(Some(Duration::from_secs(20))).build()),
            Err(_) => return Err(DbErr::Custom("FOOTHOLD_SMTP_URL cannot be read".into())),
        },
        None => None,
    };
    // A channel without a gateway keeps its messages in the outbox.
    let mut channels = Vec::new();
    if smtp.is_some() {
        channels.push("");
    }
    if portal.config.sms_url.is_some() {
        channels.push(TEXT);
    }
    if channels.is_empty() {
        return Ok(());
    }
    loop {
        let now = millis(portal.now());
        let due = mail::Entity::find()
            .filter(mail::Column::SentAt.is_null())
            .filter(mail::Column::Failed.eq(false))
            .filter(mail::Column::NextTryAt.lte(now))
            .filter(mail::Column::Channel.is_in(channels.clone()))
            .order_by_asc(mail::Column::CreatedAt)
            .limit(50)
            .all(portal.store.db())
            .await?;
        if due.is_empty() {
            return Ok(());
        }
        for row in due {
            if !claim(portal, &row).await? {
                continue;
            }
            let outcome = match (&smtp, row.channel.as_str()) {
                (_, TEXT) => text(portal, &row).await,
                (Some(smtp), _) => match message(portal, &row) {
                    Ok(message) => {
                        smtp.send(message).await.map(drop).map_err(|error| error.to_string())
                    }
                    Err(reason) => Err(reason),
                },
                (None, _) => continue,
            };
            settle(portal, row, outcome).await?;
        }
    }
}

/// Hands a text message to the HTTP gateway: a JSON object with `id`, `to` (as `+1…`) and `text`, posted to
/// `FOOTHOLD_SMS_URL`. The same id at each try lets the gateway drop a copy made by a crash.
async fn text(portal: &Portal, row: &mail::Model) -> Result<(), String> {
    let parts =
        parts(portal, row).ok_or("the stored text cannot be opened with this secret file")?;
    let url = portal.config.sms_url.clone().unwrap_or_default();
    let body = serde_json::json!({ "id": row.id, "to": format!("+1{}", row.recipient), "text": parts.text });
    tokio::task::spawn_blocking(move || {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(20)))
            .max_redirects(0)
            .build()
            .into();
        agent.post(&url).send_json(body).map(drop).map_err(|error| error.to_string())
    })
    .await
    .map_err(|error| error.to_string())?
}

/// Takes a mail for this delivery: another process that delivers at the same time leaves it alone,
/// and a crash gives it back after two minutes.
async fn claim(portal: &Portal, row: &mail::Model) -> Result<bool, DbErr> {
    let until = millis(portal.now()) + 120_000;
    let claimed = mail::Entity::update_many()
        .col_expr(mail::Column::NextTryAt, Expr::value(until))
        .filter(mail::Column::Id.eq(&row.id))
        .filter(mail::Column::NextTryAt.eq(row.next_try_at))
        .exec(portal.store.db())
        .await?;
    Ok(claimed.rows_affected == 1)
}

async fn settle(
    portal: &Portal,
    row: mail::Model,
    outcome: Result<(), String>,
) -> Result<(), DbErr> {
    let now = millis(portal.now());
    let id = row.id.clone();
    let tries = row.tries + 1;
    let mut row: mail::ActiveModel = row.into();
    row.tries = Set(tries);
    match outcome {
        Ok(()) => {
            tracing::info!(mail = %id, tries, "mail delivered");
            row.sent_at = Set(Some(now));
            row.last_error = Set(String::new());
            // A delivered link or temporary password is not kept.
            row.sealed = Set(String::new());
        }
        Err(reason) => {
            // One minute, two, four … at most four hours.
            let minutes = 2i64.saturating_pow(u32::try_from(tries - 1).unwrap_or(0)).min(240);
            row.next_try_at = Set(now + minutes * 60_000);
            row.failed = Set(tries >= TRIES);
            tracing::warn!(mail = %id, tries, "mail not delivered");
            row.last_error = Set(reason.chars().take(300).collect());
        }
    }
    row.update(portal.store.db()).await.map(drop)
}

fn message(portal: &Portal, row: &mail::Model) -> Result<Message, String> {
    let parts =
        parts(portal, row).ok_or("the stored mail cannot be opened with this secret file")?;
    let from: Mailbox = portal.config.mail_from.parse().map_err(|_| "sender")?;
    let to: Mailbox = row.recipient.parse().map_err(|_| "the recipient is not an email address")?;
    let host = from.email.domain().to_owned();
    Message::builder()
        .from(from)
        .to(to)
        .subject(row.subject.clone())
        // The same identity at each try lets mail servers drop a copy made by a crash.
        .message_id(Some(format!("<{}@{host}>", row.id)))
        .date(SystemTime::from(instant(row.created_at)))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".into(),
        ))
        .multipart(MultiPart::alternative_plain_html(parts.text, parts.html))
        .map_err(|error| error.to_string())
}
