//! The authorizations file.

use super::import::Summary;
use super::rows::{Columns, File, Report, Row, code, day};
use crate::cli::Failure;
use crate::clock::millis;
use crate::jobs;
use crate::portal::Portal;
use crate::secret::id;
use crate::service::record::Record;
use crate::store::entity::{authorization, history, student};
use app::AppError;
use domain::authorization::{Kind, Schedule, Status};
use domain::fault::{FaultCode, Faults};
use domain::history::{Doer, Event, Snapshot};
use domain::sevis_id::SevisId;
use domain::{date, text};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
};
use std::collections::{HashMap, HashSet};

/// The file's columns.
pub const COLUMNS: Columns = Columns {
    required: &["sevis_id", "type", "status", "schedule", "start_date", "end_date"],
    optional: &["remarks"],
};

/// The students of these SEVIS IDs, by SEVIS ID.
pub async fn students_of(
    tx: &impl ConnectionTrait,
    ids: impl Iterator<Item = String>,
) -> Result<HashMap<String, String>, sea_orm::DbErr> {
    Ok(student::Entity::find()
        .select_only()
        .columns([student::Column::SevisId, student::Column::Id])
        .filter(student::Column::SevisId.is_in(ids))
        .into_tuple::<(String, String)>()
        .all(tx)
        .await?
        .into_iter()
        .collect())
}

/// The SEVIS ID of a row, canonical.
pub fn sevis_id(row: &Row) -> Option<String> {
    SevisId::parse(row.get("sevis_id")).ok().flatten().map(|id| id.to_string())
}

/// Imports the file.
pub async fn import(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    file: &mut File,
    report: &mut Report<'_>,
    summary: &mut Summary,
) -> Result<(), Failure> {
    loop {
        let rows = file.chunk(report);
        if rows.is_empty() {
            return Ok(());
        }
        let students = students_of(tx, rows.iter().filter_map(sevis_id)).await?;
        let mut known: HashMap<(String, String, domain::Date), authorization::Model> =
            authorization::Entity::find()
                .filter(authorization::Column::StudentId.is_in(students.values().cloned()))
                .all(tx)
                .await?
                .into_iter()
                .map(|row| ((row.student_id.clone(), row.kind.clone(), row.start_date), row))
                .collect();
        let (mut added, mut lines, mut reopened) = (Vec::new(), Vec::new(), HashSet::new());
        for row in &rows {
            let mut faults = Faults::default();
            let parsed = parse(row, &students, &mut faults);
            let Some(parsed) = parsed.filter(|_| faults.is_empty()) else {
                report.of_row(&file.path, row.line(), faults);
                continue;
            };
            if report.faults > 0 {
                continue;
            }
            let key = (parsed.student_id.clone(), parsed.kind.clone(), parsed.start_date);
            let before = known.get(&key).cloned();
            let mut parsed = parsed;
            if let Some(before) = before.as_ref().filter(|_| !row.has("remarks")) {
                parsed.remarks.clone_from(&before.remarks);
            }
            let changes =
                before.as_ref().map_or_else(Snapshot::new, snapshot).changes_to(&snapshot(&parsed));
            if changes.is_empty() {
                continue;
            }
            summary.authorizations += 1;
            lines.push(history::ActiveModel {
                id: Set(id()),
                student_id: Set(parsed.student_id.clone()),
                at: Set(millis(portal.now())),
                event: Set(Event::AuthorizationChanged.code().to_owned()),
                doer: Set(Doer::Official.code().to_owned()),
                doer_name: Set("School import".to_owned()),
                changes: Set(serde_json::to_string(&changes).unwrap_or_default()),
            });
            if parsed.status == Status::Approved.code() {
                reopened.insert(parsed.student_id.clone());
            }
            match before {
                Some(before) => {
                    let parsed = authorization::Model { id: before.id, ..parsed };
                    known.insert(key, parsed.clone());
                    if let Some(at) =
                        added.iter().position(|a: &authorization::Model| a.id == parsed.id)
                    {
                        added[at] = parsed;
                    } else {
                        authorization::ActiveModel::from(parsed).reset_all().update(tx).await?;
                    }
                }
                None => {
                    known.insert(key, parsed.clone());
                    added.push(parsed);
                }
            }
        }
        if !added.is_empty() {
            let added = added.into_iter().map(authorization::ActiveModel::from);
            authorization::Entity::insert_many(added).exec_without_returning(tx).await?;
        }
        if !lines.is_empty() {
            history::Entity::insert_many(lines).exec_without_returning(tx).await?;
        }
        reopen_ended(tx, portal, reopened).await?;
    }
}

/// A new authorization opens accounts that were closing.
async fn reopen_ended(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    students: HashSet<String>,
) -> Result<(), Failure> {
    use crate::store::entity::account;
    let ending: Vec<Option<String>> = account::Entity::find()
        .select_only()
        .column(account::Column::StudentId)
        .filter(account::Column::StudentId.is_in(students))
        .filter(account::Column::AccessStage.gt(0))
        .into_tuple()
        .all(tx)
        .await?;
    for student in ending.into_iter().flatten() {
        if let Some(record) = Record::load(tx, &student).await? {
            jobs::reopen(tx, portal, &record)
                .await
                .map_err(|fail| AppError::from(fail).to_string())?;
        }
    }
    Ok(())
}

fn parse(
    row: &Row,
    students: &HashMap<String, String>,
    faults: &mut Faults,
) -> Option<authorization::Model> {
    let sevis = faults.required("sevis_id", SevisId::parse(row.get("sevis_id")));
    let student_id = sevis.and_then(|id| {
        let found = students.get(id.as_str()).cloned().ok_or(FaultCode::NotAChoice);
        faults.keep("sevis_id", found)
    });
    let kind = faults.required("type", code(row.get("type"), Kind::from_code));
    let status = faults.required("status", code(row.get("status"), Status::from_code));
    let schedule = faults.required("schedule", code(row.get("schedule"), Schedule::from_code));
    let start = faults.required("start_date", day(row.get("start_date")));
    let end = faults.required("end_date", day(row.get("end_date")));
    let remarks = faults.keep("remarks", text::paragraph(row.get("remarks"), 500));
    if let (Some(start), Some(end)) = (start, end)
        && start >= end
    {
        faults.add("end_date", FaultCode::EndNotAfterStart);
    }
    Some(authorization::Model {
        id: id(),
        student_id: student_id?,
        kind: kind?.code().to_owned(),
        status: status?.code().to_owned(),
        schedule: schedule?.code().to_owned(),
        start_date: start?,
        end_date: end?,
        remarks: remarks?.unwrap_or_default(),
    })
}

fn snapshot(row: &authorization::Model) -> Snapshot {
    let words = |code: Option<&'static str>| code.unwrap_or_default();
    Snapshot::new()
        .with("Authorization", words(Kind::from_code(&row.kind).map(Kind::words)))
        .with("Status", words(Status::from_code(&row.status).map(Status::words)))
        .with("Schedule", words(Schedule::from_code(&row.schedule).map(Schedule::words)))
        .with("Start date", date::typed(row.start_date))
        .with("End date", date::typed(row.end_date))
        .with("Remarks", &*row.remarks)
}
