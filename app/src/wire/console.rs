//! The officials' pages.

use super::form::{Form, act, form, page_or};
use super::{AmendmentRow, AuthorizationView, HistoryEntry, Person, SevisState};
use crate::routes;
use domain::Date;
use domain::alert::{AlertKind, AlertSort};
use domain::review::ReviewState;
use domain::sevis_list::ListDifference;
use domain::stem::Validation;
use domain::unemployment::Count;
use serde::{Deserialize, Serialize};

form! {
    /// What to look for.
    SearchForm("search") hides [] on |_| routes::STUDENTS.to_owned(); {
        /// Part of a name, SEVIS ID, email or employer.
        q,
    }
}

form! {
    /// A student's new email.
    ChangeEmailForm("change_email") hides []
    on |f| page_or(&routes::student(&f.id), routes::STUDENTS); {
        /// The student.
        id,
        /// The new address.
        email,
    }
}

form! {
    /// Marks an authorization approved.
    ApproveForm("approve") hides []
    on |f| page_or(&routes::student(&f.student), routes::STUDENTS); {
        /// The authorization.
        id,
        /// Whose it is, so that a login in between leads back there.
        student,
    }
}

form! {
    /// Notes that a STEM validation is in SEVIS already, though the student has not confirmed it here.
    NoteValidationForm("note_validation") kept false hides []
    on |f| page_or(&routes::student(&f.student), routes::STUDENTS); {
        /// The extension.
        id,
        /// Whose it is.
        student,
        /// Of which validation: 6, 12, 18 or 24.
        months,
        /// What is noted as proof, such as the day or a ticket; at most 200.
        proof,
    }
}

act! {
    /// "Reset portal account".
    ResetAccountForm("reset_account")
    on |f| page_or(&routes::student(&f.id), routes::STUDENTS)
}

/// The console's first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsoleHomeView {
    /// School's name.
    pub school: String,
    /// Students on record.
    pub students: u64,
    /// Reports to check.
    pub open_reports: u64,
    /// Of these, those that a student has answered.
    pub answered: u64,
    /// Of these, those that are not in SEVIS within 21 days.
    pub overdue: u64,
    /// Changes that SEVIS has not taken.
    pub not_taken: u64,
    /// Batches that somebody has to see to.
    pub in_trouble: u64,
    /// Age of the oldest in days.
    pub oldest_report_days: i64,
    /// Whoever looks may read who looked and who did.
    pub audit: bool,
    /// Training plans that wait for the school.
    pub plans_to_check: u64,
    /// Accepted ones that SEVIS was not given.
    pub plans_to_hand: u64,
    /// Ends of jobs that employers reported and nobody has seen to.
    pub departures: u64,
}

/// The list of students.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentsView {
    /// What was looked for.
    pub q: String,
    /// In what order.
    pub sort: StudentSort,
    /// How many match.
    pub total: u64,
    /// The page shown, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// The rows of the page.
    pub rows: Vec<StudentRow>,
    /// Nobody's days have changed since they were put in this order.
    pub whole: bool,
}

domain::named_codes! {
    /// The order of a list of students.
    StudentSort {
        /// By name.
        Name = "name", "Name";
        /// The most days of unemployment first.
        Days = "days", "Unemployed";
        /// The first to end first.
        Ends = "ends", "Authorized until";
    }
}

/// A page of the students found, and in what order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentsOf {
    /// In what order.
    pub sort: StudentSort,
    /// The page, from 1.
    pub page: u32,
}

/// One student in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentRow {
    /// Identity.
    pub id: String,
    /// Who.
    pub person: Person,
    /// The account's state in words.
    pub account: AccountState,
    /// Days of unemployment used, and how many there are, where an authorization runs.
    pub days: Option<(u32, u32)>,
    /// The last day of the authorization that runs.
    pub ends: Option<Date>,
    /// Where the student works now, and the employers by which the student was found.
    pub employers: Vec<String>,
}

domain::named_codes! {
    /// The state of a student's portal account, as officials and exports see it.
    AccountState {
        /// No approved authorization has begun.
        NotEligible = "not_eligible", "Not yet eligible";
        /// Eligible, but no link could be sent (no email).
        NotInvited = "not_invited", "Not invited: no email on record";
        /// A link is open.
        Invited = "invited", "Invited";
        /// The last link lapsed unused.
        InviteExpired = "invite_expired", "Invitation expired";
        /// Three wrong SEVIS IDs.
        RegistrationLocked = "registration_locked", "Registration locked";
        /// Registered.
        Active = "active", "Active";
        /// A temporary password must be changed.
        TemporaryPassword = "temporary_password", "Temporary password sent";
        /// The student logs in with an online account of their own.
        Joined = "joined", "Logs in with an online account";
        /// Three failed logins.
        Locked = "locked", "Locked: failed logins";
        /// Reading only.
        ReadOnly = "read_only", "Read only";
        /// Access has ended.
        Closed = "closed", "Closed";
    }
}

/// A student's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordView {
    /// Identity.
    pub id: String,
    /// Who.
    pub person: Person,
    /// The same person under an earlier and a later SEVIS ID: record and SEVIS ID.
    pub linked: Vec<(String, String)>,
    /// Date of birth.
    pub birth_date: Date,
    /// Contact data: label and value.
    pub contact: Vec<(String, String)>,
    /// The account's state.
    pub account: AccountState,
    /// The count, where one applies.
    pub count: Option<Count>,
    /// Newest first.
    pub authorizations: Vec<AuthorizationView>,
    /// Newest first.
    pub history: Vec<HistoryEntry>,
    /// What officials amended, newest first.
    pub amendments: Vec<AmendmentRow>,
    /// What went to SEVIS, newest first.
    pub outgoing: Vec<OutgoingRow>,
    /// Reports that are not accepted, oldest first.
    pub reports: Vec<OpenReport>,
    /// The training plans.
    pub plans: Vec<super::PlanRow>,
    /// The validations of each STEM extension that have opened.
    pub validations: Vec<StemRow>,
    /// Where the last list from SEVIS says otherwise, and when it was taken in; none where it does not.
    pub sevis_list: Option<(String, Vec<ListDifference>)>,
}

/// A report that is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenReport {
    /// Its identity.
    pub id: String,
    /// What was reported.
    pub what: String,
    /// Where its check stands.
    pub state: ReviewState,
}

/// A STEM validation that can be confirmed, or could.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StemRow {
    /// The extension.
    pub authorization: String,
    /// The validation.
    pub one: Validation,
    /// When it was confirmed, or noted by the school.
    pub done: Option<Date>,
}

/// A change on its way to SEVIS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutgoingRow {
    /// Its id.
    pub id: String,
    /// When it was accepted.
    pub at: String,
    /// What it changes.
    pub what: String,
    /// Where it stands.
    pub state: SevisState,
    /// What SEVIS said, empty for nothing yet.
    pub answer: String,
    /// The official who entered it by hand, empty for nobody.
    pub done_by: String,
    /// What was noted as proof, empty for nothing.
    pub proof: String,
    /// The note may be taken back.
    pub may_undo: bool,
}

/// Which alerts are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertsOf {
    /// Of one kind; none for all.
    pub kind: Option<AlertKind>,
    /// In what order.
    pub sort: AlertSort,
    /// The page, from 1.
    pub page: u32,
}

/// Students whom an official should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertsView {
    /// The kind shown; none for all.
    pub kind: Option<AlertKind>,
    /// In what order.
    pub sort: AlertSort,
    /// How many of each kind.
    pub counts: Vec<(AlertKind, u64)>,
    /// A page of them.
    pub rows: Vec<AlertRow>,
    /// The page, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// Every student was looked at since something changed.
    pub whole: bool,
}

/// A reason to look at a student.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRow {
    /// The record.
    pub student: String,
    /// Full name.
    pub name: String,
    /// SEVIS ID.
    pub sevis_id: String,
    /// Why.
    pub kind: AlertKind,
    /// Days of unemployment used and allowed.
    pub days: Option<(u32, u32)>,
    /// Last day of the authorization that runs.
    pub ends: Option<Date>,
}
