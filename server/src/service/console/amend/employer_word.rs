//! An employer of which the school's file and the student say different things.

use super::super::super::error::ServiceError;
use super::super::super::record::Record;
use super::super::super::record::both_sides::{Fields, Said};
use super::draft::{Draft, settle};
use super::employer::find;
use crate::scope::{Look, Work};
use crate::store::convert;
use crate::store::entity::{account, employer};
use app::ports::Done;
use app::routes;
use app::wire::{DecideForm, DifferenceRow, Notice};
use domain::employer::Employer;
use serde_json::Value;

fn fields(value: &Employer) -> Fields {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => fields,
        _ => Fields::new(),
    }
}

/// The employer with the file's word in a field; none where there is nothing to take.
fn taken(row: &employer::Model, field: &str) -> Result<Option<employer::Model>, ServiceError> {
    let mut said = Said::read(&row.imported);
    let Some(word) = said.take(field) else { return Ok(None) };
    let value = convert::employer(row);
    let mut all = fields(&value);
    all.insert(field.to_owned(), word);
    let unreadable = |error| ServiceError::Internal(format!("employer: {error}"));
    let value: Employer = serde_json::from_value(all.into()).map_err(unreadable)?;
    let mut after = employer::Model { version: row.version + 1, ..row.clone() };
    convert::set_employer(&mut after, value);
    decided(&mut after, &said);
    Ok(Some(after))
}

/// Notes what is open yet.
fn decided(row: &mut employer::Model, said: &Said) {
    row.differs = !said.differences(&fields(&convert::employer(row))).is_empty();
    row.imported = said.write();
}

/// A field and its value in words.
fn words(field: &str, value: &Value) -> (&'static str, String) {
    let label = match field {
        "address" => "Employer address",
        "start" => app::words::label("start_date"),
        "end" => app::words::label("end_date"),
        field => app::words::label(field),
    };
    let text = match value {
        Value::Null => "none".to_owned(),
        Value::Bool(yes) => (if *yes { "Yes" } else { "No" }).to_owned(),
        Value::String(text) => text.clone(),
        Value::Object(parts) => {
            let parts = parts.values().filter_map(Value::as_str).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(", ")
        }
        // A day is a list of numbers in this form.
        other => serde_json::from_value::<domain::Date>(other.clone())
            .map(domain::date::long)
            .unwrap_or_default(),
    };
    (label, text)
}

/// The form of a difference.
pub fn form(student: &str, employer: &str, field: &str, version: i32) -> DecideForm {
    DecideForm {
        student: student.to_owned(),
        employer: employer.to_owned(),
        field: field.to_owned(),
        version: version.to_string(),
        ..DecideForm::default()
    }
}

/// The differences of an employer.
pub fn rows(
    look: &Look,
    record: &Record,
    employer: &employer::Model,
) -> Result<Vec<DifferenceRow>, ServiceError> {
    let (said, own) = (Said::read(&employer.imported), fields(&convert::employer(employer)));
    let today = look.today(&record.zone());
    let mut rows = Vec::new();
    for (field, file, stored) in said.differences(&own) {
        let after = taken(employer, field)?;
        let draft = Draft { employers: after.into_iter().collect(), ..Draft::default() };
        let effect = draft.effect(record, today);
        let (label, file) = words(field, file);
        rows.push(DifferenceRow {
            name: record.person().name(),
            sevis_id: record.student.sevis_id.clone(),
            what: format!("{label}, {}", employer.name),
            file,
            student: words(field, stored).1,
            effect: Some(effect),
            form: DecideForm {
                effect: effect.seen(),
                ..form(&record.student.id, &employer.id, field, employer.version)
            },
        });
    }
    Ok(rows)
}

/// Decides one of them.
pub async fn decide(
    work: Work,
    (official, record): (&account::Model, &Record),
    form: &DecideForm,
    takes: bool,
) -> Result<Done, ServiceError> {
    let gone = || Done::saying(routes::BOTH_SIDES, Notice::DifferenceGone);
    let row = find(record, &form.employer)?;
    if form.version != row.version.to_string() {
        return Ok(gone());
    }
    if !takes {
        let mut said = Said::read(&row.imported);
        said.decline(&form.field);
        let mut row = row.clone();
        decided(&mut row, &said);
        row.version += 1;
        crate::store::employers::update(work.db(), row).await?;
        work.commit().await?;
        let notice = Notice::DifferenceDecided { file: false };
        return Ok(Done::saying(routes::BOTH_SIDES, notice));
    }
    let Some(after) = taken(row, &form.field)? else {
        return Ok(gone());
    };
    let what = format!("Took the file’s word on employer {}", row.name);
    let draft = Draft { what, employers: vec![after], ..Draft::default() };
    match settle(work, (official, record), draft, &form.effect).await {
        Ok(_) => Ok(Done::saying(routes::BOTH_SIDES, Notice::DifferenceDecided { file: true })),
        Err(ServiceError::Refused(faults)) => {
            let why = faults.first().map(app::words::sentence).unwrap_or_default();
            Ok(Done::saying(routes::BOTH_SIDES, Notice::NotUndone { why }))
        }
        Err(error) => Err(error),
    }
}
