//! `foothold students export`: one row a student, in chunks.

use crate::Failure;
use crate::clock::Zone;
use crate::portal::Portal;
use crate::scope::Look;
use crate::service::ServiceError;
use crate::service::record::account_states;
use crate::store::entity::{authorization, employer, student};
use crate::store::{authorizations, convert, employers, schools, students};
use app::AppError;
use app::wire::AccountState;
use domain::Date;
use domain::authorization::{Authorization, Status};
use domain::date::iso;
use domain::unemployment::{Count, count};
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
pub(super) fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Writes the CSV; for Excel with the mark by which it knows UTF-8.
pub async fn run(
    portal: &Portal,
    as_of: Option<Date>,
    code: Option<&str>,
    excel: bool,
    mut out: impl std::io::Write,
) -> Result<(), Failure> {
    if excel {
        // Without this mark Excel takes UTF-8 for the code page of the machine.
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let told = |error: ServiceError| AppError::from(error).to_string();
    let look = portal.look();
    let mut wanted = schools::all(look.db()).await.map_err(|e| told(e.into()))?;
    wanted.retain(|school| code.is_none_or(|code| school.code == code));
    if let (Some(code), true) = (code, wanted.is_empty()) {
        return Err(format!("there is no school {code}").into());
    }
    let zones: HashMap<String, Zone> =
        wanted.into_iter().map(|s| (s.id, Zone::of(&s.time_zone))).collect();
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(HEADER)?;
    let mut after = String::new();
    loop {
        let mut rows = students::after_sevis_id(look.db(), None, &after, CHUNK)
            .await
            .map_err(|e| told(e.into()))?;
        let Some(last) = rows.last() else {
            return Ok(csv.flush()?);
        };
        after.clone_from(&last.sevis_id);
        // Schools are told apart here: asked of the database, it would sort all students each time.
        rows.retain(|student| zones.contains_key(&student.school_id));
        let around = Around::of(&look, &rows).await.map_err(told)?;
        for student in &rows {
            let today = zones.get(&student.school_id).map(|zone| look.today(zone));
            let as_of = as_of.or(today).unwrap_or_else(|| look.now().date());
            csv.write_record(around.record(student, as_of))?;
        }
    }
}

/// What a chunk's rows need besides the students.
struct Around {
    authorizations: HashMap<String, Vec<authorization::Model>>,
    employers: HashMap<String, Vec<employer::Model>>,
    states: HashMap<String, AccountState>,
}

impl Around {
    async fn of(look: &Look, students: &[student::Model]) -> Result<Self, ServiceError> {
        let ids: Vec<String> = students.iter().map(|student| student.id.clone()).collect();
        let mut authorizations: HashMap<String, Vec<_>> = HashMap::new();
        for row in authorizations::of_students(look.db(), &ids).await? {
            authorizations.entry(row.student_id.clone()).or_default().push(row);
        }
        let mut employers: HashMap<String, Vec<_>> = HashMap::new();
        for row in employers::of_students(look.db(), &ids).await? {
            employers.entry(row.student_id.clone()).or_default().push(row);
        }
        let states = account_states::of(look, students).await?;
        Ok(Self { authorizations, employers, states })
    }

    fn record(&self, student: &student::Model, as_of: Date) -> [String; 10] {
        let none = (Vec::new(), Vec::new());
        let mine = self.authorizations.get(&student.id).unwrap_or(&none.0);
        let jobs = self.employers.get(&student.id).unwrap_or(&none.1);
        let current = current(mine, as_of);
        // Days of another OPT than the one that the row names are none of it.
        let of_it = |count: &Count| {
            let about = current.map(convert::authorization).filter(Authorization::counts);
            about.is_some_and(|a| (count.opt.from..=count.opt.to).contains(&a.start))
        };
        let count = count(&convert::periods(mine, jobs), as_of).filter(of_it);
        let state = self.states.get(&student.id).map(|state| state.code()).unwrap_or_default();
        let days = |value: Option<u32>| value.map(|n| n.to_string()).unwrap_or_default();
        [
            cell(&student.sevis_id),
            cell(&student.surname),
            cell(&student.given_name),
            state.to_owned(),
            current.map(|a| a.kind.code().to_owned()).unwrap_or_default(),
            current.map(|a| iso(a.start_date)).unwrap_or_default(),
            current.map(|a| iso(a.end_date)).unwrap_or_default(),
            days(count.as_ref().map(|c| c.used)),
            days(count.as_ref().map(|c| c.allowed)),
            count.and_then(|c| c.reached_on).map(iso).unwrap_or_default(),
        ]
    }
}

/// The authorization that runs on the day; else the newest approved one; else the newest.
fn current(rows: &[authorization::Model], as_of: Date) -> Option<&authorization::Model> {
    rows.iter().max_by_key(|row| {
        let approved = row.status == Status::Approved;
        let runs = approved && row.start_date <= as_of && as_of <= row.end_date;
        (runs, approved, row.start_date)
    })
}
