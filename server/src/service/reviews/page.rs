//! One report, to be checked; and what the student reads of its check.

use super::super::error::{ServiceError, read_json};
use super::super::visit::{Visit, guards};
use super::rows::{Around, wanted};
use crate::clock::{Zone, instant};
use crate::scope::Look;
use crate::store::entity::{receipt, review, review_note};
use crate::store::{accounts, reviews};
use app::wire::{CheckView, NoteRow, ReportView};
use app::{AppError, routes};
use domain::history::Change;
use domain::paging::FOUND;
use domain::review::{ReviewFilter, points};

/// The page of a report.
pub async fn view(look: &Look, visit: &Visit, id: &str) -> Result<ReportView, ServiceError> {
    let (official, school) = guards::official(look, visit).await?;
    let found = reviews::of_school(look.db(), id, &school.id).await?.ok_or(AppError::NotFound)?;
    let around = Around::load(look, &school, std::slice::from_ref(&found)).await?;
    let (receipt, student) = (around.receipt(&found)?, around.student(&found)?);
    let employer = around.employer(receipt);
    let wanted = wanted(look, &official, &school);
    let open = reviews::count(look.db(), wanted, ReviewFilter::Open).await?;
    let own = u64::from(found.state.0.waits_for_school());
    let officials = accounts::officials_of(look.db(), &school.id).await?;
    let changes = changes(receipt)?;
    let explanation = changes.iter().find(|change| change.field == "Relation to field of study");
    Ok(ReportView {
        row: around.row(look, &found)?,
        explanation: explanation.map(|change| change.new.clone()).unwrap_or_default(),
        changes,
        major: student.major.clone(),
        points: points(&found.points),
        notes: notes(look, &Zone::of(&school.time_zone), &found).await?,
        officials: officials.into_iter().map(|row| (row.id, row.name)).collect(),
        assigned_to: found.assigned_to.clone(),
        correct: employer
            .map(|row| routes::student_employer(&found.student_id, &row.id))
            .unwrap_or_default(),
        next: reviews::next_open(look.db(), wanted, &found).await?.map(|row| row.id),
        left: if open > FOUND { open } else { open.saturating_sub(own) },
        first: school.review_first,
        way: school.sevis_way.0,
    })
}

/// Old and new of each field; receipts of before these were kept have the new values alone.
fn changes(receipt: &receipt::Model) -> Result<Vec<Change>, ServiceError> {
    if !receipt.changes.is_empty() {
        return read_json("receipt", &receipt.changes);
    }
    let sent: Vec<(String, String)> = read_json("receipt", &receipt.sent)?;
    let change =
        |(field, new): (String, String)| Change { field: field.into(), old: String::new(), new };
    Ok(sent.into_iter().map(change).collect())
}

async fn notes(
    look: &Look,
    zone: &Zone,
    row: &review::Model,
) -> Result<Vec<NoteRow>, ServiceError> {
    let note = |note: review_note::Model| NoteRow {
        act: note.act.0,
        at: zone.words(instant(note.at)),
        by: note.by_name,
        words: note.words,
    };
    let rows = reviews::notes::of(look.db(), &row.id).await?;
    Ok(rows.into_iter().map(note).collect())
}

/// What the student reads of the check of a report; nothing before anything was said.
pub async fn check_of(
    look: &Look,
    zone: &Zone,
    receipt: &str,
) -> Result<Option<CheckView>, ServiceError> {
    let Some(row) = reviews::of_receipt(look.db(), receipt).await? else {
        return Ok(None);
    };
    let notes = notes(look, zone, &row).await?;
    Ok((!notes.is_empty()).then_some(CheckView { state: row.state.0, notes }))
}
