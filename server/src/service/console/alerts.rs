//! Students whom an official should look at.

use super::super::error::ServiceError;
use super::super::record::{of_extension, person};
use super::super::visit::{Visit, guards};
use super::account_states;
use crate::clock::{Zone, instant};
use crate::scope::Look;
use crate::sevis::payload::SevisEvent;
use crate::store::entity::{authorization, employer, link, school, sevis_change, student};
use crate::store::{authorizations, convert, employers, links, sevis_changes, students};
use app::wire::{AccountState, AlertRow, AlertsView};
use domain::Date;
use domain::alert::{AlertKind, Door, alerts, of_stem};
use domain::authorization::{Authorization, Status};
use domain::date::plus_days;
use domain::stem::GRACE_DAYS;
use domain::unemployment::count;
use std::collections::HashMap;

/// Students looked up together.
const CHUNK: u64 = 400;
/// Students looked at in all.
const MOST: usize = 6000;
/// Rows on a page.
const PAGE: usize = 100;

/// Whom a school's officials should look at.
pub struct Found {
    /// Why and whom, the most urgent first.
    pub rows: Vec<(AlertKind, AlertRow)>,
    /// Every student was looked at.
    pub whole: bool,
}

impl Found {
    /// How many of each kind there are, where there are any.
    pub fn counts(&self) -> Vec<(AlertKind, usize)> {
        let of = |kind: AlertKind| self.rows.iter().filter(|(known, _)| *known == kind).count();
        let counts = AlertKind::ALL.iter().map(|kind| (*kind, of(*kind)));
        counts.filter(|(_, n)| *n > 0).collect()
    }
}

/// The alerts of a school.
pub async fn of_school(look: &Look, school: &school::Model) -> Result<Found, ServiceError> {
    let zone = Zone::of(&school.time_zone);
    let today = look.today(&zone);
    let stays = plus_days(today, -GRACE_DAYS);
    let (mut after, mut seen) = (String::new(), 0);
    let mut found = Found { rows: Vec::new(), whole: true };
    loop {
        let rows =
            students::with_running(look.db(), &school.id, (today, stays), &after, CHUNK).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.id);
        seen += rows.len();
        found.rows.extend(of_chunk(look, &zone, &school.name, &rows).await?);
        if seen >= MOST {
            found.whole = false;
            break;
        }
    }
    let place = |kind: AlertKind| AlertKind::ALL.iter().position(|known| *known == kind);
    found.rows.sort_by(|a, b| (place(a.0), &a.1.name).cmp(&(place(b.0), &b.1.name)));
    Ok(found)
}

/// The alerts of the official's school, of one kind or of all.
pub async fn list(look: &Look, visit: &Visit, kind: &str) -> Result<AlertsView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let mut found = of_school(look, &school).await?;
    let (counts, whole) = (found.counts(), found.whole);
    let wanted = AlertKind::from_code(kind);
    found.rows.retain(|(kind, _)| wanted.is_none_or(|wanted| wanted == *kind));
    let more = found.rows.len() > PAGE;
    let rows = found.rows.into_iter().take(PAGE).map(|(_, row)| row).collect();
    Ok(AlertsView { kind: wanted, counts, rows, more, whole })
}

async fn of_chunk(
    look: &Look,
    zone: &Zone,
    school: &str,
    students: &[student::Model],
) -> Result<Vec<(AlertKind, AlertRow)>, ServiceError> {
    let ids: Vec<String> = students.iter().map(|student| student.id.clone()).collect();
    let mut periods: HashMap<String, Vec<authorization::Model>> = HashMap::new();
    for row in authorizations::of_students(look.db(), &ids).await? {
        periods.entry(row.student_id.clone()).or_default().push(row);
    }
    let mut jobs: HashMap<String, Vec<employer::Model>> = HashMap::new();
    for row in employers::of_students(look.db(), &ids).await? {
        jobs.entry(row.student_id.clone()).or_default().push(row);
    }
    let invitations: HashMap<String, link::Model> = links::of_students(look.db(), &ids)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.student_id.clone()?, row)))
        .collect();
    let mut confirmed: HashMap<String, Vec<sevis_change::Model>> = HashMap::new();
    let event = SevisEvent::Participation.code();
    for row in sevis_changes::of_event(look.db(), &ids, event).await? {
        confirmed.entry(row.student_id.clone()).or_default().push(row);
    }
    let states = account_states::of(look, students).await?;
    let (today, none) = (look.today(zone), (Vec::new(), Vec::new()));
    let mut rows = Vec::new();
    for student in students {
        let (own, works) =
            (periods.get(&student.id).unwrap_or(&none.0), jobs.get(&student.id).unwrap_or(&none.1));
        let count = count(&convert::periods(own, works), today);
        let running = own.iter().map(convert::authorization).find(|one| runs(one, today));
        let employed = works.iter().any(|job| convert::works_on(job, today));
        let since = invitations.get(&student.id).map(|row| zone.day(instant(row.created_at)));
        let door = door(states.get(&student.id).copied(), since);
        let mut kinds = match &running {
            Some(running) => alerts(count.as_ref(), Some(running), employed, door, today),
            // Only a last confirmation can be due of what has ended.
            None => Vec::new(),
        };
        let changes = confirmed.get(&student.id).map_or(&[][..], Vec::as_slice);
        kinds.extend(of_extensions(own, changes, zone, today)?);
        for kind in kinds {
            let days = count.as_ref().map(|count| (count.used, count.allowed));
            let row = AlertRow {
                student: student.id.clone(),
                name: person(student, school).name(),
                sevis_id: student.sevis_id.clone(),
                kind,
                days,
                ends: running.as_ref().map(|running| running.end).or_else(|| ended(own, today)),
            };
            rows.push((kind, row));
        }
    }
    Ok(rows)
}

/// The day on which a student's last extension ended.
fn ended(own: &[authorization::Model], today: Date) -> Option<Date> {
    let extensions = own.iter().filter(|row| convert::authorization(row).extends());
    extensions.map(|row| row.end_date).filter(|end| *end < today).max()
}

/// What is due or late of a student's extensions.
fn of_extensions(
    own: &[authorization::Model],
    changes: &[sevis_change::Model],
    zone: &Zone,
    today: Date,
) -> Result<Option<AlertKind>, ServiceError> {
    for row in own.iter().filter(|row| row.start_date <= today) {
        let confirmed = of_extension(changes, row, own, zone)?;
        if let Some(kind) = of_stem(&convert::authorization(row), &confirmed, today) {
            return Ok(Some(kind));
        }
    }
    Ok(None)
}

fn runs(one: &Authorization, today: Date) -> bool {
    one.status == Status::Approved && one.start <= today && today <= one.end
}

fn door(state: Option<AccountState>, since: Option<Date>) -> Door {
    match (state, since) {
        (Some(AccountState::Locked | AccountState::RegistrationLocked), _) => Door::Locked,
        (Some(AccountState::Invited), Some(since)) => Door::Invited(since),
        (Some(AccountState::NotInvited | AccountState::InviteExpired), _) => Door::None,
        _ => Door::Open,
    }
}
