//! A list from SEVIS RTI: read row by row, compared with the records, kept for alerts. Records stay as they are.

use super::cells::code;
use super::input::Input;
use super::reader::{CHUNK, Columns, File, Row};
use super::report::Report;
use crate::Failure;
use crate::portal::Portal;
use crate::scope::{Look, Work};
use crate::secret::id;
use crate::service::ServiceError;
use crate::service::error::write_json;
use crate::service::record::sevis_list::{compare, listed, on_record, one_runs};
use crate::store::entity::{authorization, employer, school, sevis_listed, student};
use crate::store::{authorizations, employers, sevis_lists, students};
use app::words::list_difference;
use domain::authorization::Kind;
use domain::fault::Faults;
use domain::file_day::parse_us as day;
use domain::sevis_id::SevisId;
use domain::sevis_list::{Job, Listed, Span};
use std::collections::{BTreeMap, HashMap};

/// The list's columns. Only the SEVIS ID is needed: what is not there is not compared.
pub const COLUMNS: Columns = Columns {
    required: &["sevis_id"],
    optional: &[
        "surname",
        "given_name",
        "status",
        "type",
        "start_date",
        "end_date",
        "employer",
        "employer_start",
        "employer_end",
    ],
};

/// What came of a comparison.
pub struct Compared {
    /// Students in the list.
    pub listed: usize,
    /// Of these, those who are not on record.
    pub unknown: usize,
    /// Students whose authorization runs, and whom the list does not have.
    pub missing: usize,
    /// Students in whom list and record differ, those that are missing included.
    pub differing: usize,
    rows: Vec<sevis_listed::Model>,
}

/// The type in the words of RTI or in our codes; none where it is another one.
fn kind(text: &str) -> Option<Kind> {
    let letters: String = text.chars().filter(|c| c.is_ascii_alphabetic()).collect();
    let plain = letters.to_ascii_lowercase();
    code(text, Kind::from_code).ok().flatten().or(match plain.as_str() {
        stem if stem.contains("stem") => Some(Kind::Stem),
        pre if pre.contains("precompletion") => Some(Kind::PreCompletion),
        post if post.contains("postcompletion") => Some(Kind::PostCompletion),
        _ => None,
    })
}

/// Adds what a row says to what its SEVIS ID has.
fn hear(row: &Row, all: &mut BTreeMap<String, Listed>, faults: &mut Faults) {
    let id = faults.required("sevis_id", SevisId::parse(row.get("sevis_id")));
    let start = faults.keep("start_date", day(row.get("start_date"))).flatten();
    let end = faults.keep("end_date", day(row.get("end_date"))).flatten();
    let began = faults.keep("employer_start", day(row.get("employer_start"))).flatten();
    let ended = faults.keep("employer_end", day(row.get("employer_end"))).flatten();
    let Some(id) = id.filter(|_| faults.is_empty()) else { return };
    let listed = all.entry(id.to_string()).or_default();
    listed.name = format!("{} {}", row.get("surname"), row.get("given_name")).trim().to_owned();
    row.get("status").clone_into(&mut listed.status);
    if let (Some(start), Some(end)) = (start, end) {
        let span = Span { kind: kind(row.get("type")), start, end };
        if !listed.authorizations.contains(&span) {
            listed.authorizations.push(span);
        }
    }
    if row.has("employer") {
        let jobs = listed.employers.get_or_insert_default();
        let job = Job { name: row.get("employer").to_owned(), start: began, end: ended };
        if !job.name.is_empty() && !jobs.contains(&job) {
            jobs.push(job);
        }
    }
}

/// Reads the list; each fault is told.
fn read(
    input: &Input,
    tell: &mut (dyn FnMut(String) + Send + Sync),
) -> Result<BTreeMap<String, Listed>, Failure> {
    let mut file = File::open(input, &COLUMNS)?;
    let (mut all, mut report) = (BTreeMap::new(), Report::new(tell));
    loop {
        let rows = file.chunk(&mut report);
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let mut faults = Faults::default();
            hear(&row, &mut all, &mut faults);
            report.faults(&file.path, row.line(), faults);
        }
    }
    match (report.faults, all.is_empty()) {
        (0, true) => Err("the list has no rows, so nothing was compared".into()),
        (0, false) => Ok(all),
        (1, _) => Err("nothing was compared: 1 fault found".into()),
        (n, _) => Err(format!("nothing was compared: {n} faults found").into()),
    }
}

fn by_student<T>(rows: Vec<T>, of: impl Fn(&T) -> String) -> HashMap<String, Vec<T>> {
    let mut all: HashMap<String, Vec<T>> = HashMap::new();
    for row in rows {
        all.entry(of(&row)).or_default().push(row);
    }
    all
}

/// What the list says of some students, with the differences told.
async fn some(
    look: &Look,
    (school, before): (&school::Model, &HashMap<String, String>),
    (rows, all): (&[student::Model], &BTreeMap<String, Listed>),
    (done, lines): (&mut Compared, &mut Vec<String>),
) -> Result<(), ServiceError> {
    let today = look.today(&crate::clock::Zone::of(&school.time_zone));
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let periods = authorizations::of_students(look.db(), &ids).await?;
    let periods = by_student(periods, |row: &authorization::Model| row.student_id.clone());
    let jobs = employers::of_students(look.db(), &ids).await?;
    let jobs = by_student(jobs, |row: &employer::Model| row.student_id.clone());
    for student in rows {
        let own = periods.get(&student.id).map_or(&[][..], Vec::as_slice);
        let found = all.get(&student.sevis_id);
        if found.is_none() && !one_runs(own, today) {
            continue;
        }
        let was = before.get(&student.id).cloned().unwrap_or_default();
        let jobs = jobs.get(&student.id).map_or(&[][..], Vec::as_slice);
        let differ = compare(found, &was, &on_record(student, own, jobs), today);
        done.missing += usize::from(found.is_none());
        done.differing += usize::from(!differ.is_empty());
        for one in &differ {
            let words = list_difference(one);
            lines.push(format!("{} {}: {words}", student.sevis_id, student.surname));
        }
        done.rows.push(sevis_listed::Model {
            id: id(),
            school_id: school.id.clone(),
            student_id: student.id.clone(),
            at: look.at(),
            listed: match found {
                Some(found) => write_json("listed", found)?,
                None => String::new(),
            },
            was,
        });
    }
    Ok(())
}

/// The status of each student in the list before.
async fn statuses(look: &Look, school: &str) -> Result<HashMap<String, String>, ServiceError> {
    let rows = sevis_lists::of_school(look.db(), school).await?.into_iter();
    let status = rows.map(|row| {
        let status = listed(&row)?.map(|listed| listed.status).unwrap_or_default();
        Ok((row.student_id, status))
    });
    status.collect()
}

/// Compares a list with the records of a school; `lines` get what is told.
pub async fn run(
    portal: &Portal,
    school: &school::Model,
    input: &Input,
    lines: &mut Vec<String>,
) -> Result<Compared, Failure> {
    let told = |error: ServiceError| Failure::from(app::AppError::from(error).to_string());
    let all = read(input, &mut |line| lines.push(line))?;
    let look = portal.look();
    let before = statuses(&look, &school.id).await.map_err(told)?;
    let mut done = Compared {
        listed: all.len(),
        unknown: all.len(),
        missing: 0,
        differing: 0,
        rows: Vec::new(),
    };
    let (mut after, chunk) = (String::new(), CHUNK as u64);
    loop {
        let rows = students::after_sevis_id(look.db(), Some(&school.id), &after, chunk).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.sevis_id);
        done.unknown -= rows.iter().filter(|row| all.contains_key(&row.sevis_id)).count();
        let both = (&mut done, &mut *lines);
        some(&look, (school, &before), (&rows, &all), both).await.map_err(told)?;
    }
    Ok(done)
}

/// Keeps what was compared, for alerts and records, in the place of the list before.
pub async fn keep(work: Work, school: &str, compared: Compared) -> Result<(), ServiceError> {
    sevis_lists::replace(work.db(), school, compared.rows).await?;
    Ok(work.commit().await?)
}
