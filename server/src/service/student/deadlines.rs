//! The days that a student must not miss, as a list and as a calendar.

use super::super::error::ServiceError;
use super::super::plans::open_evaluations;
use super::super::record::{Record, confirmed};
use super::super::visit::{Visit, guards};
use crate::scope::Look;
use crate::secret::sha256_hex;
use crate::store::convert;
use app::words::duty_words;
use chrono::{DateTime, Duration, NaiveDate};
use domain::Date;
use domain::authorization::Kind;
use domain::deadlines::{Deadline, Duty, deadlines};
use domain::plan::Evaluation;
use icalendar::{Alarm, Calendar, Component, Event, EventLike};
use std::collections::BTreeMap;

/// The list.
pub async fn list(look: &Look, visit: &Visit) -> Result<Vec<Deadline>, ServiceError> {
    let record = guards::student(look, visit).await?;
    let today = look.today(&record.zone());
    let limit = record.count(today).and_then(|count| count.reached_on);
    of_record(look, &record, limit, today).await
}

/// The list of a record that is at hand, as its limit.
pub async fn of_record(
    look: &Look,
    record: &Record,
    limit: Option<Date>,
    today: Date,
) -> Result<Vec<Deadline>, ServiceError> {
    let mut held = Vec::with_capacity(record.authorization_rows.len());
    let mut extended = false;
    for row in &record.authorization_rows {
        let about = convert::authorization(row);
        // Only an extension is confirmed, or has a plan whose evaluations fall due.
        extended |= about.kind == Kind::Stem;
        let done = if about.extends() { confirmed(look, record, row).await? } else { Vec::new() };
        held.push((about, done));
    }
    let mut all = deadlines(&held, limit, today);
    if extended && let Some(open) = open_evaluations(look, record, today).await? {
        let alone = |duty| match duty {
            Duty::Validation(months) => Duty::Confirmation(months),
            other => other,
        };
        all.iter_mut().for_each(|one| one.duty = alone(one.duty));
        let of = |one: Evaluation| match one.until() < today {
            true => Deadline { on: one.told_until(), duty: Duty::EvaluationOverdue(one.kind) },
            false => Deadline { on: one.until(), duty: Duty::Evaluation(one.kind) },
        };
        all.extend(open.into_iter().map(of));
    }
    all.sort_by_key(|deadline| deadline.on);
    Ok(all)
}

/// The same as a calendar (RFC 5545): whole days, each with an alarm a week before. It names neither the student
/// nor an employer, since calendars are shared.
pub async fn calendar(look: &Look, visit: &Visit) -> Result<String, ServiceError> {
    let mut calendar = Calendar::new();
    let record = guards::student(look, visit).await?;
    // Names the student's calendar and nobody.
    let owner: String = sha256_hex(record.student.id.as_bytes()).chars().take(12).collect();
    // Seconds, so that the newer one holds.
    let sequence = u32::try_from(look.at() / 1000).unwrap_or(u32::MAX);
    let now = DateTime::from_timestamp_millis(look.at()).unwrap_or_default();
    let mut named = BTreeMap::new();
    for one in list(look, visit).await? {
        // Of two employers each evaluation is an event of its own, the nearest first.
        let nth: &mut u32 = named.entry(name(one)).or_default();
        *nth += 1;
        let name = if *nth == 1 { name(one) } else { format!("{}-{nth}", name(one)) };
        let Some(day) = day(one.on) else { continue };
        let mut event = Event::new();
        event
            .uid(&format!("{name}-{owner}@foothold"))
            .timestamp(now)
            .sequence(sequence)
            .summary(&duty_words(one.duty))
            // Without an end a day lasts that day (RFC 5545 3.6.1); one that is its beginning is refused.
            .starts(day)
            .alarm(Alarm::display(&duty_words(one.duty), Duration::days(-7)));
        calendar.push(event.done());
    }
    Ok(calendar.done().to_string())
}

/// Stays the same when the day moves, so that a newer calendar moves what an older one put there.
fn name(one: Deadline) -> String {
    match one.duty {
        Duty::Limit => "limit".to_owned(),
        Duty::Validation(months) | Duty::Confirmation(months) | Duty::Overdue(months) => {
            format!("validation-{months}")
        }
        Duty::Evaluation(kind) | Duty::EvaluationOverdue(kind) => {
            format!("evaluation-{}", kind.code())
        }
        Duty::Ends(kind) | Duty::EndsUnlessExtended(kind) => format!("ends-{}", kind.code()),
        Duty::LastReports => "reports".to_owned(),
        Duty::StayEnds | Duty::StayEndsUnlessExtended => "stay".to_owned(),
        Duty::Closes => "closes".to_owned(),
    }
}

fn day(date: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), u32::from(u8::from(date.month())), u32::from(date.day()))
}
