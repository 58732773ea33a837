//! STEM validations of a student: which have opened, and that one is in SEVIS already, as after a move from
//! another system.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, confirmed, entered, note};
use super::super::visit::{Visit, guards};
use crate::scope::{Look, Work};
use crate::sevis::payload;
use crate::store::convert;
use app::ports::Done;
use app::wire::{NoteValidationForm, Notice, StemRow};
use app::{AppError, routes};
use domain::audit::{AuditAct, Subject};
use domain::date::typed;
use domain::history::{Change, Event};
use domain::stem::validations;
use domain::{Date, text};

/// The validations that have opened, of each extension.
pub async fn opened(
    look: &Look,
    record: &Record,
    today: Date,
) -> Result<Vec<StemRow>, ServiceError> {
    let mut rows = Vec::new();
    for row in &record.authorization_rows {
        let all = validations(&convert::authorization(row));
        if all.iter().all(|one| one.opens() > today) {
            continue;
        }
        let confirmed = confirmed(look, record, row).await?;
        let open = all.into_iter().filter(|one| one.opens() <= today);
        rows.extend(open.map(|one| StemRow {
            authorization: row.id.clone(),
            one,
            done: one.done_on(&confirmed),
        }));
    }
    Ok(rows)
}

/// Notes that SEVIS has one.
pub async fn note_one(
    work: Work,
    visit: &Visit,
    form: &NoteValidationForm,
) -> Result<Done, ServiceError> {
    let proof = text::line(&form.proof, 200).map_err(|code| fault("proof", code))?;
    let (official, record) = guards::administered(&work, visit, &form.student).await?;
    let row = record.authorization_rows.iter().find(|row| row.id == form.id);
    let row = row.ok_or(AppError::NotFound)?;
    let value = convert::authorization(row);
    let today = work.today(&record.zone());
    let one = validations(&value).into_iter().find(|one| one.months.to_string() == form.months);
    let one = one.filter(|one| one.opens() <= today).ok_or(AppError::NotFound)?;
    let next = routes::student(&record.student.id);
    if one.done_on(&confirmed(&work, &record, row).await?).is_some() {
        return Ok(Done::saying(next, Notice::NothingChanged));
    }
    let outgoing = payload::participation(&row.id, &value, one.months);
    entered(&work, &record, outgoing, (&official.name, proof.unwrap_or_default())).await?;
    let what = format!("{} months, {}", one.months, typed(one.on));
    let changes = [Change { field: "Validation".into(), old: String::new(), new: what }];
    let line = Line::by_official(Event::EnteredInSevis, &official.name).with(&changes);
    note(&work, &record.student.id, line).await?;
    let subjects = vec![Subject::Student(record.student.id.clone())];
    audit::write(&work, Entry::of(&official, AuditAct::EnteredInSevis, subjects)).await?;
    work.commit().await?;
    Ok(Done::saying(next, Notice::SevisNoted))
}
