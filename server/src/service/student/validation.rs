//! The confirmation of a STEM student every six months. It is a report like any other: receipt, check, and
//! the change that tells SEVIS.

use super::super::error::{ServiceError, fault, write_json};
use super::super::record::{Record, Report, accept, confirmed_on};
use super::super::visit::{Visit, guards};
use crate::scope::{Look, Work};
use crate::secret::sha256_hex;
use crate::sevis::payload;
use crate::store::convert;
use crate::store::entity::authorization;
use app::ports::Done;
use app::routes;
use app::wire::{Notice, ValidateForm, ValidationView};
use domain::authorization::{Kind, Status};
use domain::date::long;
use domain::history::{Change, Event};
use domain::profile::ticked;
use domain::stem::{due, validations};
use domain::window::Access;
use domain::{FaultCode, date};

/// The newest STEM extension that is approved.
fn extension(record: &Record) -> Option<&authorization::Model> {
    let stem =
        |row: &&authorization::Model| row.kind == Kind::Stem && row.status == Status::Approved;
    record.authorization_rows.iter().find(stem)
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
    let open = matches!(record.access(today), Access::Edit { .. });
    let person = record.person();
    let Some(about) = extension(&record) else {
        let (all, facts, seen) = (Vec::new(), Vec::new(), String::new());
        return Ok(ValidationView { person, due: None, all, facts, seen, today, open });
    };
    let confirmed = confirmed_on(look, &record).await?;
    let value = convert::authorization(about);
    let facts = facts(&record, about);
    let with_day = |one: domain::stem::Validation| (one, one.done_on(&confirmed));
    Ok(ValidationView {
        person,
        due: due(&value, &confirmed, today),
        all: validations(&value).into_iter().map(with_day).collect(),
        seen: seen(&facts)?,
        facts,
        today,
        open,
    })
}

/// Confirms what was shown.
pub async fn validate(
    work: Work,
    visit: &Visit,
    form: &ValidateForm,
) -> Result<Done, ServiceError> {
    let record = guards::editing(&work, visit).await?;
    let today = work.today(&record.zone());
    let nothing = Done::saying(routes::VALIDATION, Notice::NothingChanged);
    let Some(about) = extension(&record) else { return Ok(nothing) };
    let value = convert::authorization(about);
    let confirmed = confirmed_on(&work, &record).await?;
    let Some(due) = due(&value, &confirmed, today) else { return Ok(nothing) };
    if !ticked(&form.agree) {
        return Err(fault("agree", FaultCode::Required).into());
    }
    let facts = facts(&record, about);
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
    let report = Report {
        event: Event::StemValidated,
        changes,
        employer_id: None,
        outgoing: payload::participation(&value, due.months),
        days_late: date::days_between(due.until(), today).max(0),
    };
    let receipt = accept(&work, &record, report).await?;
    work.commit().await?;
    Ok(Done::saying(routes::receipt(&receipt), Notice::ReportSaved))
}

/// What the student can confirm now.
pub async fn open_validation(
    look: &Look,
    record: &Record,
    today: domain::Date,
) -> Result<Option<domain::stem::Validation>, ServiceError> {
    let Some(about) = extension(record) else { return Ok(None) };
    let open = matches!(record.access(today), Access::Edit { .. });
    let due = due(&convert::authorization(about), &confirmed_on(look, record).await?, today);
    Ok(due.filter(|_| open))
}
