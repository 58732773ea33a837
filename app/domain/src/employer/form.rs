//! The employer form: what is posted, and how it is read.

use super::Employer;
use super::judge::{self, Circumstances};
use super::workplace::Workplace;
use crate::address::{self, AddressForm};
use crate::authorization::{Authorization, Schedule};
use crate::fault::{Fault, FaultCode, Faults};
use crate::profile::ticked;
use crate::{date, ein, email::Email, phone, text};
use serde::{Deserialize, Serialize};
use time::Date;

/// The fields in the order of the page.
const PAGE: [&str; 22] = [
    "name",
    "name_is_right",
    "self_employed",
    "job_title",
    "schedule",
    "start_date",
    "end_date",
    "relation",
    "street",
    "line2",
    "zip",
    "city",
    "state",
    "workplace",
    "site",
    "ein",
    "supervisor_first_name",
    "supervisor_last_name",
    "supervisor_phone",
    "supervisor_phone_ext",
    "supervisor_email",
    "late_reason",
];

/// Posted as `version` when the same form was saved before and the person wants to send it as a further report.
pub const AGAIN: &str = "again";

/// The report as a form posts it; a missing field is an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmployerForm {
    /// Which employer is edited; empty for a new one.
    pub id: String,
    /// The version the form was filled from.
    pub version: String,
    /// A key made when the form was shown: the same key never makes two reports.
    pub once: String,
    /// Employer name, 1 to 121.
    pub name: String,
    /// `on` where somebody insists that this is an employer's name.
    pub name_is_right: String,
    /// `on` for self-employed.
    pub self_employed: String,
    /// Employer Identification Number.
    pub ein: String,
    /// Employer's address: street.
    pub street: String,
    /// Employer's address: second line.
    pub line2: String,
    /// Employer's address: city.
    pub city: String,
    /// Employer's address: state code.
    pub state: String,
    /// Employer's address: ZIP.
    pub zip: String,
    /// `here`, `home` or `elsewhere`; empty for the employer's address.
    pub workplace: String,
    /// The other place, at most 200.
    pub site: String,
    /// Job title, at most 64.
    pub job_title: String,
    /// `full_time` or `part_time`.
    pub schedule: String,
    /// First day.
    pub start_date: String,
    /// Last day, empty while it goes on.
    pub end_date: String,
    /// Supervisor's first name, at most 80.
    pub supervisor_first_name: String,
    /// Supervisor's last name, at most 40.
    pub supervisor_last_name: String,
    /// Supervisor's US phone.
    pub supervisor_phone: String,
    /// Extension, at most 8 digits.
    pub supervisor_phone_ext: String,
    /// Supervisor's email.
    pub supervisor_email: String,
    /// How the job relates to the field of study, 1 to 1000.
    pub relation: String,
    /// Why the report comes late, at most 500, never needed.
    pub late_reason: String,
    /// When the device first tried to send it, where the line dropped that (`first_try`).
    pub tried_at: String,
}
impl EmployerForm {
    /// An empty form, under a key of its own; the place of work is the employer's address until somebody says otherwise.
    pub fn begun(once: String) -> Self {
        Self { once, workplace: Workplace::Here.code().to_owned(), ..Self::default() }
    }

    /// Reads and judges the report, telling all faults at once.
    pub fn parse(&self, about: &Circumstances<'_>) -> Result<Employer, Vec<Fault>> {
        let mut faults = Faults::default();
        let read = self.read(about, &mut faults);
        // The rules between fields apply to those that could be read, whatever the others say.
        judge::dates(read.start, read.end, about.authorization, &mut faults);
        judge::schedule(read.schedule, about, &mut faults);
        if !ticked(&self.name_is_right) {
            judge::name(&self.name, &mut faults);
        }
        judge::stem(ticked(&self.self_employed), read.employer.as_ref(), about, &mut faults);
        judge::doubles(read.employer.as_ref(), about, &mut faults);
        match read.employer {
            Some(employer) if faults.is_empty() => Ok(employer),
            _ => Err(faults.into_vec_like(&PAGE)),
        }
    }

    /// The faults that can be told without the record: the browser asks before it sends. Only the server can
    /// find duplicates and fields that STEM students may not change.
    pub fn faults(&self, authorization: &Authorization) -> Vec<Fault> {
        let about = Circumstances {
            authorization,
            student_name: "-",
            others: &[],
            stored: None,
            by_student: false,
        };
        self.parse(&about).err().unwrap_or_default()
    }

    fn read(&self, about: &Circumstances<'_>, faults: &mut Faults) -> Read {
        let self_employed = ticked(&self.self_employed);
        let name = match text::line(&self.name, 121) {
            Ok(None) if self_employed => Some(about.student_name.to_owned()),
            given => faults.required("name", given),
        };
        let job_title = faults.keep("job_title", text::line(&self.job_title, 64));
        let schedule = match self.schedule.as_str() {
            "" => Err(FaultCode::Required),
            code => Schedule::from_code(code).ok_or(FaultCode::NotAChoice),
        };
        let schedule = faults.keep("schedule", schedule);
        let start = faults.required("start_date", date::parse(&self.start_date));
        let end = faults.keep("end_date", date::parse(&self.end_date));
        let relation = faults.required("relation", text::paragraph(&self.relation, 1000));
        let address = self.address().parse(address::PLAIN, faults);
        let workplace = Workplace::parse(&self.workplace, &self.site, faults);
        let ein = faults.keep("ein", ein::parse(&self.ein));
        let supervisor = self.supervisor(faults);
        let late_reason = faults.keep("late_reason", text::paragraph(&self.late_reason, 500));
        let employer = (|| {
            let [first, last, phone, ext, email] = supervisor?;
            Some(Employer {
                name: name?,
                self_employed,
                ein: ein?.unwrap_or_default(),
                address: address?,
                workplace: workplace?,
                job_title: job_title?.unwrap_or_default(),
                schedule: schedule?,
                start: start?,
                end: end?,
                supervisor_first_name: first,
                supervisor_last_name: last,
                supervisor_phone: phone,
                supervisor_phone_ext: ext,
                supervisor_email: email,
                relation: relation?,
                late_reason: late_reason?.unwrap_or_default(),
            })
        })();
        Read { employer, start, end: end.flatten(), schedule }
    }

    fn address(&self) -> AddressForm<'_> {
        AddressForm {
            street: &self.street,
            line2: &self.line2,
            city: &self.city,
            state: &self.state,
            zip: &self.zip,
        }
    }

    /// First and last name, phone, extension, email; empty where not given.
    fn supervisor(&self, faults: &mut Faults) -> Option<[String; 5]> {
        let first =
            faults.keep("supervisor_first_name", text::name(&self.supervisor_first_name, 80));
        let last = faults.keep("supervisor_last_name", text::name(&self.supervisor_last_name, 40));
        let phone = faults.keep("supervisor_phone", phone::us(&self.supervisor_phone));
        let ext = faults.keep("supervisor_phone_ext", phone::extension(&self.supervisor_phone_ext));
        let email = faults.keep("supervisor_email", Email::parse(&self.supervisor_email));
        let email = email.map(|email| email.map(|email| email.as_str().to_owned()));
        let [first, last, phone, ext, email] = [first?, last?, phone?, ext?, email?];
        Some([first, last, phone, ext, email].map(Option::unwrap_or_default))
    }
}

/// What could be read of a report, each by itself.
struct Read {
    employer: Option<Employer>,
    start: Option<Date>,
    end: Option<Date>,
    schedule: Option<Schedule>,
}
