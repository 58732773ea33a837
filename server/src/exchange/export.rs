//! `foothold students export`: one row a student, in chunks.

use crate::cli::Failure;
use crate::clock::Zone;
use crate::portal::Portal;
use crate::service::console::states_of;
use crate::store::convert;
use crate::store::entity::{authorization, employer, school, student};
use app::AppError;
use domain::authorization::Status;
use domain::date::iso;
use domain::unemployment::count;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

const CHUNK: u64 = 400;

const HEADER: [&str; 10] = [
    "sevis_id",
    "surname",
    "given_name",
    "account_state",
    "authorization_type",
    "authorization_start",
    "authorization_end",
    "unemployment_used",
    "unemployment_allowed",
    "limit_reached_on",
];

/// A cell that a spreadsheet will not take for a formula.
fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Writes the CSV.
pub async fn run(
    portal: &Portal,
    as_of: Option<domain::Date>,
    code: Option<&str>,
    out: impl std::io::Write,
) -> Result<(), Failure> {
    let db = portal.store.db();
    let mut wanted = school::Entity::find();
    if let Some(code) = code {
        wanted = wanted.filter(school::Column::Code.eq(code));
    }
    let schools: HashMap<String, Zone> =
        wanted.all(db).await?.into_iter().map(|s| (s.id, Zone::of(&s.time_zone))).collect();
    if let (Some(code), true) = (code, schools.is_empty()) {
        return Err(format!("there is no school {code}").into());
    }
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADER)?;
    let mut after = String::new();
    loop {
        let students = student::Entity::find()
            .filter(student::Column::SevisId.gt(&after))
            .order_by_asc(student::Column::SevisId)
            .limit(CHUNK)
            .all(db)
            .await?;
        let Some(last) = students.last() else {
            return Ok(csv.flush()?);
        };
        after.clone_from(&last.sevis_id);
        // Schools are told apart here: asked of the database, it would sort all students each time.
        let students: Vec<student::Model> = students
            .into_iter()
            .filter(|student| schools.contains_key(&student.school_id))
            .collect();
        let ids = || students.iter().map(|student| student.id.clone());
        let authorizations = authorization::Entity::find()
            .filter(authorization::Column::StudentId.is_in(ids()))
            .all(db)
            .await?;
        let employers = employer::Entity::find()
            .filter(employer::Column::StudentId.is_in(ids()))
            .all(db)
            .await?;
        let states = states_of(portal, db, &students)
            .await
            .map_err(|fail| AppError::from(fail).to_string())?;
        let mut authorizations_of: HashMap<&str, Vec<authorization::Model>> = HashMap::new();
        for row in &authorizations {
            authorizations_of.entry(&row.student_id).or_default().push(row.clone());
        }
        let mut employers_of: HashMap<&str, Vec<employer::Model>> = HashMap::new();
        for row in &employers {
            employers_of.entry(&row.student_id).or_default().push(row.clone());
        }
        for student in &students {
            let today = schools.get(&student.school_id).map(|zone| portal.today(zone));
            let as_of = as_of.or(today).unwrap_or_else(|| portal.now().date());
            let mine = authorizations_of.remove(student.id.as_str()).unwrap_or_default();
            let jobs = employers_of.remove(student.id.as_str()).unwrap_or_default();
            let count = count(&convert::periods(&mine, &jobs)?, as_of);
            let current = current(&mine, as_of);
            let state = states.get(&student.id).map(|state| state.code()).unwrap_or_default();
            let days = |value: Option<u32>| value.map(|n| n.to_string()).unwrap_or_default();
            csv.write_record([
                cell(&student.sevis_id),
                cell(&student.surname),
                cell(&student.given_name),
                state.to_owned(),
                current.map(|a| a.kind.clone()).unwrap_or_default(),
                current.map(|a| iso(a.start_date)).unwrap_or_default(),
                current.map(|a| iso(a.end_date)).unwrap_or_default(),
                days(count.as_ref().map(|c| c.used)),
                days(count.as_ref().map(|c| c.allowed)),
                count.and_then(|c| c.reached_on).map(iso).unwrap_or_default(),
            ])?;
        }
    }
}

/// The authorization that runs on the day; else the newest approved one; else the newest.
fn current(rows: &[authorization::Model], as_of: domain::Date) -> Option<&authorization::Model> {
    rows.iter().max_by_key(|row| {
        let approved = row.status == Status::Approved.code();
        let runs = approved && row.start_date <= as_of && as_of <= row.end_date;
        (runs, approved, row.start_date)
    })
}
