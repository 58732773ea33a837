//! News come as their student has chosen: at once, with the email of the day, or only into the inbox; and by a text message too.

use super::{Letter, Schools, text};
use crate::clock::{Zone, millis};
use crate::scope::{Connection, Scope, Work};
use crate::secret::SealedAt;
use crate::store::entity::mail;
use crate::store::outbox::{DAILY, HERE, NEWS_TEXT};
use crate::store::{accounts, factors, news_choices, outbox};
use domain::date::plus_days;
use domain::factor::FactorKind;
use domain::reach::{News, Reach, Way};
use sea_orm::DbErr;
use std::collections::HashMap;

/// The hour of the school's day at which the email of the day is due.
const HOUR: i8 = 7;
/// The hours of the school's day between which a text may wake somebody.
const TEXTS: (i8, i8) = (8, 20);
/// Texts of news that an account is sent in a day; what is more comes by email.
const MOST_TEXTS: u64 = 5;

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

/// The text messages that say that there is this letter: to each number of the student that is a second step, without any
/// detail, and by day; not more than a few in a day, of which `written` are those that wait to be written. None where there is
/// nothing to be sent: no such number, no gateway, or too many today.
pub async fn texts(
    work: &Work,
    letter: &Letter,
    (zone, written): (&Zone, &[mail::Model]),
) -> Result<Option<Vec<mail::Model>>, DbErr> {
    let numbers = match &letter.student_id {
        Some(student) if work.config.demo || work.config.sms_url.is_some() => {
            numbers(work, student).await?
        }
        _ => Vec::new(),
    };
    let site = work.config.public_url.split("//").nth(1).unwrap_or_default();
    let words = format!("Foothold: {}. Log in to read it: {site}/inbox", letter.subject);
    let (mut rows, day) = (Vec::new(), work.ago(time::Duration::days(1)));
    for (account, number) in numbers {
        let to_same = |row: &&mail::Model| {
            row.channel == NEWS_TEXT && row.account_id.as_ref() == Some(&account)
        };
        let now = written.iter().filter(to_same).count() as u64;
        if outbox::news_texts(work.db(), &account, day).await? + now < MOST_TEXTS {
            let row = text(work, NEWS_TEXT, (&account, &number), &words)?;
            rows.push(mail::Model { next_try_at: by_day(work, zone), ..row });
        }
    }
    Ok(Some(rows).filter(|rows| !rows.is_empty()))
}

/// Now, or where that is at night, the morning.
fn by_day(work: &Work, zone: &Zone) -> i64 {
    let hour = |days, hour| millis(zone.hour(plus_days(work.today(zone), days), hour));
    match work.at() {
        early if early < hour(0, TEXTS.0) => hour(0, TEXTS.0),
        late if late >= hour(0, TEXTS.1) => hour(1, TEXTS.0),
        now => now,
    }
}

/// The numbers that are second steps of a student's logins, each with its account.
pub async fn numbers<C: Connection>(
    s: &Scope<C>,
    student: &str,
) -> Result<Vec<(String, String)>, DbErr> {
    let mut found = Vec::new();
    for account in accounts::of_students(s.db(), &[student.to_owned()]).await? {
        let factors = factors::of(s.db(), &account.id).await?;
        let texts = factors.iter().filter(|one| one.kind == FactorKind::Text);
        for factor in texts.filter(|one| one.confirmed_at.is_some()) {
            let number = s.secrets.open(SealedAt::Factor(&factor.id), &factor.sealed);
            found.extend(number.map(|number| (account.id.clone(), number)));
        }
    }
    Ok(found)
}
