//! What goes out next: of each student the oldest change alone, and none while another is on its way, so
//! that no file has two changes that depend on each other.

use super::super::error::{ServiceError, read_json};
use crate::clock::Zone;
use crate::scope::{Connection, Scope};
use crate::sevis::dry_run::{Facts, Held, faults};
use crate::sevis::payload::{EmployerPayload, Payload, SevisEvent};
use crate::store::entity::{employer, school, sevis_change, student};
use crate::store::{authorizations, convert, employers, sevis_changes, students};
use std::collections::HashSet;

/// A change that could go out.
pub struct Due {
    /// The change.
    pub change: sevis_change::Model,
    /// Whose it is.
    pub student: student::Model,
    /// The event of the file.
    pub event: SevisEvent,
    /// What it says.
    pub payload: Payload,
    /// Name and start under which SEVIS has the employer.
    pub key: Option<(String, String)>,
    /// What keeps it here; nothing where it can go.
    pub held: Vec<Held>,
}

/// So many waiting changes are looked at.
const LOOKED_AT: u64 = 2000;

/// The next changes of a school, oldest first, those that are held back too.
pub async fn due<C: Connection>(
    s: &Scope<C>,
    school: &school::Model,
    most: usize,
) -> Result<Vec<Due>, ServiceError> {
    let busy = sevis_changes::students_on_the_way(s.db(), &school.id).await?;
    let mut taken: HashSet<String> = busy.into_iter().collect();
    let mut due = Vec::new();
    for change in sevis_changes::waiting(s.db(), &school.id, LOOKED_AT).await? {
        if due.len() >= most {
            break;
        }
        if taken.insert(change.student_id.clone()) {
            due.extend(one(s, school, change).await?);
        }
    }
    Ok(due)
}

async fn one<C: Connection>(
    s: &Scope<C>,
    school: &school::Model,
    change: sevis_change::Model,
) -> Result<Option<Due>, ServiceError> {
    let Some(student) = students::by_id(s.db(), &change.student_id).await? else {
        return Ok(None);
    };
    let unknown = || ServiceError::Internal("an event that nobody knows".into());
    let event = SevisEvent::from_code(&change.event).ok_or_else(unknown)?;
    let payload: Payload = read_json("payload", &change.payload)?;
    let today = s.today(&Zone::of(&school.time_zone));
    let (mut facts, mut key) = (Facts::default(), None);
    let mut held = Vec::new();
    if let Payload::Employer(job) = &payload {
        let row = match &change.employer_id {
            Some(id) => employers::by_id(s.db(), id).await?,
            None => employers::of_job(s.db(), &student.id, &job.employer.name).await?,
        };
        if let Some(row) = &row {
            let about = authorizations::by_id(s.db(), &row.authorization_id).await?;
            facts.authorization = about.as_ref().map(convert::authorization);
            key = key_of(row, job, event);
            facts.in_sevis = sevis_changes::last_taken(s.db(), &row.id)
                .await?
                .and_then(|taken| serde_json::from_str::<EmployerPayload>(&taken.payload).ok())
                .map(|taken| taken.employer);
        }
        if event == SevisEvent::EmployerDelete {
            let why = "A batch cannot delete an employer. Enter it in SEVIS by hand.".into();
            held.push(Held { field: "Employer".into(), why, by_hand: true });
        } else if event == SevisEvent::EmployerEdit && key.is_none() && row.is_none() {
            let why =
                "Nobody knows under which name SEVIS has it (S1161). Enter it by hand.".into();
            held.push(Held { field: "Employer name".into(), why, by_hand: true });
        }
    }
    if event != SevisEvent::EmployerDelete {
        held.extend(faults(&payload, &facts, today));
    }
    let payload = with_days(payload, &facts);
    Ok(Some(Due { change, student, event, payload, key, held }))
}

/// Name and start under which SEVIS has a job: as it answered last; else, of one that came from the
/// school's own file or was reported before it was kept, as it was before this change. A job that SEVIS
/// has never had is added, whatever was edited meanwhile.
fn key_of(
    row: &employer::Model,
    job: &EmployerPayload,
    event: SevisEvent,
) -> Option<(String, String)> {
    if let Some(start) = row.sevis_start {
        return Some((row.sevis_name.clone(), domain::date::iso(start)));
    }
    let came_from_file = row.once == row.id;
    let before = job.identifier.as_ref().map(|key| (key.name.clone(), key.start.clone()));
    before.filter(|_| event == SevisEvent::EmployerEdit && came_from_file)
}

/// The authorization's days as they are on record now: what SEVIS has once the school has corrected them.
fn with_days(payload: Payload, facts: &Facts) -> Payload {
    match (payload, &facts.authorization) {
        (Payload::Employer(mut job), Some(about)) => {
            job.authorization.start = domain::date::iso(about.start);
            job.authorization.end = domain::date::iso(about.end);
            Payload::Employer(job)
        }
        (payload, _) => payload,
    }
}
