//! An employer report: the fields of `sevp-portal` §2.3 and the date rules of §3.1.

use crate::address::{self, Address, AddressForm};
use crate::authorization::{Authorization, Kind, Schedule};
use crate::fault::{Fault, FaultCode, Faults};
use crate::history::Snapshot;
use crate::profile::ticked;
use crate::{date, ein, email::Email, phone, text, window};
use serde::{Deserialize, Serialize};
use time::Date;

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
    /// `on` for self-employed.
    pub self_employed: String,
    /// Employer Identification Number.
    pub ein: String,
    /// Work address: street.
    pub street: String,
    /// Work address: second line.
    pub line2: String,
    /// Work address: city.
    pub city: String,
    /// Work address: state code.
    pub state: String,
    /// Work address: ZIP.
    pub zip: String,
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
    /// Supervisor's e-mail.
    pub supervisor_email: String,
    /// How the job relates to the field of study, 1 to 1000.
    pub relation: String,
    /// Why the report comes late, at most 500, never needed.
    pub late_reason: String,
}

/// An accepted employer report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employer {
    /// Name.
    pub name: String,
    /// The student's own business.
    pub self_employed: bool,
    /// Nine bare digits, empty for none.
    pub ein: String,
    /// Where the work is done.
    pub address: Address,
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
    /// Supervisor's e-mail, empty for none.
    pub supervisor_email: String,
    /// How the job relates to the field of study.
    pub relation: String,
    /// Why the report came late, empty for none.
    pub late_reason: String,
}

/// What a report is judged against.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The authorization the job belongs to.
    pub authorization: &'a Authorization,
    /// The student's name, which names a self-employed job.
    pub student_name: &'a str,
    /// Name and start date of the other employers of the authorization.
    pub others: &'a [(String, Date)],
    /// The stored employer when one is edited.
    pub stored: Option<&'a Employer>,
    /// An official or an import may do what a STEM student may not.
    pub by_student: bool,
}

impl EmployerForm {
    /// Reads and judges the report, telling all faults at once, in the order of the page.
    pub fn parse(&self, about: &Circumstances<'_>) -> Result<Employer, Vec<Fault>> {
        let mut faults = Faults::default();
        let read = self.read(about, &mut faults);
        // The rules between fields apply to those that could be read, whatever the others say.
        judge_dates(read.start, read.end, about, &mut faults);
        if read.schedule == Some(Schedule::FullTime)
            && about.authorization.schedule == Schedule::PartTime
        {
            faults.add("schedule", FaultCode::PartTimeOnly);
        }
        if is_seeking(&self.name) {
            faults.add("name", FaultCode::NotAnEmployer);
        }
        if about.authorization.kind == Kind::Stem && about.by_student {
            let self_employed = ticked(&self.self_employed);
            judge_stem(self_employed, read.employer.as_ref(), about, &mut faults);
        }
        if let Some(employer) = &read.employer {
            let same = |(name, start): &(String, Date)| {
                name.trim().eq_ignore_ascii_case(employer.name.trim()) && *start == employer.start
            };
            if about.others.iter().any(same) {
                faults.add("name", FaultCode::DuplicateEmployer);
            }
        }
        match read.employer {
            Some(employer) if faults.is_empty() => Ok(employer),
            _ => Err(faults.into_vec()),
        }
    }

    /// The faults that can be told without the record: the browser asks before it sends. Doubles and
    /// what STEM students may not change are the server's to find.
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

/// SEVIS S1149 to S1152 and S1159.
fn judge_dates(
    start: Option<Date>,
    end: Option<Date>,
    about: &Circumstances<'_>,
    faults: &mut Faults,
) {
    let Authorization { start: opens, end: closes, .. } = *about.authorization;
    if let Some(start) = start {
        if start < opens {
            faults.add("start_date", FaultCode::BeforeAuthorization { start: opens });
        } else if start >= closes {
            faults.add("start_date", FaultCode::AfterAuthorization { end: closes });
        }
    }
    if let Some(end) = end {
        if end < opens {
            faults.add("end_date", FaultCode::BeforeAuthorization { start: opens });
        } else if end > closes {
            faults.add("end_date", FaultCode::AfterAuthorization { end: closes });
        } else if start.is_some_and(|start| start >= end) {
            faults.add("end_date", FaultCode::EndNotAfterStart);
        }
    }
}

/// STEM students report a new employer, name, EIN or start date through their school (I-983).
fn judge_stem(
    self_employed: bool,
    employer: Option<&Employer>,
    about: &Circumstances<'_>,
    faults: &mut Faults,
) {
    if self_employed {
        faults.add("self_employed", FaultCode::NoSelfEmployment);
    }
    let Some(stored) = about.stored else {
        faults.add("name", FaultCode::SchoolMustChange);
        return;
    };
    if let Some(employer) = employer {
        let pairs = [
            ("name", employer.name != stored.name),
            ("ein", employer.ein != stored.ein),
            ("start_date", employer.start != stored.start),
        ];
        for (field, _) in pairs.into_iter().filter(|(_, changed)| *changed) {
            faults.add(field, FaultCode::SchoolMustChange);
        }
    }
}

fn is_seeking(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let bare: String = lower.chars().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).collect();
    let dashes = bare.is_empty() && !name.trim().is_empty();
    if dashes || ["na", "none", "notapplicable"].contains(&bare.as_str()) {
        return true;
    }
    [
        "seeking employment",
        "looking for",
        "unemployed",
        "not employed",
        "no employer",
        "not working",
        "no job",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase))
}

impl Employer {
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
            id: id.to_owned(),
            version: version.to_string(),
            once: String::new(),
            name: self.name.clone(),
            self_employed: if self.self_employed { "on".into() } else { String::new() },
            ein: ein::spell(&self.ein),
            street: self.address.street.clone(),
            line2: self.address.line2.clone(),
            city: self.address.city.clone(),
            state: self.address.state.clone(),
            zip: self.address.zip.clone(),
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

/// What an accepted employer form amounts to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Added or changed.
    pub event: crate::history::Event,
    /// The fields that changed.
    pub changes: Vec<crate::history::Change>,
    /// Days by which it comes late; none where the start date stays as it was reported before.
    pub days_late: Option<i64>,
}

/// Compares an employer with what was stored of it; none where nothing changes. A changed start date
/// is as late as a new one; other edits are reports of today (8 CFR 214.2(f)(12)(i)).
pub fn decide(before: Option<&Employer>, after: &Employer, today: Date) -> Option<Decision> {
    let old = before.map_or_else(crate::history::Snapshot::new, Employer::snapshot);
    let changes = old.changes_to(&after.snapshot());
    if changes.is_empty() {
        return None;
    }
    let started = before.is_none_or(|before| before.start != after.start);
    let event = match before {
        Some(_) => crate::history::Event::EmployerChanged,
        None => crate::history::Event::EmployerAdded,
    };
    Some(Decision { event, changes, days_late: started.then(|| after.days_late(today)) })
}
