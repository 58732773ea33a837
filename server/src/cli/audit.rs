//! `foothold audit export` and `foothold check`.

use crate::Failure;
use crate::clock::{instant, rfc3339};
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::audit::{self, detail};
use crate::service::keys;
use crate::store::audits;
use app::AppError;
use domain::Date;
use serde::Serialize;
use std::io::Write as _;

/// Rows read at once.
const CHUNK: u64 = 500;

fn told(error: impl Into<ServiceError>) -> Failure {
    AppError::from(error.into()).to_string().into()
}

/// An entry as it is exported.
#[derive(Serialize)]
struct Line<'a> {
    seq: i64,
    at: String,
    actor: &'a str,
    actor_name: &'a str,
    school: &'a str,
    act: &'static str,
    subjects: Vec<&'a str>,
    before: String,
    after: String,
    hash: &'a str,
}

/// Prints the audit as JSON lines, in its order; days are in UTC, and both count.
pub async fn export(portal: &Portal, from: Option<Date>, to: Option<Date>) -> Result<(), Failure> {
    let look = portal.look();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut after = 0;
    loop {
        let rows = audits::after(look.db(), after, CHUNK).await.map_err(told)?;
        let Some(last) = rows.last() else {
            return Ok(out.flush()?);
        };
        after = last.seq;
        for row in &rows {
            let day = instant(row.at).date();
            if from.is_some_and(|from| day < from) || to.is_some_and(|to| day > to) {
                continue;
            }
            let (before, after) = detail(&look, row).unwrap_or_default();
            let line = Line {
                seq: row.seq,
                at: rfc3339(instant(row.at)),
                actor: &row.actor,
                actor_name: &row.actor_name,
                school: &row.school,
                act: row.act.code(),
                subjects: row.subjects.split(',').filter(|part| !part.is_empty()).collect(),
                before,
                after,
                hash: &row.hash,
            };
            serde_json::to_writer(&mut out, &line)?;
            out.write_all(b"\n")?;
        }
    }
}

/// Verifies the chain: every entry in its place, unchanged, bound to the one before, and found by
/// whom it is about. What is written meanwhile is left to the next time.
pub async fn check(portal: &Portal) -> Result<(), Failure> {
    let faults = portal.store.faults().await.map_err(told)?;
    if let Some(first) = faults.first() {
        return Err(format!("the database is damaged ({} faults): {first}", faults.len()).into());
    }
    let look = portal.look();
    keys::refuse(&look).await?;
    let end = audits::end(look.db()).await.map_err(told)?;
    let (last, hash) = end.map_or((0, String::new()), |end| (end.seq, end.hash));
    let (mut seq, mut previous) = (0, String::new());
    while seq < last {
        let rows = audits::after(look.db(), seq, CHUNK).await.map_err(told)?;
        if rows.is_empty() {
            return Err(missing(seq));
        }
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        let mut about = audits::subjects_of(look.db(), &ids).await.map_err(told)?;
        for row in rows.into_iter().take_while(|row| row.seq <= last) {
            let mut found = about.remove(&row.id).unwrap_or_default();
            found.sort();
            let whole = row.seq == seq + 1
                && row.previous == previous
                && audit::hash(&look, &row).map_err(told)? == row.hash
                && found.join(",") == row.subjects;
            if !whole {
                return Err(format!(
                    "the audit log is damaged or was changed at entry {}",
                    seq + 1
                )
                .into());
            }
            (seq, previous) = (row.seq, row.hash);
        }
    }
    // Rows without an end: the end was removed.
    let beyond = last == 0 && !audits::after(look.db(), 0, 1).await.map_err(told)?.is_empty();
    if previous != hash || beyond {
        return Err(missing(seq));
    }
    println!("The audit log is intact. Entries: {seq}. Last hash: {previous}");
    Ok(())
}

fn missing(seq: i64) -> Failure {
    format!("the audit ends at entry {seq}, and what belongs after it is missing").into()
}
