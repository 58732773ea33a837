//! The rows of a list from SEVIS RTI, by SEVIS ID.

use super::cells::code;
use super::input::Input;
use super::plan::{MOST, too_many};
use super::reader::{Columns, File, Row};
use super::report::Report;
use crate::Failure;
use domain::authorization::Kind;
use domain::fault::Faults;
use domain::file_day::parse_us as day;
use domain::sevis_id::SevisId;
use domain::sevis_list::{Job, Listed, Span, is_over};
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
    // Further rows of a student may leave blank what the first has said; of two words the graver counts.
    let name = format!("{} {}", row.get("surname"), row.get("given_name"));
    if listed.name.is_empty() {
        name.trim().clone_into(&mut listed.name);
    }
    let status = row.get("status");
    if listed.status.is_empty() || is_over(status) {
        status.clone_into(&mut listed.status);
    }
    if row.has("start_date") && row.has("end_date") {
        listed.authorizations.get_or_insert_default();
    }
    if let (Some(start), Some(end)) = (start, end) {
        let span = Span { kind: kind(row.get("type")), start, end };
        let spans = listed.authorizations.get_or_insert_default();
        if !spans.contains(&span) {
            spans.push(span);
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
pub fn read(
    input: &Input,
    tell: &mut (dyn FnMut(String) + Send + Sync),
) -> Result<BTreeMap<String, Listed>, Failure> {
    let mut file = File::open(input, &COLUMNS)?;
    let (mut all, mut report) = (BTreeMap::new(), Report::new(tell));
    let mut of_each: HashMap<String, u32> = HashMap::new();
    loop {
        let rows = file.chunk(&mut report);
        if rows.is_empty() {
            break;
        }
        for row in rows {
            // Each is compared with all that its SEVIS ID has.
            if let Ok(Some(id)) = SevisId::parse(row.get("sevis_id")) {
                let rows = of_each.entry(id.to_string()).or_default();
                *rows += 1;
                if *rows == MOST + 1 {
                    report.fault(&file.path, row.line(), "sevis_id", &too_many());
                }
                if *rows > MOST {
                    continue;
                }
            }
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
