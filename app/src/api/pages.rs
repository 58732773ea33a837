//! `PageOf`: every page that needs data, with the arguments of its path.

use crate::wire::{AlertsOf, AuditOf, HistoryFilter, StudentsOf};
use domain::plan::PlanFilter;
use domain::review::ReviewFilter;
use domain::sign_up::Step;

/// A page of training plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanPage {
    /// All of a student.
    All,
    /// One of them.
    One(String),
    /// A section of it.
    Section(String, String),
    /// A scan of it, signed by hand.
    Paper(String),
    /// An evaluation of it.
    Evaluation(String, String),
    /// What an employer's link leads to.
    Employer,
    /// A section by that link.
    EmployerSection(String),
    /// Those of a school, of one kind, from page 1.
    School(PlanFilter, u32),
    /// One of them.
    SchoolOne(String),
    /// Its employer, to be put on record: the student and the plan.
    Record(String, String),
}

/// A page that wants its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageOf {
    /// Nothing but its frame; the form of this name may be shown again.
    Frame(String),
    /// The demo's mailbox, from page 1.
    Mailbox(u32),
    /// Registration by a mailed link.
    Register,
    /// A new password by a mailed link.
    Reset,
    /// A copy of a record by a mailed link.
    Copy,
    /// The attestation.
    Attest,
    /// The account.
    Account,
    /// The profile.
    Profile,
    /// Authorizations, employers, count.
    Employment,
    /// One employer.
    Employer(String),
    /// The form of an employer, or of a new one.
    EmployerForm(Option<String>),
    /// A job that has ended.
    JobEnded(String),
    /// A STEM student's confirmation.
    Validation,
    /// The days that a student must not miss.
    Deadlines,
    /// Training plans.
    Plans(PlanPage),
    /// The inbox, from page 1.
    Inbox(u32),
    /// How news reach the student.
    Reach,
    /// The history.
    History(HistoryFilter),
    /// A receipt.
    Receipt(String),
    /// The console's first page.
    Console,
    /// The students found.
    Students(StudentsOf),
    /// One student's record.
    Record(String),
    /// An authorization of a record, to be corrected.
    StudentAuthorization(String, String),
    /// A new authorization of a record, as the plan of that name has it.
    NewStudentAuthorization(String, String),
    /// An employer of a record, to be corrected.
    StudentEmployer(String, String),
    /// A new employer of an authorization.
    NewStudentEmployer(String, String),
    /// An employer of a record, to be deleted or brought back.
    WithdrawEmployer(String, String),
    /// Where the school's file and students differ.
    BothSides,
    /// The uploads of the school.
    Imports,
    /// One of them.
    Import(String),
    /// The numbers of the school.
    Numbers,
    /// Students to look at.
    Alerts(AlertsOf),
    /// The way to SEVIS.
    Batches,
    /// One batch.
    Batch(String),
    /// Who works for the school.
    Officials,
    /// The settings of the school.
    School,
    /// What can be merged in a record.
    Merge(String),
    /// Reports of one kind, from page 1.
    Review(ReviewFilter, u32),
    /// One report to check.
    Report(String),
    /// Who looked, who did.
    Audit(AuditOf),
    /// Who saw the own record, from page 1.
    Seen(u32),
    /// The sign-up's page after the email was typed.
    Confirm,
    /// A confirmation link.
    ConfirmLink,
    /// A step of the sign-up.
    SignUp(Step),
    /// The second step of a login.
    Verify(String),
    /// The second step that is being added.
    Enrol,
    /// The first second step of an account that needs one.
    FirstFactor,
    /// The security page.
    Security,
    /// A mailed link to a new email.
    ConfirmEmail,
    /// A mailed "this was not me".
    NotMe,
    /// Opening one with a student's login.
    OpenOnline,
    /// Where online accounts begin.
    Holder,
    /// What opens an account whose second steps are lost.
    Lost,
    /// The holder's conversations.
    Messages,
    /// A new message.
    NewMessage,
    /// One conversation.
    Thread(String, u32),
    /// The help team's conversations, from page 1.
    Queue(u32),
    /// Own and clients' cases.
    Cases,
    /// One of them.
    Case(String),
    /// The help team's cases.
    HelpCases,
    /// A case to be written down.
    NewCase,
    /// A case as the help team sees it.
    HelpCase(String),
}
