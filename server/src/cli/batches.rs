//! `foothold batch`.

use crate::Failure;
use crate::clock::Zone;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::batches::{Exported, NothingDue, due, export as make, hold, read_answer};
use crate::sevis::log;
use crate::store::entity::school;
use crate::store::{batches, schools};
use app::AppError;
use domain::sevis_state::SevisWay;
use std::path::Path;

fn told(error: impl Into<ServiceError>) -> Failure {
    AppError::from(error.into()).to_string().into()
}

/// The school of a code; without one, the only school that sends batches.
async fn school_of(portal: &Portal, code: Option<&str>) -> Result<school::Model, Failure> {
    let look = portal.look();
    if let Some(code) = code {
        let found = schools::by_code(look.db(), code).await.map_err(told)?;
        return found.ok_or_else(|| format!("there is no school {code}").into());
    }
    let all = schools::all(look.db()).await.map_err(told)?;
    let mut sending: Vec<_> =
        all.into_iter().filter(|school| school.sevis_way.0.has_batches()).collect();
    match (sending.pop(), sending.len()) {
        (Some(only), 0) => Ok(only),
        (None, _) => {
            Err("no school sends batches: `foothold school set --code CODE --sevis batch`".into())
        }
        _ => Err("several schools send batches: name one with --school".into()),
    }
}

/// Makes the next batch and writes its file. What is held back is told, change by change.
pub async fn export(portal: &Portal, out: &Path, code: Option<&str>) -> Result<(), Failure> {
    let school = school_of(portal, code).await?;
    let made = make(portal.work().await?, &school.id, None).await.map_err(told)?;
    for due in due(&portal.look(), &school, usize::MAX).await.map_err(told)?.due {
        for held in &due.held {
            eprintln!("held back: {}, {}: {}", due.student.sevis_id, held.field, held.why);
        }
    }
    match made {
        Ok(Exported { batch, xml, changes, held }) => {
            // Stored before it leaves: should this fail, `foothold batch list` has it.
            std::fs::write(out, xml).map_err(|error| {
                format!("{}: {error}; the batch {batch} is stored, and the console has its file", out.display())
            })?;
            println!("Batch {batch}. Changes: {changes}, held back: {held}.");
            if school.sevis_way == SevisWay::Transport {
                println!("The portal sends it: do not upload this file.");
            }
            Ok(())
        }
        Err(NothingDue::Nothing) => {
            println!("Nothing is due.");
            Ok(())
        }
        Err(NothingDue::AllHeld(n)) => {
            println!("Nothing is due. Changes held back: {n}.");
            Ok(())
        }
        Err(NothingDue::OtherWay(way)) => Err(format!(
            "the school {} passes changes on in another way ({}): `foothold school set --code {} --sevis batch`",
            school.code,
            way.words(),
            school.code
        )
        .into()),
        Err(NothingDue::Lacking(lacking)) => Err(lacking.0.into()),
    }
}

/// Lets everything rest for so many hours.
pub async fn rest(portal: &Portal, hours: u32) -> Result<(), Failure> {
    hold(portal.work().await?, hours).await.map_err(told)?;
    match hours {
        0 => println!("The pause has ended: batches are made and sent again."),
        n => println!("Paused for {n} hours: no batch is made in the evening, sent or asked for."),
    }
    Ok(())
}

/// Reads a transaction log.
pub async fn import(portal: &Portal, file: &Path) -> Result<(), Failure> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let none = |why| format!("{} {why}; nothing was noted", file.display());
    let bytes = log::unpacked(bytes).map_err(none)?;
    let log = log::read(&bytes).map_err(none)?;
    let read = read_answer(portal.work().await?, (&log, &bytes), None, None).await;
    let counts = read.map_err(told)?.map_err(none)?;
    for request in &counts.unmatched {
        eprintln!("unmatched: {request}");
    }
    if !counts.whole.is_empty() {
        let advice = domain::sevis_code::advice(&counts.whole);
        eprintln!("{}: {}. {}", counts.whole, advice.means, advice.todo);
    }
    println!(
        "{} confirmed, {} refused, {} unmatched, {} unanswered",
        counts.confirmed,
        counts.refused,
        counts.unmatched.len(),
        counts.unanswered
    );
    if !counts.changed {
        println!("Nothing changed.");
    }
    Ok(())
}

/// Prints the batches, newest first.
pub async fn list(portal: &Portal) -> Result<(), Failure> {
    let look = portal.look();
    let all = schools::all(look.db()).await.map_err(told)?;
    for row in batches::newest(look.db(), None, 1000).await.map_err(told)? {
        let school = all.iter().find(|school| school.id == row.school_id);
        let zone = Zone::of(school.map_or("UTC", |school| school.time_zone.as_str()));
        let at = zone.words(crate::clock::instant(row.created_at));
        let code = school.map_or("", |school| school.code.as_str());
        println!("{}  {code}  {at}  {}", row.id, row.state.words());
    }
    Ok(())
}
