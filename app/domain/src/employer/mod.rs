//! An employer report: the fields of `sevp-portal` §2.3 and the date rules of §3.1.

mod decide;
mod ended;
mod form;
mod judge;
mod workplace;

pub use decide::{Decision, decide};
pub use ended::ended;
pub use form::{AGAIN, EmployerForm};
pub use judge::Circumstances;
pub use workplace::Workplace;

use crate::address::Address;
use crate::authorization::{Authorization, Schedule};
use crate::fault::Faults;
use crate::history::Snapshot;
use crate::{date, ein, phone, window};
use serde::{Deserialize, Serialize};
use time::Date;

/// An accepted employer report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employer {
    /// Name.
    pub name: String,
    /// The student's own business.
    pub self_employed: bool,
    /// Nine bare digits, empty for none.
    pub ein: String,
    /// The employer's address; whether the work is done there says `workplace`.
    pub address: Address,
    /// Where the work is done. What was kept before it was asked says nothing of it.
    #[serde(default)]
    pub workplace: Workplace,
    /// Job title, empty for none.
    pub job_title: String,
    /// Full or part time.
    pub schedule: Schedule,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Option<Date>,
    /// Supervisor's first name, empty for none.
    pub supervisor_first_name: String,
    /// Supervisor's last name, empty for none.
    pub supervisor_last_name: String,
    /// Ten bare digits, empty for none.
    pub supervisor_phone: String,
    /// Extension, empty for none.
    pub supervisor_phone_ext: String,
    /// Supervisor's email, empty for none.
    pub supervisor_email: String,
    /// How the job relates to the field of study.
    pub relation: String,
    /// Why the report came late, empty for none.
    pub late_reason: String,
}

/// True for two spellings of one employer's name: capital letters make no other one.
pub fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

impl Employer {
    /// True where its days are some of the authorization's (SEVIS S1149 to S1152 and S1159).
    pub fn fits(&self, authorization: &Authorization) -> bool {
        let mut faults = Faults::default();
        judge::dates(Some(self.start), self.end, authorization, &mut faults);
        faults.is_empty()
    }

    /// Days by which this report is late on `today`; 0 when in time.
    pub fn days_late(&self, today: Date) -> i64 {
        window::days_late(self.start, today)
    }

    /// The fields a history compares.
    pub fn snapshot(&self) -> Snapshot {
        // Taken apart, so that a new field cannot be left out of the history without a word.
        let Self {
            name,
            self_employed,
            ein,
            address,
            workplace,
            job_title,
            schedule,
            start,
            end,
            supervisor_first_name: first,
            supervisor_last_name: last,
            supervisor_phone: number,
            supervisor_phone_ext: extension,
            supervisor_email,
            relation,
            late_reason,
        } = self;
        let supervisor = format!("{first} {last}");
        let phone = match extension.as_str() {
            "" => phone::spell_us(number),
            extension => format!("{} ext. {extension}", phone::spell_us(number)),
        };
        Snapshot::new()
            .with("Employer name", &**name)
            .with("Self-employed", if *self_employed { "Yes" } else { "" })
            .with("EIN", ein::spell(ein))
            .with("Employer address", address.one_line())
            .with("Place of work", workplace.words())
            .with("Job title", &**job_title)
            .with("Schedule", schedule.words())
            .with("Start date", date::typed(*start))
            .with("End date", end.map(date::typed).unwrap_or_default())
            .with("Supervisor", supervisor.trim())
            .with("Supervisor phone", phone)
            .with("Supervisor email", &**supervisor_email)
            .with("Relation to field of study", &**relation)
            .with("Reason for the late report", &**late_reason)
    }

    /// The form that would post this employer.
    pub fn form(&self, id: &str, version: i32) -> EmployerForm {
        EmployerForm {
            tried_at: String::new(),
            id: id.to_owned(),
            version: version.to_string(),
            once: String::new(),
            name: self.name.clone(),
            name_is_right: String::new(),
            self_employed: if self.self_employed { "on".into() } else { String::new() },
            ein: ein::spell(&self.ein),
            street: self.address.street.clone(),
            line2: self.address.line2.clone(),
            city: self.address.city.clone(),
            state: self.address.state.clone(),
            zip: self.address.zip.clone(),
            workplace: self.workplace.code().to_owned(),
            site: self.workplace.site().to_owned(),
            job_title: self.job_title.clone(),
            schedule: self.schedule.code().to_owned(),
            start_date: date::typed(self.start),
            end_date: self.end.map(date::typed).unwrap_or_default(),
            supervisor_first_name: self.supervisor_first_name.clone(),
            supervisor_last_name: self.supervisor_last_name.clone(),
            supervisor_phone: phone::spell_us(&self.supervisor_phone),
            supervisor_phone_ext: self.supervisor_phone_ext.clone(),
            supervisor_email: self.supervisor_email.clone(),
            relation: self.relation.clone(),
            late_reason: self.late_reason.clone(),
        }
    }
}
