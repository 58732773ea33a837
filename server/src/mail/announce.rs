//! The text messages and notifications that say that there is news: without any detail, by day, and not without end.

use super::{Letter, devices, instead, news, text};
use crate::clock::{Zone, millis};
use crate::portal::Portal;
use crate::scope::{Connection, Scope, Work};
use crate::secret::SealedAt;
use crate::store::entity::mail;
use crate::store::outbox::{self, NEWS_TEXT, PUSH};
use crate::store::{accounts, factors, schools, students};
use domain::date::plus_days;
use domain::factor::FactorKind;
use domain::reach::{News, Reach};
use sea_orm::DbErr;
use time::Duration;

/// The hours of the school's day between which a text or a notification may wake somebody.
const BY_DAY: (i8, i8) = (8, 20);
/// Texts of news that an account is sent in a day, and notifications on all its devices; what is more comes by email.
const MOST: [(&str, u64); 2] = [(NEWS_TEXT, 5), (PUSH, 40)];

/// Those that tell of this mail, of which `written` already are to be. None where there is nothing to be sent: no such number or
/// device, no gateway, or too many today.
pub async fn of(
    work: &Work,
    (letter, reach): (&Letter, Reach),
    mail: &mail::Model,
    (zone, written): (&Zone, &[mail::Model]),
) -> Result<Vec<mail::Model>, DbErr> {
    let Some(student) = &letter.student_id else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    if reach.text && (work.config.demo || work.config.sms_url.is_some()) {
        let site = work.config.public_url.split("//").nth(1).unwrap_or_default();
        let words = format!("Foothold: {}. Log in to read it: {site}/inbox", letter.subject);
        for (account, number) in numbers(work, student).await? {
            rows.push(text(work, NEWS_TEXT, (&account, &number), &words)?);
        }
    }
    if reach.push {
        let all = devices::of(work, student).await?;
        for device in all.iter().filter(|one| devices::subscription(work, one).is_some()) {
            rows.push(text(work, PUSH, (&device.account_id, &device.id), &letter.subject)?);
        }
    }
    let mut some: Vec<mail::Model> = Vec::with_capacity(rows.len());
    for row in rows {
        if !too_many(work, &row, written.iter().chain(&some)).await? {
            let announces = Some(mail.id.clone());
            let next_try_at = by_day(work, zone).0;
            some.push(mail::Model { announces, next_try_at, ..row });
        }
    }
    Ok(some)
}

/// True where as many went the same way to the same account since yesterday as may.
async fn too_many(
    work: &Work,
    row: &mail::Model,
    written: impl Iterator<Item = &mail::Model>,
) -> Result<bool, DbErr> {
    let same = |other: &&mail::Model| {
        (&other.channel, &other.account_id) == (&row.channel, &row.account_id)
    };
    let now = written.filter(same).count() as u64;
    let before = outbox::same_since(work.db(), row, work.ago(Duration::days(1))).await?;
    let most =
        MOST.iter().find(|(channel, _)| row.channel == *channel).map_or(0, |(_, most)| *most);
    Ok(before + now >= most)
}

/// When it may go: now, or where that is at night, in the morning; and until when.
fn by_day<C: Connection>(s: &Scope<C>, zone: &Zone) -> (i64, i64) {
    let hour = |days, hour| millis(zone.hour(plus_days(s.today(zone), days), hour));
    match s.at() {
        early if early < hour(0, BY_DAY.0) => (hour(0, BY_DAY.0), hour(0, BY_DAY.1)),
        late if late >= hour(0, BY_DAY.1) => (hour(1, BY_DAY.0), hour(1, BY_DAY.1)),
        now => (now, hour(0, BY_DAY.1)),
    }
}

/// A text or a notification that goes now.
pub struct Now {
    /// The student whom it tells.
    pub student: String,
    /// Until when it may wake somebody.
    pub until: i64,
}

/// Looks whether a text or a notification goes now. It does not where it comes to its turn at night, and is put off to the morning;
/// nor where it is not wanted any more, and is given up.
pub async fn goes_now(portal: &Portal, row: &mail::Model) -> Result<Option<Now>, DbErr> {
    let look = portal.look();
    let mail = match &row.announces {
        Some(mail) => outbox::by_id(look.db(), mail).await?,
        None => None,
    };
    let Some((student, news)) = mail.and_then(|mail| mail.student_id.zip(mail.news)) else {
        instead::give_up(portal.work().await?, row).await?;
        return Ok(None);
    };
    let (from, until) = by_day(&look, &zone_of(&look, &student).await?);
    if from > look.at() {
        postpone(portal.work().await?, &row.id, from).await?;
        return Ok(None);
    }
    if !is_wanted(&look, row, (&student, news.0)).await? {
        instead::give_up(portal.work().await?, row).await?;
        return Ok(None);
    }
    Ok(Some(Now { student, until }))
}

/// The zone of a student's school.
async fn zone_of<C: Connection>(s: &Scope<C>, student: &str) -> Result<Zone, DbErr> {
    let school = match students::by_id(s.db(), student).await? {
        Some(student) => schools::by_id(s.db(), &student.school_id).await?,
        None => None,
    };
    Ok(Zone::of(school.as_ref().map_or("UTC", |school| &school.time_zone)))
}

/// True if the student has not chosen otherwise since, and the number is still a second step of one of their logins.
async fn is_wanted<C: Connection>(
    s: &Scope<C>,
    row: &mail::Model,
    (student, news): (&str, News),
) -> Result<bool, DbErr> {
    let reach = news::reach(s, student, news).await?;
    if row.channel == PUSH {
        return Ok(reach.push);
    }
    let own = (row.account_id.clone().unwrap_or_default(), row.recipient.clone());
    Ok(reach.text && numbers(s, student).await?.contains(&own))
}

async fn postpone(work: Work, id: &str, to: i64) -> Result<(), DbErr> {
    if let Some(row) = outbox::lock(work.db(), id).await?.filter(|row| row.next_try_at < to) {
        outbox::update(work.db(), mail::Model { next_try_at: to, ..row }).await?;
    }
    work.commit().await
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
