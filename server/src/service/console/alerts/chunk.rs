//! Loads everything that alerts need, for a chunk of students.

use super::super::super::error::ServiceError;
use super::super::super::plans::missing_evaluations;
use super::super::super::record::account_states;
use super::super::super::record::by_student::{by_student, own};
use super::super::super::record::{of_extension, person, sevis_list};
use crate::clock::{Zone, instant, millis};
use crate::scope::Look;
use crate::sevis::payload::SevisEvent;
use crate::store::entity::{
    authorization, employer, link, school, sevis_change, sevis_listed, student,
};
use crate::store::{authorizations, convert, employers, links, outbox, sevis_changes, sevis_lists};
use app::wire::{AccountState, AlertRow};
use domain::Date;
use domain::alert::{AlertKind, Door, UNDELIVERED_DAYS, alerts, of_evaluations, of_stem};
use domain::authorization::Authorization;
use domain::date::plus_days;
use domain::plan::Evaluation;
use domain::unemployment::count;
use std::collections::{HashMap, HashSet};

/// What is told of some students.
#[derive(Default)]
pub(super) struct Told {
    /// Why and whom.
    pub rows: Vec<AlertRow>,
    /// Days of unemployment used by each whose authorization runs.
    pub used: HashMap<String, u32>,
    /// The last day of the authorization that runs.
    pub ends: HashMap<String, Date>,
    /// Who is perhaps on record twice, and the other records.
    pub twice: HashMap<String, Vec<String>>,
}

/// Students of a school, and what belongs to them by their identity.
pub(super) struct Chunk<'a> {
    school: &'a school::Model,
    zone: Zone,
    students: &'a [student::Model],
    periods: HashMap<String, Vec<authorization::Model>>,
    jobs: HashMap<String, Vec<employer::Model>>,
    links: HashMap<String, Vec<link::Model>>,
    confirmed: HashMap<String, Vec<sevis_change::Model>>,
    states: HashMap<String, AccountState>,
    evaluations: HashMap<String, Vec<Evaluation>>,
    undelivered: HashSet<(String, String)>,
    twice: HashMap<String, Vec<String>>,
    listed: HashMap<String, sevis_listed::Model>,
}

impl<'a> Chunk<'a> {
    /// Loads it, a statement or two for each kind of thing; `twice` are those who are perhaps on record twice.
    pub async fn load(
        look: &Look,
        school: &'a school::Model,
        students: &'a [student::Model],
        twice: HashMap<String, Vec<String>>,
    ) -> Result<Self, ServiceError> {
        let zone = Zone::of(&school.time_zone);
        let ids: Vec<String> = students.iter().map(|student| student.id.clone()).collect();
        let rows = authorizations::of_students(look.db(), &ids).await?;
        let periods = by_student(rows, |row| row.student_id.clone());
        let rows = employers::of_students(look.db(), &ids).await?;
        let jobs = by_student(rows, |row| row.student_id.clone());
        let links = links::of_students(look.db(), &ids).await?;
        let event = SevisEvent::Participation.code();
        let rows = sevis_changes::of_event(look.db(), &ids, event).await?;
        let rows_of = |id: &str| (own(&periods, id), own(&jobs, id));
        let evaluations = missing_evaluations(look, &ids, rows_of).await?;
        let since = millis(zone.begins(plus_days(look.today(&zone), -UNDELIVERED_DAYS)));
        let undelivered = outbox::given_up(look.db(), &ids, since).await?;
        let listed = sevis_lists::of_students(look.db(), &ids).await?;
        Ok(Self {
            listed: listed.into_iter().map(|row| (row.student_id.clone(), row)).collect(),
            links: by_student(links, |row| row.student_id.clone().unwrap_or_default()),
            confirmed: by_student(rows, |row| row.student_id.clone()),
            states: account_states::of(look, students).await?,
            evaluations,
            undelivered: undelivered.into_iter().collect(),
            twice,
            school,
            zone,
            students,
            periods,
            jobs,
        })
    }

    /// Tells what there is of each of them.
    pub fn tell(self, look: &Look) -> Result<Told, ServiceError> {
        let mut found = Told::default();
        let today = look.today(&self.zone);
        for student in self.students {
            let periods = own(&self.periods, &student.id);
            let held: Vec<_> = periods.iter().map(convert::authorization).collect();
            let running = held.iter().find(|one| one.runs(today)).cloned();
            let counts = running.as_ref().is_some_and(Authorization::counts);
            let count = count(&convert::periods(periods, own(&self.jobs, &student.id)), today);
            let count = count.filter(|_| counts || running.is_none());
            let days = count.as_ref().map(|count| (count.used, count.allowed));
            if let Some((used, _)) = days.filter(|_| running.is_some()) {
                found.used.insert(student.id.clone(), used);
            }
            if let Some(running) = &running {
                found.ends.insert(student.id.clone(), running.end);
            }
            let mut kinds = match &running {
                Some(running) => {
                    let goes_on = held.iter().any(|one| one.counts() && one.continues(running));
                    alerts(count.as_ref(), Some(running), goes_on, self.door(student), today)
                }
                // Only a last confirmation or evaluation can be due of what has ended.
                None => Vec::new(),
            };
            kinds.extend(self.of_extensions(student, today)?);
            let missing = own(&self.evaluations, &student.id);
            kinds.extend(of_evaluations(missing, today));
            if running.is_some() {
                kinds.extend(self.of_record(student));
            }
            if self.differs_from_list(student, today)? {
                kinds.push(AlertKind::SevisList);
            }
            let ends = running.as_ref().map(|running| running.end);
            let ends = ends.or_else(|| ended(periods, today));
            found.rows.extend(kinds.into_iter().map(|kind| AlertRow {
                student: student.id.clone(),
                name: person(student, &self.school.name).name(),
                sevis_id: student.sevis_id.clone(),
                kind,
                days,
                ends,
            }));
        }
        Ok(Told { twice: self.twice, ..found })
    }

    /// The next instant at which a link of a student's lapses.
    pub fn next_lapse(&self, student: &str, now: i64) -> Option<i64> {
        let lapses = own(&self.links, student).iter().map(|link| link.lapses_at);
        lapses.filter(|at| *at > now).min()
    }

    /// What the record itself shows.
    fn of_record(&self, student: &student::Model) -> Vec<AlertKind> {
        let mut kinds = Vec::new();
        // One whose address was corrected since is reached by now.
        let now = student.email.clone().map(|email| (student.id.clone(), email));
        if now.is_some_and(|now| self.undelivered.contains(&now)) {
            kinds.push(AlertKind::Undelivered);
        }
        if self.twice.contains_key(&student.id) {
            kinds.push(AlertKind::Twice);
        }
        kinds
    }

    /// True where the last list from SEVIS says otherwise.
    fn differs_from_list(
        &self,
        student: &student::Model,
        today: Date,
    ) -> Result<bool, ServiceError> {
        let Some(row) = self.listed.get(&student.id) else { return Ok(false) };
        let (periods, jobs) = (own(&self.periods, &student.id), own(&self.jobs, &student.id));
        let on_record = sevis_list::on_record(student, periods, jobs, today);
        let listed = sevis_list::listed(row)?;
        Ok(!sevis_list::compare(listed.as_ref(), &row.was, &on_record, today).is_empty())
    }

    fn door(&self, student: &student::Model) -> Door {
        // Of several links the newest counts: it comes last.
        let invited = own(&self.links, &student.id).last();
        let since = invited.map(|link| self.zone.day(instant(link.created_at)));
        match (self.states.get(&student.id), since) {
            (Some(AccountState::Locked | AccountState::RegistrationLocked), _) => Door::Locked,
            (Some(AccountState::Invited), Some(since)) => Door::Invited(since),
            (Some(AccountState::NotInvited | AccountState::InviteExpired), _) => Door::None,
            _ => Door::Open,
        }
    }

    /// What is due or late of a student's extensions.
    fn of_extensions(
        &self,
        student: &student::Model,
        today: Date,
    ) -> Result<Option<AlertKind>, ServiceError> {
        let periods = own(&self.periods, &student.id);
        let changes = own(&self.confirmed, &student.id);
        for row in periods.iter().filter(|row| row.start_date <= today) {
            let confirmed = of_extension(changes, row, periods, &self.zone)?;
            if let Some(kind) = of_stem(&convert::authorization(row), &confirmed, today) {
                return Ok(Some(kind));
            }
        }
        Ok(None)
    }
}

/// The day on which a student's last extension ended.
fn ended(own: &[authorization::Model], today: Date) -> Option<Date> {
    let extensions = own.iter().filter(|row| convert::authorization(row).extends());
    extensions.map(|row| row.end_date).filter(|end| *end < today).max()
}
