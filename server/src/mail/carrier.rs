//! What carries mails and texts away: a mail server, and an HTTP gateway.

use super::lane::Lane;
use super::stored::parts;
use crate::clock::instant;
use crate::kit::Kit;
use crate::store::entity::mail;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use sea_orm::DbErr;
use std::time::{Duration, SystemTime};

/// Whatever carries a lane.
pub enum Carrier {
    /// The mail server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    /// The gateway of text messages: its address.
    Gateway(String),
}

impl Carrier {
    /// That of a lane, if there is one.
    pub fn of(portal: &Kit, lane: Lane) -> Result<Option<Self>, DbErr> {
        if lane == Lane::Texts {
            return Ok(portal.config.sms_url.clone().map(Self::Gateway));
        }
        let Some(url) = &portal.config.smtp_url else { return Ok(None) };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| DbErr::Custom("FOOTHOLD_SMTP_URL cannot be read".into()))?;
        let smtp = builder.timeout(Some(Duration::from_secs(20))).build();
        Ok(Some(Self::Smtp(Box::new(smtp))))
    }

    /// Carries a mail or a text away, or says why not.
    pub async fn carry(&self, portal: &Kit, row: &mail::Model) -> Result<(), String> {
        let smtp = match self {
            Self::Smtp(smtp) => smtp,
            Self::Gateway(url) => return text(portal, url.clone(), row).await,
        };
        let sent = smtp.send(message(portal, row)?);
        match tokio::time::timeout(portal.config.mail_patience, sent).await {
            Ok(sent) => sent.map(drop).map_err(|error| error.to_string()),
            Err(_) => Err("the mail server fell silent".into()),
        }
    }
}

/// Hands a text message to the HTTP gateway: a JSON object with `id`, `to` (as `+1…`) and `text`, posted to
/// `FOOTHOLD_SMS_URL`. The same id at each try lets the gateway drop a copy made by a crash.
async fn text(portal: &Kit, url: String, row: &mail::Model) -> Result<(), String> {
    let parts =
        parts(portal, row).ok_or("the stored text cannot be opened with this secret file")?;
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

fn message(portal: &Kit, row: &mail::Model) -> Result<Message, String> {
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
