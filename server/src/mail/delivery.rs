//! Handing the outbox to a mail server: retried with growing pauses, never dropped silently.

use crate::clock::instant;
use crate::kit::Kit;
use crate::mail::stored::parts;
use crate::mail::{announce, instead};
use crate::portal::Portal;
use crate::scope::Work;
use crate::store::entity::mail;
use crate::store::outbox::{self, EARLIER, LETTER, NEWS_TEXT, PUSH, TEXT};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use sea_orm::DbErr;
use std::time::{Duration, SystemTime};

/// Tries after which a mail is given up; with the pauses below, after about three days.
const TRIES: i32 = 24;
/// The same of a text or a notification that says that there is news: after half an hour, so that it comes by day or not at all.
const NEWS_TRIES: i32 = 6;
/// Mails read at once.
const ROUND: u64 = 50;
/// How long a mail belongs to the delivery that took it, in milliseconds.
const CLAIM_MILLIS: i64 = 120_000;

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
    let (mut channels, mut later) = (Vec::new(), Vec::new());
    if smtp.is_some() {
        channels.extend([LETTER, EARLIER]);
    }
    if portal.config.sms_url.is_some() {
        channels.push(TEXT);
        later.push(NEWS_TEXT);
    }
    give_up_texts(portal).await?;
    if channels.is_empty() {
        return Ok(());
    }
    loop {
        let look = portal.look();
        let mut due = outbox::due(look.db(), &channels, look.at(), ROUND).await?;
        if due.is_empty() {
            // One by one: whoever waits for a code does not wait for news.
            due = outbox::due(look.db(), &later, look.at(), 1).await?;
        }
        if due.is_empty() {
            return Ok(());
        }
        for row in due {
            if row.channel == NEWS_TEXT && announce::goes_now(portal, &row).await?.is_none() {
                continue;
            }
            let Some(row) = claim(portal.work().await?, &row.id).await? else {
                continue;
            };
            let outcome = match (&smtp, row.channel.as_str()) {
                (_, TEXT | NEWS_TEXT) => text(portal, &row).await,
                (Some(smtp), _) => match message(portal, &row) {
                    Ok(message) => {
                        let sent =
                            tokio::time::timeout(portal.config.mail_patience, smtp.send(message));
                        match sent.await {
                            Ok(sent) => sent.map(drop).map_err(|error| error.to_string()),
                            Err(_) => Err("the mail server fell silent".into()),
                        }
                    }
                    Err(reason) => Err(reason),
                },
                (None, _) => continue,
            };
            note(portal, row, outcome).await?;
        }
    }
}

/// Texts of news that were written while there was a gateway, and cannot go now that there is none.
async fn give_up_texts(portal: &Portal) -> Result<(), DbErr> {
    if portal.config.sms_url.is_some() || portal.config.demo {
        return Ok(());
    }
    let look = portal.look();
    for row in outbox::due(look.db(), &[NEWS_TEXT], look.at(), ROUND).await? {
        instead::give_up(portal.work().await?, &row).await?;
    }
    Ok(())
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

/// Takes a mail for this delivery, as it is by now: another process that delivers at the same time leaves it alone,
/// and a crash gives it back after two minutes.
pub(super) async fn claim(work: Work, id: &str) -> Result<Option<mail::Model>, DbErr> {
    let row = outbox::lock(work.db(), id).await?;
    let waits =
        |row: &mail::Model| row.sent_at.is_none() && !row.failed && row.next_try_at <= work.at();
    let Some(row) = row.filter(waits) else { return Ok(None) };
    let row = mail::Model { next_try_at: work.at() + CLAIM_MILLIS, ..row };
    outbox::update(work.db(), row.clone()).await?;
    work.commit().await?;
    Ok(Some(row))
}

/// Notes what became of a mail. That it was delivered is noted also where the writer is busy for a while: else it
/// would go out once more.
pub(super) async fn note(
    portal: &Portal,
    taken: mail::Model,
    outcome: Result<(), String>,
) -> Result<(), DbErr> {
    let mut patience = if outcome.is_ok() { 4 } else { 0 };
    loop {
        let noted = async { settle(portal.work().await?, &taken, &outcome).await };
        match noted.await {
            Err(_) if patience > 0 => patience -= 1,
            noted => return noted,
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Notes what became of a mail that was taken. Where that took so long that another process has taken it since,
/// only that it was delivered counts.
async fn settle(
    work: Work,
    taken: &mail::Model,
    outcome: &Result<(), String>,
) -> Result<(), DbErr> {
    let row = instead::lock(&work, taken).await?;
    let ours = |row: &mail::Model| outcome.is_ok() || row.next_try_at == taken.next_try_at;
    let Some(row) = row.filter(|row| row.sent_at.is_none() && ours(row)) else { return Ok(()) };
    let (id, tries) = (row.id.clone(), row.tries + 1);
    let row = match outcome {
        Ok(()) => {
            tracing::info!(mail = %id, tries, "mail delivered");
            // A delivered link or temporary password is not kept; what news say is, for the inbox.
            let sealed = if row.news.is_some() { row.sealed } else { String::new() };
            let (sent_at, last_error) = (Some(work.at()), String::new());
            mail::Model { sent_at, last_error, sealed, tries, ..row }
        }
        Err(reason) => {
            tracing::warn!(mail = %id, tries, "mail not delivered");
            // One minute, two, four … at most four hours.
            let most =
                if matches!(row.channel.as_str(), NEWS_TEXT | PUSH) { NEWS_TRIES } else { TRIES };
            let minutes = 2i64.saturating_pow(u32::try_from(tries - 1).unwrap_or(0)).min(240);
            mail::Model {
                next_try_at: work.at() + minutes * 60_000,
                failed: tries >= most,
                last_error: reason.chars().take(300).collect(),
                tries,
                ..row
            }
        }
    };
    outbox::update(work.db(), row.clone()).await?;
    if row.failed {
        instead::send(&work, &row).await?;
        // An email tells of it, or its inbox: there is nothing here for anybody to see to.
        if row.channel == PUSH {
            outbox::delete(work.db(), &row.id).await?;
        }
    }
    work.commit().await
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

/// A mail is due now, also one that was given up; false if it does not wait in the outbox.
pub async fn try_again(work: Work, id: &str) -> Result<bool, DbErr> {
    let row = outbox::lock(work.db(), id).await?.filter(|row| row.sent_at.is_none());
    let Some(row) = row else {
        return Ok(false);
    };
    let row = mail::Model { failed: false, tries: 0, next_try_at: work.at(), ..row };
    outbox::update(work.db(), row).await?;
    work.commit().await?;
    Ok(true)
}
