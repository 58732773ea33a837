//! A batch and SEVIS: what is next is written before the connection opens, and what came back is noted after it
//! has closed. What lies between can fail in every way, and no transaction is open while it does.

use super::super::error::ServiceError;
use super::answers::{REJECTED, take};
use crate::clock::{Zone, millis};
use crate::scope::Work;
use crate::sevis::line::Parcel;
use crate::sevis::log::{Log, read as read_log};
use crate::store::code::Code;
use crate::store::entity::{batch, school};
use crate::store::{batches, schools};
use domain::sevis_state::{BatchState, SevisWay};
use domain::transport::{
    ASKED_AT, Heard, NOT_YET, Step, after_ask, after_upload, asked_on, pause, step,
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
    let next = step(row.state.0).filter(|_| row.next_at <= work.at());
    let Some(next) = next.filter(|_| school.sevis_way == SevisWay::Transport) else {
        return Ok(None);
    };
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

async fn school_of(work: &Work, row: &batch::Model) -> Result<school::Model, ServiceError> {
    let school = schools::by_id(work.db(), &row.school_id).await?;
    school.ok_or_else(|| ServiceError::Internal("batch: no school".into()))
}

/// What a reply says, and what is wrong with it.
fn heard(step: Step, log: &Log) -> Result<Heard, String> {
    if log.test {
        return Err("a test system answered, which confirms nothing of production".into());
    }
    let says = |code: &str| [&log.download, &log.process, &log.upload].iter().any(|c| *c == code);
    if !log.records.is_empty() {
        return Ok(Heard::Answers);
    }
    if REJECTED.contains(&log.upload.as_str()) {
        return Ok(Heard::Rejected);
    }
    match step {
        _ if log.upload == "S0010" => Ok(Heard::Before),
        Step::Ask if says("S0031") => Ok(Heard::Never),
        Step::Ask if says("S0030") => Ok(Heard::NotYet),
        Step::Ask if log.upload == "S0000" => Ok(Heard::NotYet),
        Step::Upload if log.upload == "S0000" => Ok(Heard::Taken),
        _ => {
            let code = [&log.upload, &log.process, &log.download];
            let code = code.into_iter().find(|code| !code.is_empty());
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
        let heard = heard(step, &log)?;
        Ok((heard, log, bytes))
    });
    let (heard, trouble) = match &read {
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
    if let (Heard::Answers | Heard::Rejected, Ok((_, log, bytes))) = (heard, &read) {
        take(&work, log, bytes, row, None).await?;
        let noted = batches::lock(work.db(), id).await?;
        row = noted.ok_or_else(|| ServiceError::Internal("batch: gone".into()))?;
    } else {
        row.state = Code(after);
    }
    let tries = match heard {
        Heard::Nothing | Heard::Never => row.tries + 1,
        _ => 0,
    };
    let next_at = next(&work, &row, heard, tries).await?;
    batches::update(work.db(), batch::Model { tries, next_at, trouble, ..row }).await?;
    Ok(work.commit().await?)
}

/// When what is next is done.
async fn next(
    work: &Work,
    row: &batch::Model,
    heard: Heard,
    tries: i32,
) -> Result<i64, ServiceError> {
    Ok(match heard {
        Heard::Nothing | Heard::Never => {
            work.at() + pause(u32::try_from(tries).unwrap_or_default()) * 1000
        }
        Heard::NotYet => work.at() + NOT_YET * 1000,
        Heard::Taken | Heard::Before | Heard::Answers | Heard::Rejected => {
            let zone = Zone::of(&school_of(work, row).await?.time_zone);
            let day = asked_on(work.today(&zone));
            millis(zone.begins(day) + Duration::hours(ASKED_AT))
        }
    })
}
