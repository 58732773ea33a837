//! The confirmation of a STEM student every six months. It is a report like any other: receipt, check, and
//! the change that tells SEVIS.

use super::super::error::{ServiceError, fault, write_json};
use super::super::record::{Record, Report, accept, confirmed};
use super::super::visit::{Visit, guards};
use crate::clock::millis;
use crate::scope::{Connection, Look, Scope, Work};
use crate::secret::sha256_hex;
use crate::sevis::payload;
use crate::store::entity::authorization;
use crate::store::{convert, receipts};
use app::ports::Done;
use app::routes;
use app::wire::{Notice, ValidateForm, ValidationView};
use domain::date::long;
use domain::history::{Change, Event};
use domain::profile::ticked;
use domain::stem::{Confirmed, Validation, due, validations};
use domain::window::Access;
use domain::{Date, FaultCode, date};

/// An approved STEM extension and what was confirmed of it.
struct Extension<'a> {
    row: &'a authorization::Model,
    confirmed: Vec<Confirmed>,
    due: Option<Validation>,
}

/// The extension of which something can be confirmed; else the newest.
async fn extension<'a, C: Connection>(
    s: &Scope<C>,
    record: &'a Record,
    today: Date,
) -> Result<Option<Extension<'a>>, ServiceError> {
    let mut newest = None;
    for row in &record.authorization_rows {
        let value = convert::authorization(row);
        if !value.extends() {
            continue;
        }
        let confirmed = confirmed(s, record, row).await?;
        let due = due(&value, &confirmed, today);
        let found = Extension { row, confirmed, due };
        if found.due.is_some() {
            return Ok(Some(found));
        }
        newest = newest.or(Some(found));
    }
    Ok(newest)
}

/// A confirmation changes nothing on record, so it is taken as long as the record can be read: the window of
/// the last one reaches past the last day of reports.
fn takes(access: Access) -> bool {
    matches!(access, Access::Edit { .. } | Access::ReadOnly { .. })
}

/// Label and value of what a student confirms: who, where, and where they work.
fn facts(record: &Record, about: &authorization::Model) -> Vec<(String, String)> {
    let person = record.person();
    let mut facts = vec![("Name".to_owned(), person.name()), ("Email".to_owned(), person.email)];
    let profile = convert::profile(&record.student).snapshot();
    facts.extend(profile.into_fields().map(|(label, value)| (label.to_owned(), value)));
    let jobs = record.employer_rows.iter();
    let jobs = jobs.filter(|row| row.authorization_id == about.id && row.deleted_at.is_none());
    let mut none = true;
    for job in jobs {
        let value = convert::employer(job);
        let until = value.end.map_or_else(String::new, |end| format!(" to {}", long(end)));
        let (since, schedule) = (long(value.start), value.schedule.words());
        let words = format!(
            "{}\n{}\n{schedule}, from {since}{until}",
            value.name,
            value.address.one_line()
        );
        facts.push(("Employer".to_owned(), words));
        none = false;
    }
    if none {
        facts.push(("Employer".to_owned(), "None on record".to_owned()));
    }
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// Names exactly these facts.
fn seen(facts: &[(String, String)]) -> Result<String, ServiceError> {
    Ok(sha256_hex(write_json("facts", &facts)?.as_bytes()).chars().take(16).collect())
}

/// The page.
pub async fn view(look: &Look, visit: &Visit) -> Result<ValidationView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let today = look.today(&record.zone());
    let open = takes(record.access(today));
    let person = record.person();
    let Some(found) = extension(look, &record, today).await? else {
        let (all, facts, seen) = (Vec::new(), Vec::new(), String::new());
        return Ok(ValidationView { person, due: None, all, facts, seen, today, open });
    };
    let Extension { row, confirmed, due } = found;
    let facts = facts(&record, row);
    let with_day = |one: Validation| (one, one.done_on(&confirmed));
    Ok(ValidationView {
        person,
        due,
        all: validations(&convert::authorization(row)).into_iter().map(with_day).collect(),
        seen: seen(&facts)?,
        facts,
        today,
        open,
    })
}

/// The receipt of today's confirmation, where the form was sent twice.
async fn done_before(work: &Work, record: &Record) -> Result<Done, ServiceError> {
    let today = millis(record.zone().begins(work.today(&record.zone())));
    let last = receipts::newest_of(work.db(), &record.student.id, Event::StemValidated).await?;
    Ok(match last.filter(|last| last.at >= today) {
        Some(last) => Done::saying(routes::receipt(&last.id), Notice::ReportSaved),
        None => Done::saying(routes::VALIDATION, Notice::NothingChanged),
    })
}

/// Confirms what was shown.
pub async fn validate(
    work: Work,
    visit: &Visit,
    form: &ValidateForm,
) -> Result<Done, ServiceError> {
    let (_, record) = guards::answering(&work, visit).await?;
    let today = work.today(&record.zone());
    let found = extension(&work, &record, today).await?;
    let Some(Extension { row, due: Some(due), .. }) = found.filter(|_| takes(record.access(today)))
    else {
        return done_before(&work, &record).await;
    };
    if !ticked(&form.agree) {
        return Err(fault("agree", FaultCode::Required).into());
    }
    let facts = facts(&record, row);
    if form.seen != seen(&facts)? {
        return Err(fault("agree", FaultCode::ShownOtherwise).into());
    }
    let mut changes = vec![Change {
        field: "Validation".into(),
        old: String::new(),
        new: format!("{} months, {}", due.months, date::typed(due.on)),
    }];
    let confirmed =
        |(label, new): (String, String)| Change { field: label.into(), old: String::new(), new };
    changes.extend(facts.into_iter().map(confirmed));
    let outgoing = payload::participation(&row.id, &convert::authorization(row), due.months);
    let report = Report {
        days_late: date::days_between(due.until(), today).max(0),
        closes: Some(due.closes()),
        ..Report::new(Event::StemValidated, changes, outgoing)
    };
    let receipt = accept(&work, &record, report).await?;
    work.commit().await?;
    Ok(Done::saying(routes::receipt(&receipt), Notice::ReportSaved))
}

/// What the student can confirm now.
pub async fn open_validation(
    look: &Look,
    record: &Record,
    today: Date,
) -> Result<Option<Validation>, ServiceError> {
    let found = extension(look, record, today).await?;
    Ok(found.and_then(|found| found.due).filter(|_| takes(record.access(today))))
}
