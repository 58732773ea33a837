//! News come as their student has chosen: at once, with the email of the day, or only into the inbox.

use super::{Letter, Schools};
use crate::clock::{Zone, millis};
use crate::scope::{Connection, Scope, Work};
use crate::store::entity::mail;
use crate::store::news_choices;
use crate::store::outbox::{DAILY, HERE};
use domain::date::plus_days;
use domain::reach::{News, Reach, Way};
use sea_orm::DbErr;
use std::collections::HashMap;

/// The hour of the school's day at which the email of the day is due.
const HOUR: i8 = 7;

/// What students have chosen.
pub struct Chosen(HashMap<(String, News), Reach>);

impl Chosen {
    /// How this letter comes.
    pub fn get(&self, letter: &Letter) -> Reach {
        let key = letter.student_id.clone().zip(letter.news);
        key.and_then(|key| self.0.get(&key).copied()).unwrap_or_default()
    }
}

/// What the students of these letters have chosen.
pub async fn reach_of(work: &Work, letters: &[Letter]) -> Result<Chosen, DbErr> {
    let news = letters.iter().filter(|letter| letter.news.is_some());
    let students: Vec<&str> = news.filter_map(|letter| letter.student_id.as_deref()).collect();
    if students.is_empty() {
        return Ok(Chosen(HashMap::new()));
    }
    Ok(Chosen(news_choices::of(work.db(), &students).await?))
}

/// What a student has chosen of one kind.
pub async fn reach<C: Connection>(s: &Scope<C>, student: &str, news: News) -> Result<Reach, DbErr> {
    let own = news_choices::of(s.db(), &[student]).await?;
    Ok(own.get(&(student.to_owned(), news)).copied().unwrap_or_default())
}

/// The zone of the student's school.
pub fn zone(letter: &Letter, schools: &Schools) -> Zone {
    let school = letter.student_id.as_ref().and_then(|student| schools.get(student));
    Zone::of(school.map_or("UTC", |school| &school.time_zone))
}

/// Puts a mail on the channel of a way. News to somebody without an address are for the inbox alone.
pub fn send_by(work: &Work, row: &mut mail::Model, way: Way, zone: &Zone) {
    let way = if row.news.is_some() && row.recipient.is_empty() { Way::Here } else { way };
    match way {
        Way::AtOnce => {}
        Way::Here => {
            row.channel = HERE.to_owned();
            row.sent_at = Some(work.at());
        }
        Way::Daily => {
            let hour = |days| millis(zone.hour(plus_days(work.today(zone), days), HOUR));
            row.channel = DAILY.to_owned();
            row.next_try_at = if work.at() < hour(0) { hour(0) } else { hour(1) };
        }
    }
}
