//! The student's pages.

use super::form::{Form, act, form, page_or};
use super::{CheckView, MailState};
use crate::routes;
use domain::Date;
use domain::authorization::Authorization;
use domain::deadlines::Deadline;
use domain::employer::{Employer, EmployerForm};
use domain::history::{Change, Doer, Event};
use domain::next_step::NextStep;
use domain::profile::ProfileForm;
use domain::stem::Validation;
use domain::unemployment::Count;
use domain::window::Access;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

impl Form for ProfileForm {
    const NAME: &'static str = "profile";
    // Shown again, the form is of the version now on record.
    const SECRETS: &'static [&'static str] = &["version"];
    fn page(&self) -> String {
        routes::PROFILE.to_owned()
    }
}

impl Form for EmployerForm {
    const NAME: &'static str = "employer";
    const SECRETS: &'static [&'static str] = &["version"];
    fn page(&self) -> String {
        match routes::own_path(&routes::employer_edit(&self.id)) {
            Some(path) if !self.id.is_empty() => path.to_owned(),
            _ => routes::NEW_EMPLOYER.to_owned(),
        }
    }
}

form! {
    /// Asks for the place of a ZIP code.
    PlaceForm("place") kept false hides [] on |_| routes::PROFILE.to_owned(); {
        /// As it is typed.
        zip,
    }
}

/// The place of a ZIP code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// City.
    pub city: String,
    /// Code of the state.
    pub state: String,
}

act! {
    /// Deletes an employer.
    DeleteEmployerForm("delete_employer") on |f| page_or(&routes::employer(&f.id), routes::EMPLOYMENT)
}

act! {
    /// Brings a deleted employer back.
    RestoreEmployerForm("restore_employer") on |f| page_or(&routes::employer(&f.id), routes::EMPLOYMENT)
}

form! {
    /// Checks a receipt that somebody was shown.
    CheckReceiptForm("check_receipt") kept false hides [] on |_| routes::CHECK_RECEIPT.to_owned(); {
        /// Its number.
        receipt,
        /// Its code.
        receipt_code,
    }
}

form! {
    /// "I left this job".
    JobEndedForm("job_ended") hides ["version"]
    on |f| page_or(&routes::job_ended(&f.id), routes::EMPLOYMENT); {
        /// The employer.
        id,
        /// As it was looked at.
        version,
        /// Last day of work.
        end_date,
        /// The effect that was shown.
        effect,
    }
}

/// The page of a job that has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobEndedView {
    /// Name of the employer.
    pub name: String,
    /// First day of the job.
    pub since: Date,
    /// Last day of the authorization.
    pub until: Date,
    /// Another job goes on today.
    pub employed_elsewhere: bool,
    /// What the form shows.
    pub form: JobEndedForm,
}

pub use domain::sevis_state::SevisState;

/// Name and identity of a student.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Given name.
    pub given_name: String,
    /// Surname.
    pub surname: String,
    /// SEVIS ID.
    pub sevis_id: String,
    /// Email, empty for none.
    pub email: String,
    /// School.
    pub school: String,
}

impl Person {
    /// Given name and surname.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.surname).trim().to_owned()
    }
}

/// The profile page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileView {
    /// Read only.
    pub person: Person,
    /// What the form shows.
    pub form: ProfileForm,
    /// Whether edits are taken.
    pub access: Access,
}

/// The employment page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmploymentView {
    /// Newest first.
    pub authorizations: Vec<AuthorizationView>,
    /// The count, where one applies.
    pub count: Option<Count>,
    /// The STEM validation that can be confirmed now.
    pub validation: Option<Validation>,
    /// Whether edits are taken.
    pub access: Access,
}

/// The student's first page: what to do, what comes, what happened last, and the employment page below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    /// The school, which answers questions.
    pub school: String,
    /// What to do now, the most urgent first.
    pub steps: Vec<NextStep>,
    /// The receipt about which the school has asked something.
    pub asked: Option<String>,
    /// The plan whose employer has reported the end of a job, and the job.
    pub left: Option<(String, String)>,
    /// The first steps of somebody who has just begun; none once they are done, or where something presses.
    pub first: Option<FirstSteps>,
    /// The next deadlines, the nearest first.
    pub next: Vec<Deadline>,
    /// The last report.
    pub last: Option<LastReport>,
    /// Authorizations, employers, count.
    pub employment: EmploymentView,
}

/// Which of the first steps are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstSteps {
    /// Address and phone are on record.
    pub reachable: bool,
    /// An employer was reported; none where the school reports it.
    pub employer: Option<bool>,
}

/// The last report and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastReport {
    /// Its receipt.
    pub receipt: String,
    /// What it was about.
    pub about: ReportAbout,
    /// The day it came, in the school's zone.
    pub on: Date,
    /// Where it stands; none where SEVIS has no field for it.
    pub state: Option<SevisState>,
}

/// What a report was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportAbout {
    /// Address or phone.
    Contact,
    /// The employer of this name.
    Employer(String),
    /// The confirmation of a STEM record.
    Confirmation,
}

/// One authorization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationView {
    /// Identity.
    pub id: String,
    /// The authorization.
    pub authorization: Authorization,
    /// The school's remarks, empty for none.
    pub remarks: String,
    /// Employers, newest first; deleted ones last.
    pub employers: Vec<EmployerCard>,
    /// The student may add an employer here.
    pub may_add: bool,
}

/// One employer in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerCard {
    /// Identity.
    pub id: String,
    /// The employer.
    pub employer: Employer,
    /// Deleted, can be brought back.
    pub deleted: bool,
    /// Days by which the report came late; 0 for in time.
    pub days_late: i64,
    /// Where the last change stands.
    pub sevis: Option<SevisState>,
    /// The student may edit it.
    pub may_edit: bool,
    /// The student may delete it.
    pub may_delete: bool,
}

/// One employer's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerView {
    /// The employer.
    pub card: EmployerCard,
    /// The count today.
    pub count: Option<Count>,
    /// Days used if it were deleted (or, when deleted, brought back).
    pub used_otherwise: Option<u32>,
}

/// The form of an employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerFormView {
    /// What the form shows.
    pub form: EmployerForm,
    /// The authorization it belongs to.
    pub authorization: Authorization,
    /// Name, EIN and start date are for the school to change.
    pub stem: bool,
}

/// Which part of the history to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HistoryFilter {
    /// A code of [`Event`], `mail`, or empty for all.
    pub kind: String,
    /// `YYYY-MM`, or empty for all.
    pub month: String,
}

/// The history page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryView {
    /// Newest first.
    pub entries: Vec<HistoryEntry>,
    /// Months in which something happened, newest first, as `YYYY-MM`.
    pub months: Vec<String>,
    /// Codes of the kinds that are in this history, and of the one that is asked for.
    pub kinds: BTreeSet<String>,
    /// What is shown.
    pub filter: HistoryFilter,
}

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When, in the school's time zone.
    pub at: String,
    /// What.
    pub what: HistoryKind,
}

/// A change or a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryKind {
    /// A change of the record.
    Change {
        /// What happened.
        event: Event,
        /// Who did it.
        doer: Doer,
        /// Their name, empty for the system.
        name: String,
        /// Which fields.
        changes: Vec<Change>,
    },
    /// A mail to the student.
    Mail {
        /// Subject.
        subject: String,
        /// To which address.
        to: String,
        /// Where it stands.
        state: MailState,
    },
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// Where anybody can check it.
    pub check_at: String,
    /// Number to quote.
    pub number: String,
    /// When, with the zone.
    pub at: String,
    /// Whose.
    pub person: Person,
    /// What happened.
    pub event: Event,
    /// What was sent: label and value.
    pub sent: Vec<(String, String)>,
    /// Days by which it came late; 0 for in time.
    pub days_late: i64,
    /// Where it stands on its way to SEVIS; none where SEVIS has no field for it.
    pub sevis: Option<SevisState>,
    /// Code by which others check it; empty for receipts of before there were any.
    pub code: String,
    /// The school's check, as far as the student is concerned.
    pub check: Option<CheckView>,
    /// The form of an answer.
    pub id: String,
}
