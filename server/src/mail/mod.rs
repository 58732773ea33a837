//! Mail as rows: a letter is queued in the transaction of its cause and delivered by a job.

pub mod delivery;
pub mod letter;
pub mod letters;

pub use letter::{AboutRecord, Letter};

use crate::scope::Work;
use crate::secret::{SealedAt, id};
use crate::store::{entity::mail, outbox, schools, students};
use app::wire::MailState;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub use crate::store::outbox::TEXT;

/// The parts of a stored mail or text, sealed until it is delivered.
#[derive(Serialize, Deserialize)]
pub struct Parts {
    /// Text part.
    pub text: String,
    /// HTML part; empty for a text message.
    pub html: String,
    /// The link as a path of this portal.
    pub link: Option<String>,
}

/// Writes a letter into the outbox, as part of the caller's transaction.
pub async fn queue(work: &Work, letter: Letter) -> Result<(), DbErr> {
    let mut letters = [letter];
    name_records(work, &mut letters).await?;
    let [letter] = letters;
    let parts = parts(work, &letter);
    insert(work, "", letter, &parts).await
}

/// Writes a text message into the outbox, as part of the caller's transaction.
pub async fn queue_text(
    work: &Work,
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
    let parts = Parts { text: words.to_owned(), html: String::new(), link: None };
    insert(work, TEXT, about, &parts).await
}

/// Writes letters into the outbox, as part of the caller's transaction.
pub async fn queue_all(work: &Work, mut letters: Vec<Letter>) -> Result<(), DbErr> {
    name_records(work, &mut letters).await?;
    let rows = letters.into_iter().map(|letter| {
        let parts = parts(work, &letter);
        row(work, "", letter, &parts)
    });
    outbox::insert_all(work.db(), rows.collect::<Result<_, DbErr>>()?).await?;
    work.ring(|bells| &bells.mail);
    Ok(())
}

/// Lets each letter to a student say which record it is about.
async fn name_records(work: &Work, letters: &mut [Letter]) -> Result<(), DbErr> {
    let ids: Vec<&str> = letters.iter().filter_map(|one| one.student_id.as_deref()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let students = students::of(work.db(), &ids).await?;
    let mut names: HashMap<String, String> = HashMap::new();
    for letter in letters {
        let Some(student) = letter.student_id.as_ref().and_then(|id| students.get(id)) else {
            continue;
        };
        let school = match names.get(&student.school_id) {
            Some(name) => name.clone(),
            None => {
                let school = schools::by_id(work.db(), &student.school_id).await?;
                let name = school.map(|school| school.name).unwrap_or_default();
                names.insert(student.school_id.clone(), name.clone());
                name
            }
        };
        let skipped = student.sevis_id.chars().count().saturating_sub(4);
        let last_four = student.sevis_id.chars().skip(skipped).collect();
        letter.about = Some(AboutRecord { school, last_four });
    }
    Ok(())
}

fn parts(work: &Work, letter: &Letter) -> Parts {
    Parts {
        text: letter.text(),
        html: letter.html(),
        link: letter.link_path(&work.config.public_url),
    }
}

async fn insert(work: &Work, channel: &str, about: Letter, parts: &Parts) -> Result<(), DbErr> {
    outbox::insert(work.db(), row(work, channel, about, parts)?).await?;
    work.ring(|bells| &bells.mail);
    Ok(())
}

fn row(work: &Work, channel: &str, about: Letter, parts: &Parts) -> Result<mail::Model, DbErr> {
    let parts = serde_json::to_string(parts)
        .map_err(|_| DbErr::Custom("mail: cannot be written".into()))?;
    let id = id();
    Ok(mail::Model {
        student_id: about.student_id,
        recipient: about.to,
        subject: about.subject,
        sealed: work.secrets.seal(SealedAt::Mail(&id), &parts),
        id,
        created_at: work.at(),
        next_try_at: work.at(),
        tries: 0,
        sent_at: None,
        failed: false,
        last_error: String::new(),
        channel: channel.to_owned(),
        account_id: about.account_id,
    })
}

/// Where a mail stands.
pub fn mail_state(row: &mail::Model) -> MailState {
    match row {
        mail::Model { sent_at: Some(_), .. } => MailState::Sent,
        mail::Model { failed: true, .. } => MailState::Failed,
        _ => MailState::Queued,
    }
}
