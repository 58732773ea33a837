//! A draft of an amended record: its rows, the rules they must keep, and writing them.

use super::super::super::audit::{self, Entry};
use super::super::super::credentials::{access_end, links};
use super::super::super::error::{ServiceError, fault, write_json};
use super::super::super::record::{Line, Record, note, take_back, tell_sevis_of_employer};
use super::rows::{Was, of_authorization, of_employer};
use crate::scope::Work;
use crate::secret::id;
use crate::sevis::payload::{self, SevisEvent, says_something};
use crate::store::entity::{account, amendment, authorization, employer};
use crate::store::{amendments, authorizations, convert, employers};
use app::ports::Done;
use app::routes;
use app::wire::Notice;
use domain::audit::{AuditAct, Subject};
use domain::authorization::{Status, first_overlap};
use domain::effect::Effect;
use domain::employer::same_name;
use domain::fault::{Fault, FaultCode, Faults};
use domain::history::{Change, Event, Snapshot};
use domain::text;

/// Rows as they are to be; those that are on record keep their identity.
#[derive(Default)]
pub(super) struct Draft {
    /// What is done, in words.
    pub what: String,
    /// Authorizations.
    pub authorizations: Vec<authorization::Model>,
    /// Employers; new ones too.
    pub employers: Vec<employer::Model>,
    /// New employers are recommended to SEVIS together with their STEM extension.
    pub recommends: bool,
    /// Why, in the official's words; empty for none given.
    pub reason: String,
    /// The amendment that this undoes.
    pub undoes: Option<String>,
}

impl Draft {
    /// The record as it would be.
    pub fn on(&self, record: &Record) -> Record {
        let mut after = record.clone();
        for row in &self.authorizations {
            after.authorization_rows.retain(|other| other.id != row.id);
            after.authorization_rows.push(row.clone());
        }
        for row in &self.employers {
            after.put_employer(row.clone());
        }
        after
    }

    /// What is done, and why where that was said.
    fn words(&self) -> String {
        match self.reason.as_str() {
            "" => self.what.clone(),
            reason => format!("{}: {reason}", self.what),
        }
    }

    /// What it does to the count.
    pub fn effect(&self, record: &Record, today: domain::Date) -> Effect {
        let (before, after) = (record.count(today), self.on(record).count(today));
        Effect::of(before.as_ref(), after.as_ref())
    }

    /// What stands against it, all at once.
    fn faults(&self, record: &Record) -> Vec<Fault> {
        let after = self.on(record);
        let mut faults = Faults::default();
        if let Some(other) = first_overlap(&after.authorizations()) {
            let (kind, start, end) = (other.kind, other.start, other.end);
            faults.add("start_date", FaultCode::Overlaps { kind, start, end });
        }
        for row in &self.authorizations {
            let same = |other: &&authorization::Model| {
                other.id != row.id
                    && !other.status.is_over()
                    && (other.kind, other.start_date) == (row.kind, row.start_date)
            };
            if !row.status.is_over() && after.authorization_rows.iter().any(|other| same(&other)) {
                faults.add("start_date", FaultCode::SameAuthorization);
            }
        }
        let touched = |id: &str| self.authorizations.iter().any(|row| row.id == id);
        let changed = |row: &employer::Model| self.employers.iter().any(|own| own.id == row.id);
        for row in after.employer_rows.iter().filter(|row| row.deleted_at.is_none()) {
            let about = after.authorization_rows.iter().find(|a| a.id == row.authorization_id);
            let Some(about) = about.filter(|about| touched(&about.id) || changed(row)) else {
                continue;
            };
            let ends_late = row.end_date.is_some_and(|end| end > about.end_date);
            let ends_early = row.end_date.is_some_and(|end| end <= row.start_date);
            if changed(row) && ends_early {
                faults.add("end_date", FaultCode::EndNotAfterStart);
            }
            if row.start_date < about.start_date || row.start_date >= about.end_date || ends_late {
                faults.add("start_date", FaultCode::Outside { name: row.name.clone() });
            }
            let same = |other: &&employer::Model| {
                other.id != row.id
                    && other.deleted_at.is_none()
                    && other.authorization_id == row.authorization_id
                    && other.start_date == row.start_date
                    && same_name(&other.name, &row.name)
            };
            if changed(row) && after.employer_rows.iter().any(|other| same(&other)) {
                faults.add("name", FaultCode::DuplicateEmployer);
            }
        }
        faults.into_vec()
    }
}

/// The reason of a form; empty where none was given.
pub(super) fn reason(typed: &str) -> Result<String, Fault> {
    let read = text::line(typed, 300).map_err(|code| fault("reason", code))?;
    Ok(read.unwrap_or_default())
}

/// Judges a draft, and writes it once its effect on the count was seen.
pub(super) async fn settle(
    work: Work,
    (official, record): (&account::Model, &Record),
    draft: Draft,
    seen: &str,
) -> Result<Done, ServiceError> {
    let faults = draft.faults(record);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    let effect = draft.effect(record, work.today(&record.zone()));
    if effect.seen() != seen {
        return Err(fault("effect", FaultCode::Effect(effect)).into());
    }
    let mut was = Vec::new();
    let mut opened = false;
    for row in &draft.authorizations {
        let before = record.authorization_rows.iter().find(|known| known.id == row.id);
        opened |= row.status == Status::Approved;
        was.push(before.map_or_else(|| Was::no_authorization(row), Was::authorization));
        let now = write_authorization(&work, before, row).await?;
        tell(&work, (official, record), Event::AuthorizationChanged, (now, &draft.reason)).await?;
    }
    for row in &draft.employers {
        let before = record.employer_rows.iter().find(|known| known.id == row.id);
        was.push(before.map_or_else(|| Was::no_employer(row), Was::employer));
        let told = draft.recommends.then_some(SevisEvent::Extend);
        if let Some((event, now)) = write_employer(&work, record, (before, row), told).await? {
            tell(&work, (official, record), event, (now, &draft.reason)).await?;
        }
    }
    let student = record.student.id.clone();
    if let Some(undone) = &draft.undoes {
        amendments::mark_undone(work.db(), undone, work.at()).await?;
    }
    let amendment = amendment::Model {
        id: id(),
        student_id: student.clone(),
        at: work.at(),
        by_id: official.id.clone(),
        by_name: official.name.clone(),
        what: draft.words(),
        was: write_json("amendment", &was)?,
        undone_at: None,
    };
    amendments::insert(work.db(), amendment).await?;
    if opened {
        let record = Record::load(&work, &student).await?.unwrap_or_else(|| record.clone());
        access_end::reopen(&work, &record).await?;
        links::invite(&work, &record).await?;
    }
    let entry = Entry::of(official, AuditAct::RecordAmended, vec![Subject::Student(student)]);
    audit::write(&work, entry.changed("", &*draft.what)).await?;
    work.ring(|bells| &bells.jobs);
    let next = routes::student(&record.student.id);
    work.commit().await?;
    Ok(Done::saying(next, Notice::Amended))
}

/// Writes a line of the history, with the reason where one was given.
async fn tell(
    work: &Work,
    (official, record): (&account::Model, &Record),
    event: Event,
    (mut changes, reason): (Vec<Change>, &str),
) -> Result<(), ServiceError> {
    if !reason.is_empty() {
        let (field, old) = ("Reason".into(), String::new());
        changes.push(Change { field, old, new: reason.to_owned() });
    }
    let line = Line::by_official(event, &official.name).with(&changes);
    note(work, &record.student.id, line).await
}

async fn write_authorization(
    work: &Work,
    before: Option<&authorization::Model>,
    row: &authorization::Model,
) -> Result<Vec<Change>, ServiceError> {
    let was = before.map_or_else(Snapshot::new, of_authorization);
    match before {
        Some(_) => authorizations::update(work.db(), row.clone()).await?,
        None => authorizations::insert(work.db(), row.clone()).await?,
    }
    Ok(was.changes_to(&of_authorization(row)))
}

/// Writes an employer; what SEVIS knows of it changes along. Says what happened; nothing where one
/// that is deleted stays so.
async fn write_employer(
    work: &Work,
    record: &Record,
    (before, row): (Option<&employer::Model>, &employer::Model),
    recommended: Option<SevisEvent>,
) -> Result<Option<(Event, Vec<Change>)>, ServiceError> {
    let live = |row: &employer::Model| row.deleted_at.is_none();
    let (event, sevis) = match (before.is_some_and(live), live(row)) {
        (true, true) => (Event::EmployerChanged, Some(SevisEvent::EmployerEdit)),
        (false, true) if before.is_some() => {
            (Event::EmployerRestored, Some(SevisEvent::EmployerAdd))
        }
        (false, true) => (Event::EmployerAdded, recommended.or(Some(SevisEvent::EmployerAdd))),
        (true, false) => (Event::EmployerDeleted, Some(SevisEvent::EmployerDelete)),
        (false, false) => (Event::EmployerChanged, None),
    };
    let was = before.filter(|row| live(row)).map_or_else(Snapshot::new, of_employer);
    let now = if live(row) { of_employer(row) } else { Snapshot::new() };
    let changes = was.changes_to(&now);
    match before {
        Some(_) => employers::update(work.db(), row.clone()).await?,
        None => employers::insert(work.db(), row.clone()).await?,
    }
    let Some(sevis) = sevis else { return Ok(None) };
    let about = record.authorization_rows.iter().find(|a| a.id == row.authorization_id);
    let known = match sevis {
        // Of a job that SEVIS was never told, it is told nothing.
        SevisEvent::EmployerDelete => match take_back(work, &record.school.id, row).await? {
            Some(known) => Some(known),
            None => return Ok(Some((event, changes))),
        },
        _ => before.map(convert::employer),
    };
    let value = convert::employer(row);
    // The authorization is told as well: an employer that moves to another one is another thing to SEVIS.
    let says = before.zip(known.as_ref()).is_none_or(|(was, known)| {
        was.authorization_id != row.authorization_id || says_something(known, &value)
    });
    if let Some(about) =
        about.map(convert::authorization).filter(|_| says || sevis != SevisEvent::EmployerEdit)
    {
        let outgoing = payload::employer(sevis, &about, known.as_ref(), value);
        tell_sevis_of_employer(work, record, &row.id, outgoing).await?;
    }
    Ok(Some((event, changes)))
}
