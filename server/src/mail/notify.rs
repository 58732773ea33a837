//! Handing notifications to the push services of browsers. A loop of its own: a service that does not answer delays no mail. What a
//! service has taken counts as told once the device says that it has shown it; where it does not say so within a day, it is not told.

use super::delivery::{claim, note};
use super::stored::parts;
use super::{announce, devices, instead};
use crate::kit::Kit;
use crate::portal::Portal;
use crate::push::{Answer, Sender};
use crate::scope::Work;
use crate::store::entity::mail;
use crate::store::outbox::{self, PUSH, PUSHED};
use crate::store::push_devices;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use lettre::message::Mailbox;
use sea_orm::DbErr;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Notifications read at once.
const ROUND: u64 = 50;
/// Services that are asked at the same time.
const AT_ONCE: usize = 8;
/// How long a device may take to say that it has shown one, in milliseconds.
const SHOWN_WITHIN: i64 = 24 * 3_600_000;

/// The portal as push services know it.
pub fn sender(kit: &Kit) -> Sender {
    let from = kit.config.mail_from.parse::<Mailbox>();
    let from = from.map(|from| format!("mailto:{}", from.email)).unwrap_or_default();
    let own = if kit.config.secure() { kit.config.public_url.clone() } else { from };
    Sender::of(&kit.secrets, kit.config.security_contact.clone().unwrap_or(own))
}

/// What proves that a device was shown a notification.
pub fn proof(kit: &Kit, id: &str) -> String {
    kit.secrets.hash("push shown", id)
}

/// Delivers what is due, oldest first; and gives up what no device has shown.
pub async fn run(portal: &Portal) -> Result<(), DbErr> {
    let mut due = due(portal).await?;
    if due.is_empty() {
        return Ok(());
    }
    let round = Round { portal, sender: sender(portal), silent: Mutex::default() };
    while !due.is_empty() {
        let each = stream::iter(due).map(|row| round.deliver(row));
        each.buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        if portal.hands.take().is_none() {
            return Ok(());
        }
        due = self::due(portal).await?;
    }
    Ok(())
}

async fn due(portal: &Portal) -> Result<Vec<mail::Model>, DbErr> {
    let look = portal.look();
    outbox::due(look.db(), &[PUSH, PUSHED], look.at(), ROUND).await
}

/// One run, with how often each service was silent since it last answered: one that is silent to all that ask at once is not asked
/// again.
struct Round<'a> {
    portal: &'a Portal,
    sender: Sender,
    silent: Mutex<HashMap<String, usize>>,
}

impl Round<'_> {
    async fn deliver(&self, row: mail::Model) -> Result<(), DbErr> {
        let portal = self.portal;
        if row.channel == PUSHED {
            return instead::give_up(portal.work().await?, &row).await;
        }
        let Some(now) = announce::goes_now(portal, &row).await? else { return Ok(()) };
        let Some(_in_hand) = portal.hands.take() else { return Ok(()) };
        let Some(row) = claim(portal.work().await?, &row.id).await? else { return Ok(()) };
        let look = portal.look();
        let all = devices::of(&look, &now.student).await?;
        // Another's by now, or turned off, or of a service that may not be called any more.
        let device = all.iter().find(|device| device.id == row.recipient);
        let Some(to) = device.and_then(|device| devices::subscription(portal, device)) else {
            return instead::give_up(portal.work().await?, &row).await;
        };
        let Some(said) = parts(portal, &row) else {
            let reason = "the stored text cannot be opened with this secret file";
            return note(portal, row, Err(reason.to_owned())).await;
        };
        let topic = row.announces.as_ref().unwrap_or(&row.id).replace('-', "");
        let words = serde_json::json!({
            "body": said.text, "tag": topic, "id": row.id, "proof": proof(portal, &row.id),
        });
        let kept =
            Duration::from_millis(u64::try_from(now.until - look.at()).unwrap_or(0).max(60_000));
        let origin = to.origin();
        let answer = if self.is_silent(&origin) {
            Answer::Silent
        } else {
            self.sender.send(&to, (&topic, words.to_string()), (look.now(), kept)).await
        };
        self.heard(&origin, answer == Answer::Silent);
        match answer {
            Answer::Taken => taken(portal.work().await?, &row).await,
            Answer::Gone => gone(portal.work().await?, &row).await,
            Answer::Never(status) => {
                tracing::warn!(service = origin, status, "a push service refuses what it is sent");
                instead::give_up(portal.work().await?, &row).await
            }
            Answer::Later(status) => {
                note(portal, row, Err(format!("{origin} answered {status}"))).await
            }
            Answer::Silent => note(portal, row, Err(format!("{origin} did not answer"))).await,
        }
    }

    fn is_silent(&self, origin: &str) -> bool {
        let silent = self.silent.lock().unwrap_or_else(PoisonError::into_inner);
        silent.get(origin).is_some_and(|times| *times >= AT_ONCE)
    }

    fn heard(&self, origin: &str, nothing: bool) {
        let mut silent = self.silent.lock().unwrap_or_else(PoisonError::into_inner);
        let times = silent.entry(origin.to_owned()).or_default();
        *times = if nothing { *times + 1 } else { 0 };
    }
}

/// The service has it. That the device shows it is another thing, of which the device tells by itself (`shown`).
async fn taken(work: Work, row: &mail::Model) -> Result<(), DbErr> {
    if let Some(row) = outbox::lock(work.db(), &row.id).await?.filter(|row| row.sent_at.is_none()) {
        let next_try_at = work.at() + SHOWN_WITHIN;
        let (channel, sealed) = (PUSHED.to_owned(), String::new());
        outbox::update(work.db(), mail::Model { channel, sealed, next_try_at, ..row }).await?;
    }
    work.commit().await
}

/// The device takes none any more: it is forgotten.
async fn gone(work: Work, row: &mail::Model) -> Result<(), DbErr> {
    push_devices::delete(work.db(), &row.recipient).await?;
    tracing::info!(device = %row.recipient, "a device takes no notifications any more");
    instead::give_up(work, row).await
}

/// A device has proven that it has shown one.
pub async fn shown(work: Work, id: &str) -> Result<(), DbErr> {
    let row = outbox::lock(work.db(), id).await?;
    let ours = |row: &mail::Model| [PUSH, PUSHED].contains(&row.channel.as_str());
    if let Some(row) = row.filter(|row| ours(row) && row.sent_at.is_none()) {
        let channel = PUSHED.to_owned();
        let row = mail::Model { channel, sent_at: Some(work.at()), sealed: String::new(), ..row };
        outbox::update(work.db(), row).await?;
    }
    work.commit().await
}
