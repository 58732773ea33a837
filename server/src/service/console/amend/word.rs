//! The official's decision where the school's file and the record differ about an authorization or an employer.

use super::super::super::audit::{self, Entry};
use super::super::super::error::ServiceError;
use super::super::super::record::{Record, Spoken};
use super::both::Row;
use super::draft::settle;
use crate::mail::{letters, queue};
use crate::scope::{Look, Work};
use crate::store::entity::{account, history};
use app::ports::Done;
use app::routes;
use app::wire::{DecideForm, DifferenceRow, Notice};
use domain::audit::{AuditAct, Subject};

/// The differences of a row; `lines` are the record's history.
pub fn rows(
    look: &Look,
    record: &Record,
    (row, lines): (&Row, &[history::Model]),
) -> Result<Vec<DifferenceRow>, ServiceError> {
    let (said, own) = (row.said()?, row.fields());
    let (zone, mut rows) = (record.zone(), Vec::new());
    let today = look.today(&zone);
    for (field, ..) in said.differences(&own) {
        // What a later correction has made impossible is not offered; the record has the newer word.
        let Ok(Some(after)) = row.taken(field) else { continue };
        let pair = (&row.snapshot(), &after.snapshot());
        let Spoken { what, file, file_at, own, mut own_by } =
            Spoken::new(pair, (&said, field), lines, &zone)?;
        // The history does not say which of two it is about.
        if row.is_unclear(record, pair) {
            own_by.clear();
        }
        let effect = after.draft(String::new()).effect(record, today);
        rows.push(DifferenceRow {
            name: record.person().name(),
            sevis_id: record.student.sevis_id.clone(),
            what: format!("{what}, {}", row.words()),
            file,
            file_at,
            own,
            own_by,
            form: DecideForm { effect: effect.seen(), ..row.form(field) },
            effect: Some(effect),
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
    let row = Row::find(record, form)?;
    if form.version != row.version().to_string() {
        return Ok(gone());
    }
    if !takes {
        let mut said = row.said()?;
        said.decline(&form.field);
        row.next(&said).update(&work).await?;
        let subjects = vec![Subject::Student(record.student.id.clone())];
        audit::write(&work, Entry::of(official, AuditAct::DifferenceDecided, subjects)).await?;
        work.commit().await?;
        let notice = Notice::DifferenceDecided { file: false };
        return Ok(Done::saying(routes::BOTH_SIDES, notice));
    }
    let why = |faults: &[domain::Fault]| {
        let why = faults.first().map(app::words::sentence).unwrap_or_default();
        Done::saying(routes::BOTH_SIDES, Notice::NotUndone { why })
    };
    let what = format!("Took the file’s word on {}", row.words());
    let settled = match row.taken(&form.field) {
        Ok(None) => return Ok(gone()),
        Ok(Some(after)) => {
            let page = work.url(routes::EMPLOYMENT);
            queue(&work, letters::school_decided(&record.student, page)).await?;
            settle(work, (official, record), after.draft(what), &form.effect).await
        }
        Err(error) => Err(error),
    };
    match settled {
        Ok(_) => Ok(Done::saying(routes::BOTH_SIDES, Notice::DifferenceDecided { file: true })),
        Err(ServiceError::Refused(faults)) => Ok(why(&faults)),
        Err(error) => Err(error),
    }
}
