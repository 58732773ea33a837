//! Works out again what has changed, or what has become old. Noted changes spoil what is known of their students; what is
//! worked out is kept where it was not spoilt meanwhile, so that nothing is kept that is older than it says.

use super::super::super::error::ServiceError;
use super::chunk::{Chunk, Told};
use super::twice;
use crate::clock::{Zone, millis};
use crate::portal::Portal;
use crate::scope::{Look, Work};
use crate::store::alert_states;
use crate::store::entity::{alert, school};
use crate::store::{alerts, authorizations, schools, students};
use app::AppError;
use app::wire::AlertRow;
use domain::Date;
use domain::alert::AlertKind;
use domain::date::plus_days;
use domain::stem::GRACE_DAYS;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::time::Duration;

/// Changes heeded together.
const CHANGES: u64 = 4000;
/// Students worked out together.
const CHUNK: u64 = 400;
/// How many times as many a page works out before it is shown; the job works out the others.
const ROUNDS: usize = 3;

/// The same in one run of the job, a million students: whatever goes on changing must not keep it from other schools.
const MOST: usize = 2500;

/// How often somebody else may be faster.
const LOST: usize = 200;

/// What was worked out, to be kept.
struct Again {
    school: String,
    today: Date,
    due: HashMap<String, i64>,
    told: Told,
    /// Until when each is good, if nothing changes.
    until: HashMap<String, i64>,
}

/// Works out again what a page of this school needs; false where there is more than a page can wait for, or where nothing can be
/// written now: the page then shows what was worked out before.
pub async fn freshen(portal: &Portal, school: &school::Model) -> bool {
    freshen_some(portal, school).await.unwrap_or_else(|error| {
        // Whatever of it belongs into the log is logged as it becomes what a person sees.
        let _: AppError = error.into();
        false
    })
}

async fn freshen_some(portal: &Portal, school: &school::Model) -> Result<bool, ServiceError> {
    let heeded = heed(portal, school, ROUNDS).await?;
    for _ in 0..ROUNDS {
        match work_out(&portal.look(), school).await? {
            Some(again) => drop(keep(portal.work().await?, again).await?),
            None => return Ok(heeded),
        }
    }
    let look = portal.look();
    let left = alert_states::due(look.db(), &school.id, look.at(), 1).await?;
    Ok(heeded && left.is_empty())
}

/// Works out again all that is due in a school; false where something is left, because it goes on changing.
pub async fn freshen_all(portal: &Portal, school: &school::Model) -> Result<bool, ServiceError> {
    let mut lost = 0;
    for _ in 0..MOST {
        let heeded = heed(portal, school, MOST).await?;
        let kept = match work_out(&portal.look(), school).await? {
            Some(again) => keep(portal.work().await?, again).await?,
            None if heeded => return Ok(true),
            None => false,
        };
        if kept {
            continue;
        }
        // Somebody else is faster, or has not ended yet.
        lost += 1;
        if lost > LOST {
            return Ok(false);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(false)
}

/// Spoils what is known of students of whom a change is noted, so many thousands at a time; false where more are noted. A
/// student of many changes is then worked out once.
async fn heed(portal: &Portal, school: &school::Model, times: usize) -> Result<bool, ServiceError> {
    for _ in 0..times {
        let noted = alert_states::noted(portal.look().db(), &school.id, CHANGES).await?;
        let all = (noted.len() as u64) < CHANGES;
        let spoilt = noted.is_empty() || spoil(portal.work().await?, noted).await?;
        if all || !spoilt {
            return Ok(spoilt);
        }
    }
    Ok(false)
}

/// Spoils it and takes the changes away, both or neither. Students whom somebody else holds stay noted; false where there are any.
async fn spoil(work: Work, noted: Vec<(i64, String)>) -> Result<bool, ServiceError> {
    let wanted: BTreeSet<&String> = noted.iter().map(|(_, student)| student).collect();
    let wanted: Vec<String> = wanted.into_iter().cloned().collect();
    let locked = alert_states::lock(work.db(), &wanted).await?;
    let students: Vec<String> = locked.into_iter().map(|row| row.student).collect();
    let own: HashSet<&String> = students.iter().collect();
    let heeded = noted.iter().filter(|(_, student)| own.contains(student));
    alert_states::done(work.db(), &heeded.map(|(id, _)| *id).collect::<Vec<_>>()).await?;
    alert_states::spoil(work.db(), &students).await?;
    work.commit().await?;
    Ok(students.len() == wanted.len())
}

/// Works out some of what is due; nothing where nothing is.
async fn work_out(look: &Look, school: &school::Model) -> Result<Option<Again>, ServiceError> {
    let due = alert_states::due(look.db(), &school.id, look.at(), CHUNK).await?;
    if due.is_empty() {
        return Ok(None);
    }
    // As it is after that: its zone may have changed since the caller read it.
    let school = &schools::by_id(look.db(), &school.id).await?.unwrap_or_else(|| school.clone());
    let zone = Zone::of(&school.time_zone);
    let today = look.today(&zone);
    let ids: Vec<String> = due.keys().cloned().collect();
    let days = (today, plus_days(today, -GRACE_DAYS));
    let watched = students::to_watch(look.db(), &ids, days).await?;
    // Of those who are not watched too: another record of the same person may be.
    let twice = twice::among(look, school, &ids).await?;
    let chunk = Chunk::load(look, school, &watched, twice).await?;
    let midnight = millis(zone.begins(plus_days(today, 1)));
    // Nothing can be said of others before an authorization of theirs begins.
    let begin = authorizations::next_starts(look.db(), &ids, today).await?.into_iter();
    let begin: HashMap<String, i64> =
        begin.map(|(student, day)| (student, millis(zone.begins(day)))).collect();
    let mut until: HashMap<String, i64> =
        ids.iter().map(|id| (id.clone(), begin.get(id).copied().unwrap_or(i64::MAX))).collect();
    for student in &watched {
        let lapses = chunk.next_lapse(&student.id, look.at());
        until.insert(student.id.clone(), lapses.map_or(midnight, |lapses| lapses.min(midnight)));
    }
    let told = chunk.tell(look)?;
    Ok(Some(Again { school: school.id.clone(), today, due, told, until }))
}

/// Keeps it, of those whom nobody else has worked out meanwhile; false where that is nobody.
async fn keep(work: Work, again: Again) -> Result<bool, ServiceError> {
    let Again { school, today, due, mut told, until } = again;
    let wanted: Vec<String> = due.keys().cloned().collect();
    let mut states = alert_states::lock(work.db(), &wanted).await?;
    states.retain(|row| row.school == school && due.get(&row.student) == Some(&row.version));
    let own: HashSet<String> = states.iter().map(|row| row.student.clone()).collect();
    for row in &mut states {
        row.version += 1;
        row.good_until = until.get(&row.student).copied().unwrap_or_default();
        row.used = told.used.get(&row.student).and_then(|days| i32::try_from(*days).ok());
        row.ends = told.ends.get(&row.student).copied();
    }
    let ids: Vec<String> = own.iter().cloned().collect();
    told.rows.retain(|row| own.contains(&row.student));
    alerts::remove(work.db(), &ids).await?;
    alerts::insert_all(work.db(), told.rows.iter().map(|row| kept(&school, row)).collect()).await?;
    alert_states::keep(work.db(), states).await?;
    let mut others = students::on_training(work.db(), &others(&told, &own), today).await?;
    let told_of = alerts::having(work.db(), AlertKind::Twice, &others).await?;
    others.retain(|other| !told_of.contains(other));
    alert_states::note(work.db(), &school, &others).await?;
    work.commit().await?;
    Ok(!own.is_empty())
}

fn kept(school: &str, row: &AlertRow) -> alert::Model {
    let number = |days: u32| i32::try_from(days).ok();
    alert::Model {
        id: format!("{}:{}", row.student, row.kind.code()),
        student: row.student.clone(),
        school: school.to_owned(),
        kind: row.kind.into(),
        place: alerts::place(row.kind),
        name: row.name.clone(),
        sevis_id: row.sevis_id.clone(),
        used: row.days.and_then(|(used, _)| number(used)),
        allowed: row.days.and_then(|(_, allowed)| number(allowed)),
        ends: row.ends,
    }
}

/// The other records of those who are perhaps on record twice: the same is to be said of them, where it is not yet.
fn others(told: &Told, own: &HashSet<String>) -> Vec<String> {
    let found = told.twice.iter().filter(|(student, _)| own.contains(*student));
    let others = found.flat_map(|(_, others)| others).filter(|other| !own.contains(*other));
    let others: BTreeSet<&String> = others.collect();
    others.into_iter().cloned().collect()
}
