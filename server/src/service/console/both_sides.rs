//! Both sides: where the school's file and what was reported or corrected here differ, an official decides.
//! The student is told, and what SEVIS has been told follows the record.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, fault};
use super::super::record::both_sides::{Fields, Said};
use super::super::record::{Line, Record, Spoken, contact_fields, note, set_contact, tell_sevis};
use super::super::visit::{Visit, guards};
use super::amend::both::Row;
use super::amend::word;
use crate::clock::Zone;
use crate::mail::{letters, queue};
use crate::scope::{Look, Work};
use crate::sevis::payload;
use crate::store::entity::{account, history as history_row, student};
use crate::store::{authorizations, convert, employers, history, students};
use app::ports::Done;
use app::routes;
use app::wire::{BothSidesView, DecideForm, DifferenceRow, Notice};
use domain::FaultCode;
use domain::audit::{AuditAct, Subject};
use domain::history::Event;

/// Records on the page.
const PAGE: u64 = 50;

/// As many as the page shows; notes that there are more.
fn first<T>(mut found: Vec<T>, more: &mut bool) -> Vec<T> {
    let shown = usize::try_from(PAGE).unwrap_or(usize::MAX);
    *more |= found.len() > shown;
    found.truncate(shown);
    found
}

/// Where file and record differ, a page of records.
pub async fn list(look: &Look, visit: &Visit) -> Result<BothSidesView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let mut rows = Vec::new();
    let mut more = false;
    for student in
        first(students::with_differences(look.db(), &school.id, PAGE + 1).await?, &mut more)
    {
        let lines = history::of(look.db(), &student.id).await?;
        rows.extend(contact_rows(&student, &lines, &Zone::of(&school.time_zone))?);
    }
    let mut others = Vec::new();
    for row in
        first(authorizations::with_differences(look.db(), &school.id, PAGE + 1).await?, &mut more)
    {
        others.push(Row::Authorization(row));
    }
    for row in first(employers::with_differences(look.db(), &school.id, PAGE + 1).await?, &mut more)
    {
        others.push(Row::Employer(Box::new(row)));
    }
    for row in &others {
        let student = students::by_id(look.db(), row.student()).await?;
        let record = Record::around(look, student, Some(school.clone())).await?;
        let Some(record) = record else { continue };
        let lines = history::of(look.db(), row.student()).await?;
        rows.extend(word::rows(look, &record, (row, &lines))?);
    }
    Ok(BothSidesView { rows, more })
}

/// The differences in how a student is reached.
fn contact_rows(
    student: &student::Model,
    lines: &[history_row::Model],
    zone: &Zone,
) -> Result<Vec<DifferenceRow>, ServiceError> {
    let fields = contact_fields(student);
    let said = Said::read(&student.imported)?;
    let mut rows = Vec::new();
    for (field, word, _) in said.differences(&fields) {
        let (mut by_file, mut all) = (student.clone(), fields.clone());
        all.insert(field.to_owned(), word.clone());
        set_contact(&mut by_file, &all);
        let (now, by_file) = (convert::profile(student), convert::profile(&by_file));
        let pair = (&now.snapshot(), &by_file.snapshot());
        let Spoken { what, file, file_at, own, own_by } =
            Spoken::new(pair, (&said, field), lines, zone)?;
        rows.push(DifferenceRow {
            name: letters::full_name(student),
            sevis_id: student.sevis_id.clone(),
            what,
            file,
            file_at,
            own,
            own_by,
            effect: None,
            form: DecideForm {
                student: student.id.clone(),
                field: field.to_owned(),
                version: student.version.to_string(),
                ..DecideForm::default()
            },
        });
    }
    Ok(rows)
}

/// Decides one difference.
pub async fn decide(work: Work, visit: &Visit, form: &DecideForm) -> Result<Done, ServiceError> {
    let (official, record) = guards::administered_fresh(&work, visit, &form.student).await?;
    let takes = match form.choice.as_str() {
        "file" => true,
        // Forms of before said "student".
        "record" | "student" => false,
        _ => return Err(fault("choice", FaultCode::NotAChoice).into()),
    };
    if !(form.employer.is_empty() && form.authorization.is_empty()) {
        return word::decide(work, (&official, &record), form, takes).await;
    }
    let row = record.student.clone();
    if form.version != row.version.to_string() {
        return Ok(Done::saying(routes::BOTH_SIDES, Notice::DifferenceGone));
    }
    let mut said = Said::read(&row.imported)?;
    let mut fields: Fields = contact_fields(&row);
    if takes {
        fields.extend(said.take(&form.field).map(|word| (form.field.clone(), word)));
    } else {
        said.decline(&form.field);
    }
    write(&work, (&official, &record), row, (said, fields)).await?;
    let subjects = vec![Subject::Student(form.student.clone())];
    audit::write(&work, Entry::of(&official, AuditAct::DifferenceDecided, subjects)).await?;
    work.ring(|bells| &bells.jobs);
    work.commit().await?;
    Ok(Done::saying(routes::BOTH_SIDES, Notice::DifferenceDecided { file: takes }))
}

async fn write(
    work: &Work,
    (official, record): (&account::Model, &Record),
    mut row: student::Model,
    (said, fields): (Said, Fields),
) -> Result<(), ServiceError> {
    let before = convert::profile(&row);
    set_contact(&mut row, &fields);
    let profile = convert::profile(&row);
    let changes = before.snapshot().changes_to(&profile.snapshot());
    row.differs = !said.differences(&fields).is_empty();
    row.imported = said.write();
    row.version += 1;
    row.updated_at = work.at();
    students::update(work.db(), row).await?;
    if changes.is_empty() {
        return Ok(());
    }
    let line = Line::by_official(Event::ProfileChanged, &official.name).with(&changes);
    note(work, &record.student.id, line).await?;
    tell_sevis(work, record, payload::profile(profile, &before)).await?;
    let page = work.url(routes::PROFILE);
    Ok(queue(work, letters::school_decided(&record.student, page)).await?)
}
