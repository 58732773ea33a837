//! Mail as rows: a letter is queued in the transaction of its cause and delivered by a job.

pub mod announce;
mod carrier;
pub mod delivery;
pub mod devices;
pub mod instead;
mod lane;
pub mod letter;
pub mod letters;
pub mod news;
pub mod notify;
pub mod stored;

pub use letter::{AboutRecord, Letter};
pub use stored::mail_state;

use crate::scope::Work;
use crate::store::entity::{mail, school};
use crate::store::{outbox, schools, students};
use domain::reach::Way;
use sea_orm::DbErr;
use std::collections::HashMap;
use stored::Parts;

pub use crate::store::outbox::TEXT;
use crate::store::outbox::{AWAITED, NEWS_TEXT, PUSH};

/// Writes a letter into the outbox, as part of the caller's transaction.
pub async fn queue(work: &Work, letter: Letter) -> Result<(), DbErr> {
    queue_all(work, vec![letter]).await
}

/// Writes a text message into the outbox, as part of the caller's transaction.
pub async fn queue_text(
    work: &Work,
    account_id: &str,
    number: &str,
    words: &str,
) -> Result<(), DbErr> {
    let row = text(work, TEXT, (account_id, number), words)?;
    outbox::insert(&work.later(), row).await?;
    work.ring(|bells| &bells.texts);
    Ok(())
}

/// Writes letters into the outbox, as part of the caller's transaction. News come as their student has chosen.
pub async fn queue_all(work: &Work, mut letters: Vec<Letter>) -> Result<(), DbErr> {
    let schools = name_records(work, &mut letters).await?;
    let mut rows = Vec::with_capacity(letters.len());
    let reach = news::reach_of(work, &letters).await?;
    for letter in letters {
        let reach = reach.get(&letter);
        let zone = news::zone(&letter, &schools);
        let mut row = stored::row(work, &letter)?;
        let told = announce::of(work, (&letter, reach), &row, (&zone, &rows)).await?;
        // Nobody falls silent because what the student wanted to hear of it by cannot be sent.
        let untold = (reach.text || reach.push) && told.is_empty() && reach.way == Way::Here;
        news::send_by(work, &mut row, if untold { Way::AtOnce } else { reach.way }, &zone);
        rows.push(row);
        rows.extend(told);
    }
    let notifies = rows.iter().any(|row| row.channel == PUSH);
    let awaits = rows.iter().any(|row| row.channel == AWAITED);
    let texts = rows.iter().any(|row| row.channel == NEWS_TEXT);
    outbox::insert_all(&work.later(), rows).await?;
    work.ring(|bells| &bells.mail);
    if awaits {
        work.ring(|bells| &bells.awaited);
    }
    if texts {
        work.ring(|bells| &bells.texts);
    }
    if notifies {
        work.ring(|bells| &bells.push);
    }
    Ok(())
}

/// The schools of students, by student.
type Schools = HashMap<String, school::Model>;

/// Lets each letter to a student say which record it is about; returns the schools of these students.
async fn name_records(work: &Work, letters: &mut [Letter]) -> Result<Schools, DbErr> {
    let ids: Vec<&str> = letters.iter().filter_map(|one| one.student_id.as_deref()).collect();
    let mut found = Schools::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let students = students::of(work.db(), &ids).await?;
    let mut known: HashMap<String, school::Model> = HashMap::new();
    for letter in letters {
        let Some(student) = letter.student_id.as_ref().and_then(|id| students.get(id)) else {
            continue;
        };
        let id = &student.school_id;
        if !known.contains_key(id) {
            known.extend(schools::by_id(work.db(), id).await?.map(|school| (id.clone(), school)));
        }
        let school = known.get(id);
        let skipped = student.sevis_id.chars().count().saturating_sub(4);
        let last_four = student.sevis_id.chars().skip(skipped).collect();
        let name = school.map_or_else(String::new, |school| school.name.clone());
        letter.about = Some(AboutRecord { school: name, last_four });
        found.extend(school.map(|school| (student.id.clone(), school.clone())));
    }
    Ok(found)
}

fn text(
    work: &Work,
    channel: &str,
    (account_id, number): (&str, &str),
    words: &str,
) -> Result<mail::Model, DbErr> {
    let about = Letter {
        to: number.to_owned(),
        account_id: Some(account_id.to_owned()),
        subject: if channel == PUSH { "Notification" } else { "Text message" }.into(),
        ..Letter::default()
    };
    let parts = Parts { text: words.to_owned(), html: String::new(), link: None };
    stored::sealed_row(work, channel, &about, &parts)
}
