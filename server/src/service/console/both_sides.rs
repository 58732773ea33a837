//! Both sides: where the school's file and a student's own report differ, an official decides. The student
//! is told, and what SEVIS has been told follows the record.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, fault};
use super::super::record::both_sides::{Fields, Said};
use super::super::record::{
    CONTACT, Line, Record, contact_fields, contact_words, note, set_contact, tell_sevis,
};
use super::super::visit::{Visit, guards};
use super::amend::employer_word;
use crate::mail::{letters, queue};
use crate::scope::{Look, Work};
use crate::sevis::payload;
use crate::store::entity::{account, student};
use crate::store::{convert, employers, students};
use app::ports::Done;
use app::routes;
use app::wire::{BothSidesView, DecideForm, DifferenceRow, Notice};
use domain::FaultCode;
use domain::audit::{AuditAct, Subject};
use domain::history::Event;

/// Records on the page.
const PAGE: u64 = 50;

/// Where file and student differ, a page of records.
pub async fn list(look: &Look, visit: &Visit) -> Result<BothSidesView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let mut rows = Vec::new();
    for student in students::with_differences(look.db(), &school.id, PAGE).await? {
        let fields = contact_fields(&student);
        for (field, file, own) in Said::read(&student.imported).differences(&fields) {
            let label = CONTACT.iter().find(|(name, ..)| *name == field).map_or(field, |c| c.1);
            rows.push(DifferenceRow {
                name: letters::full_name(&student),
                sevis_id: student.sevis_id.clone(),
                what: label.to_owned(),
                file: contact_words(field, file),
                student: contact_words(field, own),
                effect: None,
                form: employer_word::form(&student.id, "", field, student.version),
            });
        }
    }
    for employer in employers::with_differences(look.db(), &school.id, PAGE).await? {
        let record = Record::load(look, &employer.student_id).await?;
        let Some(record) = record else { continue };
        rows.extend(employer_word::rows(look, &record, &employer)?);
    }
    Ok(BothSidesView { rows })
}

/// Decides one difference.
pub async fn decide(work: Work, visit: &Visit, form: &DecideForm) -> Result<Done, ServiceError> {
    let (official, record) = guards::administered_fresh(&work, visit, &form.student).await?;
    let takes = match form.choice.as_str() {
        "file" => true,
        "student" => false,
        _ => return Err(fault("choice", FaultCode::NotAChoice).into()),
    };
    if !form.employer.is_empty() {
        return employer_word::decide(work, (&official, &record), form, takes).await;
    }
    let row = record.student.clone();
    if form.version != row.version.to_string() {
        return Ok(Done::saying(routes::BOTH_SIDES, Notice::DifferenceGone));
    }
    let mut said = Said::read(&row.imported);
    let mut fields: Fields = contact_fields(&row);
    if takes {
        fields.extend(said.take(&form.field).map(|word| (form.field.clone(), word)));
    } else {
        said.decline(&form.field);
    }
    write(&work, (&official, &record), row, (said, fields)).await?;
    let subjects = vec![Subject::Student(form.student.clone())];
    audit::write(&work, Entry::of(&official, AuditAct::DifferenceDecided, subjects)).await?;
    work.wake.notify_one();
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
    tell_sevis(work, record, payload::profile(profile, Some(&before))).await?;
    if record.student.email.is_some() {
        let page = work.url(routes::PROFILE);
        queue(work, letters::school_decided(&record.student, page)).await?;
    }
    Ok(())
}
