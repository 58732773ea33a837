//! The text messages and notifications that say that there is news: without any detail, by day, and not without end.

use super::{Letter, text};
use crate::clock::{Zone, millis};
use crate::scope::{Connection, Scope, Work};
use crate::secret::SealedAt;
use crate::store::entity::mail;
use crate::store::outbox::{self, NEWS_TEXT, PUSH};
use crate::store::{accounts, factors, push_devices};
use domain::date::plus_days;
use domain::factor::FactorKind;
use domain::reach::Reach;
use sea_orm::DbErr;
use time::Duration;

/// The hours of the school's day between which a text or a notification may wake somebody.
const BY_DAY: (i8, i8) = (8, 20);
/// Texts of news that a number is sent in a day, and notifications a device; what is more comes by email.
const MOST: [(&str, u64); 2] = [(NEWS_TEXT, 5), (PUSH, 20)];

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
    if reach.push && !work.config.push.is_empty() {
        for device in devices(work, student).await? {
            rows.push(text(work, PUSH, (&device.account_id, &device.id), &letter.subject)?);
        }
    }
    let mut some = Vec::with_capacity(rows.len());
    for row in rows {
        if !too_many(work, &row, written).await? {
            let announces = Some(mail.id.clone());
            some.push(mail::Model { announces, next_try_at: by_day(work, zone), ..row });
        }
    }
    Ok(some)
}

/// True where as many went to the same number or device since yesterday as may.
async fn too_many(work: &Work, row: &mail::Model, written: &[mail::Model]) -> Result<bool, DbErr> {
    let same =
        |other: &&mail::Model| (&other.channel, &other.recipient) == (&row.channel, &row.recipient);
    let now = written.iter().filter(same).count() as u64;
    let before = outbox::same_since(work.db(), row, work.ago(Duration::days(1))).await?;
    let most =
        MOST.iter().find(|(channel, _)| row.channel == *channel).map_or(0, |(_, most)| *most);
    Ok(before + now >= most)
}

/// Now, or where that is at night, the morning.
fn by_day(work: &Work, zone: &Zone) -> i64 {
    let hour = |days, hour| millis(zone.hour(plus_days(work.today(zone), days), hour));
    match work.at() {
        early if early < hour(0, BY_DAY.0) => hour(0, BY_DAY.0),
        late if late >= hour(0, BY_DAY.1) => hour(1, BY_DAY.0),
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

/// The browsers that show a student's news.
pub async fn devices<C: Connection>(
    s: &Scope<C>,
    student: &str,
) -> Result<Vec<crate::store::entity::push_device::Model>, DbErr> {
    let accounts = accounts::of_students(s.db(), &[student.to_owned()]).await?;
    let accounts: Vec<&str> = accounts.iter().map(|account| account.id.as_str()).collect();
    push_devices::of(s.db(), &accounts).await
}

/// What a student wanted to hear of by a text or a notification alone goes by email after all, where none of these came. Called
/// for one that is given up.
pub async fn email_instead(work: &Work, given_up: &mail::Model) -> Result<(), DbErr> {
    let Some(mail) = outbox::untold(work.db(), given_up).await? else { return Ok(()) };
    let channel = outbox::LETTER.to_owned();
    let row = mail::Model { channel, sent_at: None, next_try_at: work.at(), ..mail };
    outbox::update(work.db(), row).await?;
    work.ring(|bells| &bells.mail);
    Ok(())
}
