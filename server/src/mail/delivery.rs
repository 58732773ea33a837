//! Handing the outbox to a mail server: retried with growing pauses, never dropped silently.

use super::carrier::Carrier;
pub use super::lane::Lane;
use super::stored::has_lapsed;
use super::{announce, instead};
use crate::portal::Portal;
use crate::scope::Work;
use crate::store::entity::mail;
use crate::store::outbox::{self, LAPSED, NEWS_TEXT, PUSH};
use sea_orm::DbErr;
use std::time::Duration;

/// Tries after which a mail is given up; with the pauses below, after about three days.
const TRIES: i32 = 24;
/// The same of a text or a notification that says that there is news: after half an hour, so that it comes by day or not at all.
const NEWS_TRIES: i32 = 6;
/// Mails read at once.
const ROUND: u64 = 50;
/// How long a mail belongs to the delivery that took it, in milliseconds.
const CLAIM_MILLIS: i64 = 120_000;

/// Delivers what is due in every lane, one after the other.
pub async fn run_all(portal: &Portal) -> Result<(), DbErr> {
    let mut done = Ok(());
    for lane in Lane::ALL {
        done = done.and(run(portal, lane).await);
    }
    done
}

/// Delivers what is due in a lane, oldest first. What nothing carries, for want of a mail server or a gateway, the outbox just keeps.
pub async fn run(portal: &Portal, lane: Lane) -> Result<(), DbErr> {
    if lane == Lane::Texts {
        give_up_texts(portal).await?;
    }
    let Some(carrier) = Carrier::of(portal, lane)? else { return Ok(()) };
    loop {
        let look = portal.look();
        let mut due = outbox::due(look.db(), lane.channels(), look.at(), ROUND).await?;
        if due.is_empty() && !lane.later().is_empty() {
            due = outbox::due(look.db(), lane.later(), look.at(), 1).await?;
        }
        if due.is_empty() {
            return Ok(());
        }
        for row in due {
            if !hand_over(portal, &carrier, row).await? {
                return Ok(());
            }
        }
    }
}

/// Delivers one message now, whatever waits before it; false if it goes in no lane.
pub async fn run_one(portal: &Portal, id: &str) -> Result<bool, DbErr> {
    let Some(row) = outbox::by_id(portal.look().db(), id).await? else { return Ok(true) };
    let Some(lane) = Lane::of(&row.channel) else { return Ok(false) };
    if let Some(carrier) = Carrier::of(portal, lane)? {
        hand_over(portal, &carrier, row).await?;
    }
    Ok(true)
}

/// Hands over what is due and nobody else has taken; false once the program is ending.
async fn hand_over(portal: &Portal, carrier: &Carrier, row: mail::Model) -> Result<bool, DbErr> {
    if row.channel == NEWS_TEXT && announce::goes_now(portal, &row).await?.is_none() {
        return Ok(true);
    }
    let Some(_in_hand) = portal.hands.take() else { return Ok(false) };
    let Some(row) = claim(portal.work().await?, &row.id).await? else { return Ok(true) };
    if has_lapsed(portal, &row, portal.now()) {
        lapse(portal.work().await?, &row).await?;
        return Ok(true);
    }
    let outcome = carrier.carry(portal, &row).await;
    note(portal, row, outcome).await?;
    Ok(true)
}

/// Gives up what nobody waits for any more: a code that comes after its time would only be mistaken for the newest.
async fn lapse(work: Work, taken: &mail::Model) -> Result<(), DbErr> {
    let row = outbox::lock(work.db(), &taken.id).await?;
    if let Some(row) = row.filter(|row| row.sent_at.is_none()) {
        tracing::warn!(mail = %row.id, tries = row.tries, "mail given up: what it holds has lapsed");
        let last_error = LAPSED.to_owned();
        outbox::update(work.db(), mail::Model { failed: true, last_error, ..row }).await?;
    }
    work.commit().await
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

/// All that were given up are due now; how many.
pub async fn try_failed_again(work: Work) -> Result<u64, DbErr> {
    let again = outbox::revive(work.db(), work.at()).await?;
    work.commit().await?;
    Ok(again)
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
