//! One student's record in the console.

use super::super::batches;
use super::super::error::ServiceError;
use super::super::plans;
use super::super::record::account_states;
use super::super::record::{Record, sevis_list, timeline, views};
use super::super::visit::{Visit, guards};
use crate::clock::instant;
use crate::scope::Look;
use crate::sevis::payload::SevisEvent;
use crate::store::entity::{review, sevis_change, student};
use crate::store::{convert, receipts, reviews, sevis_changes, sevis_lists, students};
use app::wire::{AccountState, OpenReport, OutgoingRow, RecordView};
use domain::phone;
use domain::sevis_list::ListDifference;

/// Outgoing changes shown.
const OUTGOING: u64 = 200;

fn contact(record: &Record) -> Vec<(String, String)> {
    let profile = convert::profile(&record.student);
    let foreign = match profile.phones.foreign.as_str() {
        "" => String::new(),
        number => format!("+{} {number}", profile.phones.foreign_country),
    };
    let mailing = profile.mailing.map(|address| address.one_line()).unwrap_or_default();
    [
        ("Physical address", profile.physical.one_line()),
        ("Mailing address", mailing),
        ("US phone", phone::spell_us(&profile.phones.us)),
        ("Foreign phone", foreign),
        ("Major", record.student.major.clone()),
    ]
    .into_iter()
    .map(|(label, value)| (label.to_owned(), value))
    .collect()
}

/// The records of the same person before and after this one.
async fn linked(look: &Look, record: &Record) -> Result<Vec<(String, String)>, ServiceError> {
    let earlier = match &record.student.previous_id {
        Some(id) => students::by_id(look.db(), id).await?,
        None => None,
    };
    let later = students::next_of(look.db(), &record.student.id).await?;
    let own = |row: &student::Model| row.school_id == record.student.school_id;
    let all = earlier.into_iter().chain(later).filter(own);
    Ok(all.map(|row| (row.id, row.sevis_id)).collect())
}

/// The reports that are not accepted: each with what was reported and where its check stands.
async fn open_reports(look: &Look, id: &str) -> Result<Vec<OpenReport>, ServiceError> {
    let rows = reviews::open_of_student(look.db(), id).await?;
    let ids: Vec<String> = rows.iter().map(|row| row.receipt_id.clone()).collect();
    let receipts = receipts::of(look.db(), &ids).await?;
    let report = |row: review::Model| {
        let what = receipts.get(&row.receipt_id)?.event.words().to_owned();
        Some(OpenReport { id: row.id, what, state: row.state.0 })
    };
    Ok(rows.into_iter().filter_map(report).collect())
}

/// Where the last list from SEVIS says otherwise.
async fn listed(
    look: &Look,
    record: &Record,
) -> Result<Option<(String, Vec<ListDifference>)>, ServiceError> {
    let ids = [record.student.id.clone()];
    let Some(row) = sevis_lists::of_students(look.db(), &ids).await?.pop() else { return Ok(None) };
    let (periods, jobs) = (&record.authorization_rows, &record.employer_rows);
    let zone = record.zone();
    let today = look.today(&zone);
    let own = sevis_list::on_record(&record.student, periods, jobs, today);
    let listed = sevis_list::listed(&row)?;
    let differ = sevis_list::compare(listed.as_ref(), &row.was, &own, today);
    Ok((!differ.is_empty()).then(|| (zone.words(instant(row.at)), differ)))
}

/// One record.
pub async fn view(look: &Look, visit: &Visit, id: &str) -> Result<RecordView, ServiceError> {
    let record = guards::school_record(look, visit, id).await?;
    let zone = record.zone();
    let today = look.today(&zone);
    let states = account_states::of(look, std::slice::from_ref(&record.student)).await?;
    let job = |row: &sevis_change::Model| {
        record.employer_rows.iter().find(|job| row.employer_id.as_ref() == Some(&job.id))
    };
    let outgoing = |row: sevis_change::Model| OutgoingRow {
        may_undo: batches::may_undo(&row, job(&row)),
        id: row.id,
        at: zone.words(instant(row.created_at)),
        what: SevisEvent::from_code(&row.event).map_or(row.event, |event| event.words().to_owned()),
        state: row.state.0,
        answer: row.answer,
        done_by: row.done_by,
        proof: row.proof,
    };
    let changes = sevis_changes::of_student(look.db(), id, OUTGOING).await?;
    Ok(RecordView {
        id: id.to_owned(),
        person: record.person(),
        linked: linked(look, &record).await?,
        birth_date: record.student.birth_date,
        contact: contact(&record),
        account: states.get(id).copied().unwrap_or(AccountState::NotEligible),
        count: record.count(today),
        authorizations: views(look, &record, today).await?,
        history: timeline(look, &record).await?.into_iter().map(|dated| dated.entry).collect(),
        amendments: super::amend::amendments(look, &record).await?,
        outgoing: changes.into_iter().map(outgoing).collect(),
        reports: open_reports(look, id).await?,
        plans: plans::rows_of(look, &record).await?,
        validations: super::validations::opened(look, &record, today).await?,
        sevis_list: listed(look, &record).await?,
    })
}
