//! One exchange of a batch with SEVIS: the step is stored before the connection opens, and the answer after it has
//! closed. The exchange itself may fail at any point; no transaction is open during it.

use super::super::error::ServiceError;
use super::answers::{Counts, bare, refuses, take};
use super::discard::set_aside;
use crate::clock::{Zone, millis};
use crate::scope::Work;
use crate::sevis::line::Parcel;
use crate::sevis::log::{Log, read as read_log};
use crate::store::batches::{self, records};
use crate::store::code::Code;
use crate::store::entity::{batch, school};
use crate::store::{schools, sevis_changes};
use domain::sevis_state::{BatchState, SevisState, SevisWay};
use domain::transport::{
    ASKED_AT, Heard, MANY, NOT_YET, RARELY, Step, after_ask, after_upload, asked_on, pause,
    step as step_of,
};
use time::Duration;

/// For how long a batch is left to the process that has begun with it, in milliseconds: longer than an exchange
/// can take.
const CLAIM: i64 = 10 * 60 * 1000;

/// Begins what is next for a batch; nothing where it is another's, or not yet time.
pub async fn begin(work: Work, id: &str) -> Result<Option<(Step, Parcel)>, ServiceError> {
    let Some(row) = batches::lock(work.db(), id).await? else {
        return Ok(None);
    };
    let school = school_of(&work, &row).await?;
    let next = step_of(row.state.0).filter(|_| row.next_at <= work.at());
    let Some(next) = next.filter(|_| school.sevis_way == SevisWay::Transport) else {
        return Ok(None);
    };
    if next == Step::Upload && !is_whole(&work, &row).await? {
        // It never left, and something in it was entered by hand meanwhile: the rest goes with another one.
        set_aside(&work, row).await?;
        work.commit().await?;
        return Ok(None);
    }
    let state = match next {
        Step::Upload => BatchState::Sending,
        Step::Ask => row.state.0,
    };
    let parcel = Parcel {
        org: row.org.clone(),
        user: row.sevis_user.clone(),
        batch: row.id.clone(),
        xml: row.xml.clone(),
    };
    let next_at = work.at() + CLAIM;
    batches::update(work.db(), batch::Model { state: Code(state), next_at, ..row }).await?;
    work.commit().await?;
    Ok(Some((next, parcel)))
}

/// True while each change of a batch waits for its answer.
async fn is_whole(work: &Work, row: &batch::Model) -> Result<bool, ServiceError> {
    let all = records::of(work.db(), &row.id).await?;
    let ids: Vec<String> = all.iter().map(|record| record.change.clone()).collect();
    let changes = sevis_changes::some(work.db(), &ids).await?;
    Ok(all.iter().all(|record| {
        changes.iter().any(|change| {
            change.id == record.change
                && change.request_id == record.id
                && change.state == SevisState::Sent
        })
    }))
}

async fn school_of(work: &Work, row: &batch::Model) -> Result<school::Model, ServiceError> {
    let school = schools::by_id(work.db(), &row.school_id).await?;
    school.ok_or_else(|| ServiceError::Internal("batch: no school".into()))
}

/// What a reply says, and what is wrong with it.
fn heard(step: Step, row: &batch::Model, log: &Log) -> Result<Heard, String> {
    if log.test {
        return Err("a test system answered, which confirms nothing of production".into());
    }
    let batch = bare(&log.batch);
    let other = |told: &str, own: &str| !told.is_empty() && told != own;
    // The header of an S0001 answer is mangled (`sevis-batch.md` §4), so it is ignored.
    if log.upload != "S0001" && (other(batch, &row.id) || other(&log.org, &row.org)) {
        return Err(format!("the reply is of the batch {batch} of {}", log.org));
    }
    let says = |code: &str| [&log.download, &log.process, &log.upload].iter().any(|c| *c == code);
    if !log.records.is_empty() {
        return Ok(Heard::Answers);
    }
    if refuses(log) && batch == row.id {
        return Ok(Heard::Rejected);
    }
    let at_work = [&log.process, &log.download].iter().all(|c| matches!(c.as_str(), "" | "S0000"));
    match step {
        _ if log.upload == "S0010" => Ok(Heard::Before),
        Step::Ask if says("S0031") => Ok(Heard::Never),
        Step::Ask if says("S0030") => Ok(Heard::NotYet),
        Step::Ask if log.upload == "S0000" && at_work => Ok(Heard::NotYet),
        Step::Upload if log.upload == "S0000" => Ok(Heard::Taken),
        _ => {
            let code = [&log.process, &log.download, &log.upload];
            let code = code.into_iter().find(|code| !matches!(code.as_str(), "" | "S0000"));
            Err(format!("SEVIS answered {}", code.map_or("nothing", String::as_str)))
        }
    }
}

/// Notes what came back.
pub async fn hear(
    work: Work,
    id: &str,
    step: Step,
    reply: Result<Vec<u8>, String>,
) -> Result<(), ServiceError> {
    let Some(row) = batches::lock(work.db(), id).await? else {
        return Ok(());
    };
    let read = reply.and_then(|bytes| {
        let log = read_log(&bytes).map_err(|why| format!("the reply {why}"))?;
        let heard = heard(step, &row, &log)?;
        Ok((heard, log, bytes))
    });
    let (heard, mut trouble) = match &read {
        Ok((heard, ..)) => (*heard, String::new()),
        Err(why) => (Heard::Nothing, why.chars().take(300).collect()),
    };
    let after = match step {
        // An official may have brought its log meanwhile.
        Step::Upload if row.state != BatchState::Sending => row.state.0,
        Step::Upload => after_upload(heard),
        Step::Ask => after_ask(row.state.0, heard),
    };
    let mut row = row;
    let mut tries = if matches!(heard, Heard::Nothing | Heard::Never) { row.tries + 1 } else { 0 };
    if let (Heard::Answers | Heard::Rejected, Ok((_, log, bytes))) = (heard, &read) {
        let before = row.tries;
        let counts = take(&work, (log, bytes), row, (None, step == Step::Ask)).await?;
        row = batches::by_id(work.db(), id).await?.ok_or_else(gone)?;
        if !counts.changed && step_of(row.state.0).is_some() {
            tries = before + 1;
            trouble = silent(&counts);
        }
    } else {
        row.state = Code(after);
    }
    let next_at = next(&work, &row, heard, tries).await?;
    batches::update(work.db(), batch::Model { tries, next_at, trouble, ..row }).await?;
    Ok(work.commit().await?)
}

fn gone() -> ServiceError {
    ServiceError::Internal("batch: gone".into())
}

/// What a log says that says nothing new, though something is open.
fn silent(counts: &Counts) -> String {
    match (counts.unmatched.len(), counts.unanswered) {
        (0, n) => format!("SEVIS has not answered {n} of its records"),
        (_, n) => format!(
            "the log answers other records, and {n} of this batch are open: look them up in SEVIS"
        ),
    }
}

/// When what is next is done.
async fn next(
    work: &Work,
    row: &batch::Model,
    heard: Heard,
    tries: i32,
) -> Result<i64, ServiceError> {
    let tried = u32::try_from(tries).unwrap_or_default();
    Ok(match heard {
        Heard::Answers if tried > MANY => work.at() + RARELY * 1000,
        Heard::Nothing | Heard::Never => work.at() + pause(tried) * 1000,
        Heard::NotYet => work.at() + NOT_YET * 1000,
        Heard::Taken | Heard::Before | Heard::Answers | Heard::Rejected => {
            let zone = Zone::of(&school_of(work, row).await?.time_zone);
            let day = asked_on(work.today(&zone));
            millis(zone.begins(day) + Duration::hours(ASKED_AT))
        }
    })
}
