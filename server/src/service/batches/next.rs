//! Which changes go into the next batch: one for each student, and none for a student of whom a change is already on its
//! way, so that no file has two changes that depend on each other.

use super::super::error::{ServiceError, read_json};
use super::topic::{Topic, is_there, says_it_all, stands_alone, waits_behind};
use crate::clock::Zone;
use crate::scope::{Connection, Scope};
use crate::sevis::dry_run::{Facts, Held, faults};
use crate::sevis::payload::{
    EmployerFields, EmployerPayload, ParticipationPayload, Payload, SevisEvent,
};
use crate::store::entity::{authorization, employer, school, sevis_change, student};
use crate::store::{authorizations, convert, employers, sevis_changes, students};
use domain::authorization::Authorization;
use domain::sevis_state::SevisState;
use std::collections::{HashMap, HashSet};

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

/// What a school's waiting changes come to.
#[derive(Default)]
pub struct Waiting {
    /// Those that could go out, and those that are held back, oldest first.
    pub due: Vec<Due>,
    /// Those held back that a later one replaces, by their ids.
    pub superseded: Vec<String>,
}

/// The next changes of a school, oldest first: of each student one that can go out, and what is held back.
///
/// What is held back keeps back only later changes of the same thing. Where such a one waits, it says all
/// that the earlier one says, so it is looked at in its place: a correction reaches SEVIS, though what it
/// corrects never could. What only a hand can enter is not replaced.
pub async fn due<C: Connection>(
    s: &Scope<C>,
    school: &school::Model,
    most: usize,
) -> Result<Waiting, ServiceError> {
    let busy = sevis_changes::students_on_the_way(s.db(), &school.id).await?;
    let busy: HashSet<String> = busy.into_iter().collect();
    let rows = sevis_changes::waiting(s.db(), &school.id).await?;
    let checks =
        |row: &sevis_change::Model| row.state == SevisState::InReview && school.review_first;
    let (checked, mut rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(checks);
    rows.retain(|change| !waits_behind(change, &checked));
    let mut order = Vec::new();
    let mut of: HashMap<String, Vec<sevis_change::Model>> = HashMap::new();
    for change in rows.into_iter().filter(|change| !busy.contains(&change.student_id)) {
        let rows = of.entry(change.student_id.clone()).or_default();
        if rows.is_empty() {
            order.push(change.student_id.clone());
        }
        rows.push(change);
    }
    let mut found = Waiting::default();
    let mut clean = 0;
    for student in order {
        if clean >= most {
            break;
        }
        let rows = of.remove(&student).unwrap_or_default();
        clean += usize::from(of_student(s, school, rows, &mut found).await?);
    }
    Ok(found)
}

/// Looks at the changes of one student; true where one of them can go out.
async fn of_student<C: Connection>(
    s: &Scope<C>,
    school: &school::Model,
    rows: Vec<sevis_change::Model>,
    found: &mut Waiting,
) -> Result<bool, ServiceError> {
    let mut kept_back: Vec<Topic> = Vec::new();
    for (place, change) in rows.iter().enumerate() {
        let topic = Topic::of(change);
        if kept_back.contains(&topic) {
            continue;
        }
        let Some(due) = one(s, school, change.clone()).await? else {
            return Ok(false);
        };
        if due.held.is_empty() {
            found.due.push(due);
            return Ok(true);
        }
        let by_hand = due.held.iter().any(|held| held.by_hand);
        let later = rows.iter().skip(place + 1);
        let replaced = later.filter(|row| Topic::of(row) == topic).any(says_it_all);
        if replaced && !by_hand && !stands_alone(change) {
            found.superseded.push(change.id.clone());
        } else {
            kept_back.push(topic);
            found.due.push(due);
        }
    }
    Ok(false)
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
    let mut change = change;
    let payload: Payload = read_json("payload", &change.payload)?;
    let today = s.today(&Zone::of(&school.time_zone));
    let (mut facts, mut key) = (Facts::default(), None);
    let mut held = Vec::new();
    // False where nobody can know under which name SEVIS has a job.
    let mut known = false;
    if let Payload::Employer(job) = &payload {
        let row = match &change.employer_id {
            Some(id) => employers::by_id(s.db(), id).await?,
            None => employers::of_job(s.db(), &student.id, &job.employer.name).await?,
        };
        if let Some(row) = &row {
            change.employer_id = Some(row.id.clone());
            let about = authorizations::by_id(s.db(), &row.authorization_id).await?;
            facts.authorization = about.as_ref().map(convert::authorization);
            if event == SevisEvent::Extend {
                let all = authorizations::of(s.db(), &student.id).await?;
                let others = all.iter().filter(|other| other.id != row.authorization_id);
                facts.others = others.map(convert::authorization).collect();
            }
            let told = sevis_changes::of_employer(s.db(), &row.id).await?;
            known = row.sevis_start.is_some() || told.iter().all(|one| !is_old(one));
            key = key_of(row, job, event, &told)?;
            facts.in_sevis = in_sevis(&told)?;
            facts.new_there = key.is_none() && (event != SevisEvent::EmployerEdit || known);
        }
        if key.is_none() && in_sevis_already(s, &student.id, job, row.as_ref()).await? {
            let why = "SEVIS has another employer of this name and start (S1153). Bring that one back, or delete it in SEVIS first.".into();
            held.push(Held { field: "Employer name".into(), why, by_hand: false });
        }
        if event == SevisEvent::EmployerDelete {
            let why = "A batch cannot delete an employer. Enter it in SEVIS by hand.".into();
            held.push(Held { field: "Employer".into(), why, by_hand: true });
        } else if event == SevisEvent::EmployerEdit && key.is_none() && !known {
            let why =
                "Nobody knows under which name SEVIS has it (S1161). Enter it by hand.".into();
            held.push(Held { field: "Employer name".into(), why, by_hand: true });
        }
    }
    if let Payload::Participation { participation } = &payload {
        facts.authorization = extension(s, &student.id, participation).await?;
    }
    if event != SevisEvent::EmployerDelete {
        held.extend(faults(&payload, &facts, today));
    }
    let payload = with_days(payload, &facts);
    Ok(Some(Due { change, student, event, payload, key, held }))
}

/// True for a change that an older Foothold wrote down, in words that say no key.
fn is_old(change: &sevis_change::Model) -> bool {
    matches!(serde_json::from_str(&change.payload), Ok(Payload::Old(_)))
}

/// True where SEVIS has another of the student's jobs under the name and start that this one would be added with.
async fn in_sevis_already<C: Connection>(
    s: &Scope<C>,
    student: &str,
    job: &EmployerPayload,
    own: Option<&employer::Model>,
) -> Result<bool, ServiceError> {
    let others = employers::in_sevis(s.db(), student, &job.employer.name).await?;
    Ok(others.iter().any(|other| {
        let other_one = own.is_none_or(|own| own.id != other.id);
        let start = other.sevis_start.map(domain::date::iso);
        other_one && start.as_deref() == Some(job.employer.start.as_str())
    }))
}

/// The extension that a student confirmed, while it is on record as one.
async fn extension<C: Connection>(
    s: &Scope<C>,
    student: &str,
    of: &ParticipationPayload,
) -> Result<Option<Authorization>, ServiceError> {
    let all = authorizations::of(s.db(), student).await?;
    let is = |row: &&authorization::Model| match of.of.as_str() {
        "" => domain::date::iso(row.start_date) == of.authorization.start,
        id => row.id == id,
    };
    Ok(all.iter().filter(is).map(convert::authorization).find(Authorization::extends))
}

/// The job of a change; nothing where an older Foothold wrote it down.
pub(super) fn job_of(
    change: &sevis_change::Model,
) -> Result<Option<EmployerPayload>, ServiceError> {
    match read_json("payload", &change.payload)? {
        Payload::Employer(job) => Ok(Some(*job)),
        _ => Ok(None),
    }
}

/// The fields of a job as SEVIS took them last, by its answer or by an official's hand, of what it was told in the order of time;
/// nothing where it has it not, or nobody knows.
pub(super) fn in_sevis(
    told: &[sevis_change::Model],
) -> Result<Option<EmployerFields>, ServiceError> {
    // The newest that it took, not the one that was settled last: an older one may be ticked off late.
    let last = told.iter().rfind(|change| is_there(change));
    let Some(last) = last.filter(|last| last.event != SevisEvent::EmployerDelete.code()) else {
        return Ok(None);
    };
    Ok(job_of(last)?.map(|taken| taken.employer))
}

/// Name and start under which SEVIS has a job: as it answered last; else, of one that came from the
/// school's own file or was reported before it was kept, as it was before the first change that SEVIS is
/// told. A job that SEVIS was told to add, and has not, is added, whatever was edited meanwhile.
fn key_of(
    row: &employer::Model,
    job: &EmployerPayload,
    event: SevisEvent,
    told: &[sevis_change::Model],
) -> Result<Option<(String, String)>, ServiceError> {
    if let Some(start) = row.sevis_start {
        return Ok(Some((row.sevis_name.clone(), domain::date::iso(start))));
    }
    let is = |change: &sevis_change::Model, event: SevisEvent| change.event == event.code();
    let added = told.iter().any(|change| SevisEvent::begins(&change.event));
    if added || event != SevisEvent::EmployerEdit || row.once != row.id {
        return Ok(None);
    }
    let first = told.iter().find(|change| is(change, SevisEvent::EmployerEdit));
    let key = match first {
        Some(change) => job_of(change)?.and_then(|job| job.identifier),
        None => job.identifier.clone(),
    };
    Ok(key.map(|key| (key.name, key.start)))
}

/// What a change says, with the authorization's days as they are on record now where it says any.
pub(super) async fn with_days_of_now<C: Connection>(
    s: &Scope<C>,
    change: &sevis_change::Model,
    row: Option<&employer::Model>,
) -> Result<Payload, ServiceError> {
    let payload: Payload = read_json("payload", &change.payload)?;
    let authorization = match (&payload, row) {
        (Payload::Participation { participation }, _) => {
            extension(s, &change.student_id, participation).await?
        }
        (Payload::Employer(job), Some(row)) if !job.recommended.is_empty() => {
            let about = authorizations::by_id(s.db(), &row.authorization_id).await?;
            about.as_ref().map(convert::authorization)
        }
        _ => None,
    };
    Ok(with_days(payload, &Facts { authorization, ..Facts::default() }))
}

/// The authorization's days as they are on record now: what SEVIS has once the school has corrected them.
fn with_days(payload: Payload, facts: &Facts) -> Payload {
    match (payload, &facts.authorization) {
        (Payload::Employer(mut job), Some(about)) => {
            job.authorization.start = domain::date::iso(about.start);
            job.authorization.end = domain::date::iso(about.end);
            if !job.recommended.is_empty() {
                about.schedule.code().clone_into(&mut job.recommended);
            }
            Payload::Employer(job)
        }
        (Payload::Participation { participation: mut of }, Some(about)) => {
            of.authorization.start = domain::date::iso(about.start);
            of.authorization.end = domain::date::iso(about.end);
            about.schedule.code().clone_into(&mut of.schedule);
            Payload::Participation { participation: of }
        }
        (payload, _) => payload,
    }
}
