//! News come as their student has chosen: at once, with the email of the day, or only into the inbox; and by a text message too.

use super::{Letter, Schools, text};
use crate::clock::{Zone, millis};
use crate::scope::{Connection, Scope, Work};
use crate::secret::SealedAt;
use crate::store::entity::mail;
use crate::store::outbox::{DAILY, HERE};
use crate::store::{accounts, factors, news_choices};
use domain::date::plus_days;
use domain::factor::FactorKind;
use domain::reach::{News, Reach, Way};
use sea_orm::DbErr;
use std::collections::HashMap;

/// The hour of the school's day at which the email of the day is due.
const HOUR: i64 = 7;

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

/// Puts a mail on the channel of a way.
pub fn send_by(work: &Work, row: &mut mail::Model, way: Way, schools: &Schools) {
    match way {
        Way::AtOnce => {}
        Way::Here => {
            row.channel = HERE.to_owned();
            row.sent_at = Some(work.at());
        }
        Way::Daily => {
            let school = row.student_id.as_ref().and_then(|student| schools.get(student));
            let zone = Zone::of(school.map_or("UTC", |school| &school.time_zone));
            let hour = |days| {
                let day = plus_days(work.today(&zone), days);
                millis(zone.begins(day) + time::Duration::hours(HOUR))
            };
            row.channel = DAILY.to_owned();
            row.next_try_at = if work.at() < hour(0) { hour(0) } else { hour(1) };
        }
    }
}

/// The text messages that say that there is this letter: to each number of the student that is a second step, without any
/// detail.
pub async fn texts(work: &Work, letter: &Letter) -> Result<Vec<mail::Model>, DbErr> {
    let Some(student) = &letter.student_id else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    let site = work.config.public_url.split("//").nth(1).unwrap_or_default();
    let words = format!("Foothold: {}. Log in to read it: {site}/inbox", letter.subject);
    for (account, number) in numbers(work, student).await? {
        rows.push(text(work, &account, &number, &words)?);
    }
    Ok(rows)
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
