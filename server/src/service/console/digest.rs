//! The morning's mail to officials: how much waits for them, without anybody's name. Once a working day, and
//! only where something waits.

use super::super::batches::page::silent;
use super::super::error::ServiceError;
use super::super::reviews::wanted;
use super::alerts::{counts, freshen_all};
use crate::clock::Zone;
use crate::mail::{letters, queue};
use crate::portal::Portal;
use crate::scope::{Look, Work};
use crate::store::entity::{account, school};
use crate::store::{accounts, batches, marks, plans, reviews, sevis_changes};
use app::routes;
use app::words::so_many;
use domain::plan::PlanFilter;
use domain::review::ReviewFilter;
use time::Weekday;

/// The hour of the school's day from which on it is sent.
const HOUR: i8 = 7;

/// One official's mail of one day.
pub struct Digest {
    /// Names the official and the day.
    id: String,
    to: String,
    account: String,
    lines: Vec<String>,
}

/// What is to be sent now in a school: nothing before the morning, and nothing on a weekend.
pub async fn due(portal: &Portal, school: &school::Model) -> Result<Vec<Digest>, ServiceError> {
    let look = &portal.look();
    let zone = Zone::of(&school.time_zone);
    let today = look.today(&zone);
    let morning = zone.hour(today, HOUR);
    let weekend = matches!(today.weekday(), Weekday::Saturday | Weekday::Sunday);
    if weekend || look.now() < morning {
        return Ok(Vec::new());
    }
    let officials = accounts::officials_of(look.db(), &school.id).await?;
    // Who has no password yet has not opened the account.
    let reads = officials.into_iter().filter(|one| one.news && one.password_hash.is_some());
    let mut open: Vec<(String, account::Model)> =
        reads.map(|official| (format!("digest:{}:{today}", official.id), official)).collect();
    let ids: Vec<String> = open.iter().map(|(id, _)| id.clone()).collect();
    let done = marks::some(look.db(), &ids).await?;
    open.retain(|(id, _)| !done.contains(id));
    if open.is_empty() {
        return Ok(Vec::new());
    }
    if !freshen_all(portal, school).await? {
        // Sent in a later round, with numbers that are right.
        return Ok(Vec::new());
    }
    let alerts = counts(&portal.look(), school).await?;
    let alerts: Vec<String> =
        alerts.into_iter().map(|(kind, n)| format!("{}: {}", kind.words(), so_many(n))).collect();
    let mut due = Vec::with_capacity(open.len());
    for (id, official) in open {
        let mut lines = reports(look, &official, school).await?;
        lines.extend(alerts.iter().cloned());
        due.push(Digest { id, to: official.email, account: official.id, lines });
    }
    Ok(due)
}

/// The reports that wait, as lines.
async fn reports(
    look: &Look,
    official: &account::Model,
    school: &school::Model,
) -> Result<Vec<String>, ServiceError> {
    let wanted = wanted(look, official, school);
    let open = reviews::count(look.db(), wanted, ReviewFilter::Open).await?;
    let mine = reviews::count(look.db(), wanted, ReviewFilter::Mine).await?;
    let late = reviews::count(look.db(), wanted, ReviewFilter::Late).await?;
    let answered = reviews::answered(look.db(), &school.id).await?;
    let not_taken = sevis_changes::not_taken(look.db(), &school.id).await?;
    let trouble = batches::in_trouble(look.db(), &school.id, silent(look, school)).await?;
    let plans_open = plans::count(look.db(), &school.id, PlanFilter::AtSchool).await?;
    let to_hand = plans::count(look.db(), &school.id, PlanFilter::ToHand).await?;
    let ended = plans::departures::count_open(look.db(), &school.id).await?;
    let lines = [
        ("Ended jobs reported by employers", ended),
        ("Training plans to check", plans_open),
        ("Training plans to upload to SEVIS", to_hand),
        ("Changes that SEVIS did not take", not_taken),
        ("Batches with a problem", trouble),
        ("Reports to check", open),
        ("Of these assigned to you", mine),
        ("Of these answered by the student", answered),
        ("Late for SEVIS", late),
    ];
    let lines = lines.into_iter().filter(|(_, n)| *n > 0);
    Ok(lines.map(|(words, n)| format!("{words}: {}", so_many(n))).collect())
}

/// Sends one, and notes that it was; where nothing waits, that alone.
pub async fn send(work: Work, digest: Digest) -> Result<(), ServiceError> {
    let Digest { id, to, account, lines } = digest;
    if !marks::once(work.db(), &id, work.at()).await? {
        return Ok(());
    }
    if !lines.is_empty() {
        let page = work.url(routes::CONSOLE);
        queue(&work, letters::digest(to, &account, lines, page)).await?;
        work.ring(|bells| &bells.jobs);
    }
    Ok(work.commit().await?)
}
