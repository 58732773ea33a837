//! A letter as a row: what it says is sealed, as its words; text and HTML are made of them once it leaves.

use super::Letter;
use super::letter::dressed;
use crate::clock::instant;
use crate::kit::Kit;
use crate::scope::Work;
use crate::secret::{SealedAt, id};
use crate::store::entity::mail;
use crate::store::outbox::{AWAITED, DAILY, HERE, LETTER, TEXT};
use app::wire::MailState;
use domain::factor::CODE_LIFE;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// What leaves.
#[derive(Serialize, Deserialize)]
pub struct Parts {
    /// Text part.
    pub text: String,
    /// HTML part; empty for a text message.
    pub html: String,
    /// The link as a path of this portal.
    pub link: Option<String>,
}

/// What is sealed: of a text message, and of a mail of an earlier release, the parts.
#[derive(Deserialize)]
#[serde(untagged)]
enum Sealed {
    Parts(Parts),
    Letter(Letter),
}

/// A letter's row, to be delivered by email.
pub fn row(work: &Work, letter: &Letter) -> Result<mail::Model, DbErr> {
    let channel = if letter.awaited.is_some() { AWAITED } else { LETTER };
    sealed_row(work, channel, letter, letter)
}

/// A row of this channel, about what the letter is about, which says `said`.
pub fn sealed_row(
    work: &Work,
    channel: &str,
    about: &Letter,
    said: &impl Serialize,
) -> Result<mail::Model, DbErr> {
    let said =
        serde_json::to_string(said).map_err(|_| DbErr::Custom("mail: cannot be written".into()))?;
    let id = id();
    Ok(mail::Model {
        student_id: about.student_id.clone(),
        recipient: about.to.clone(),
        subject: about.subject.clone(),
        sealed: work.secrets.seal(SealedAt::Mail(&id), &said),
        id,
        created_at: work.at(),
        next_try_at: work.at(),
        tries: 0,
        sent_at: None,
        failed: false,
        last_error: String::new(),
        channel: channel.to_owned(),
        account_id: about.account_id.clone(),
        news: about.news.map(Into::into),
        announces: None,
    })
}

fn open(kit: &Kit, row: &mail::Model) -> Option<Sealed> {
    let said = kit.secrets.open(SealedAt::Mail(&row.id), &row.sealed)?;
    let sealed = serde_json::from_str(&said).ok()?;
    Some(match sealed {
        Sealed::Parts(parts) => Sealed::Parts(parts),
        Sealed::Letter(words) => Sealed::Letter(Letter {
            to: row.recipient.clone(),
            student_id: row.student_id.clone(),
            account_id: row.account_id.clone(),
            subject: row.subject.clone(),
            news: row.news.map(|news| news.0),
            ..words
        }),
    })
}

/// Opens a stored mail or text; none once what it said has been dropped.
pub fn parts(kit: &Kit, row: &mail::Model) -> Option<Parts> {
    Some(match open(kit, row)? {
        Sealed::Parts(parts) => Parts { html: dressed(&parts.html), ..parts },
        Sealed::Letter(letter) => Parts {
            text: letter.text(),
            html: letter.html(),
            link: letter.link_path(&kit.config.public_url),
        },
    })
}

/// True for what somebody waited for, once its time is over.
pub fn has_lapsed(kit: &Kit, row: &mail::Model, now: OffsetDateTime) -> bool {
    // Only what somebody waits for is opened: all others are many, and opened once more to be sent.
    let until = match row.channel.as_str() {
        AWAITED => match open(kit, row) {
            Some(Sealed::Letter(letter)) => letter.awaited.map(instant),
            _ => None,
        },
        TEXT => Some(instant(row.created_at) + CODE_LIFE),
        _ => None,
    };
    until.is_some_and(|until| until <= now)
}

/// What a mail of news says; none of any other, since it may hold a code or a link.
pub fn news(kit: &Kit, row: &mail::Model) -> Option<Letter> {
    match (row.news, open(kit, row)?) {
        (Some(_), Sealed::Letter(letter)) => Some(letter),
        _ => None,
    }
}

/// Where a mail stands.
pub fn mail_state(row: &mail::Model) -> MailState {
    match (row.channel.as_str(), row) {
        (HERE, _) => MailState::Here,
        (DAILY, mail::Model { sent_at: Some(_), .. }) => MailState::InDaily,
        (_, mail::Model { sent_at: Some(_), .. }) => MailState::Sent,
        (_, mail::Model { failed: true, .. }) => MailState::Failed,
        (DAILY, _) => MailState::Daily,
        _ => MailState::Queued,
    }
}
