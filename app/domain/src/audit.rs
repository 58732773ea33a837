//! What is written down of everything that staff look at and do.

crate::named_codes! {
    /// An act of an official, of the help team, or of whoever runs the portal.
    AuditAct {
        /// A student's record was opened.
        RecordSeen = "record_seen", "Record opened";
        /// Students were listed.
        StudentsListed = "students_listed", "In a list of students";
        /// Reports to check were listed, with what they say.
        ReportsListed = "reports_listed", "Report read";
        /// Conversations were listed.
        ConversationsListed = "conversations_listed", "In a list of conversations";
        /// Cases were listed.
        CasesListed = "cases_listed", "In a list of cases";
        /// A conversation was opened.
        ConversationSeen = "conversation_seen", "Conversation opened";
        /// A file of a message was opened.
        FileOpened = "file_opened", "File opened";
        /// A case was opened.
        CaseSeen = "case_seen", "Case opened";
        /// The audit was read.
        AuditSeen = "audit_seen", "Audit read";
        /// An authorization was approved.
        Approved = "approved", "Authorization approved";
        /// An account was reset.
        AccountReset = "account_reset", "Account reset";
        /// A student's email was changed.
        EmailChanged = "email_changed", "Email changed";
        /// An authorization or employer was corrected, withdrawn or merged.
        RecordAmended = "record_amended", "Record amended";
        /// A difference between file and student was decided.
        DifferenceDecided = "difference_decided", "Difference decided";
        /// A SEVIS batch was made.
        BatchMade = "batch_made", "SEVIS batch made";
        /// A SEVIS batch was discarded, since its file never left.
        BatchDiscarded = "batch_discarded", "SEVIS batch discarded";
        /// An answer of SEVIS was read.
        BatchAnswered = "batch_answered", "Answer from SEVIS read";
        /// A change was noted as entered in SEVIS by hand, or sent again.
        EnteredInSevis = "entered_in_sevis", "Noted as entered in SEVIS";
        /// The way to SEVIS was set.
        SchoolSet = "school_set", "School set up";
        /// A report was marked as checked.
        ReportChecked = "report_checked", "Report checked";
        /// A student was asked about a report.
        ReportAsked = "report_asked", "Asked about a report";
        /// A report was given to an official to check.
        ReportAssigned = "report_assigned", "Report assigned";
        /// The check of a report was taken back.
        ReportReopened = "report_reopened", "Check undone";
        /// Training plans were listed.
        PlansListed = "plans_listed", "In a list of training plans";
        /// A training plan was opened.
        PlanSeen = "plan_seen", "Training plan opened";
        /// A training plan was accepted.
        PlanAccepted = "plan_accepted", "Training plan accepted";
        /// A student was asked about a training plan.
        PlanAsked = "plan_asked", "Training plan changes requested";
        /// A training plan was given to SEVIS.
        PlanHanded = "plan_handed", "Training plan handed to SEVIS";
        /// An employer's report of the end of a job was seen to.
        DepartureSeen = "departure_seen", "Employer’s report handled";
        /// A conversation was answered.
        MessageSent = "message_sent", "Conversation answered";
        /// A conversation was closed.
        ConversationClosed = "conversation_closed", "Conversation closed";
        /// A case was written down or corrected.
        CaseSaved = "case_saved", "Case saved";
        /// A case got news.
        CaseStatus = "case_status", "Status of a case set";
        /// An access code was made to be posted.
        LetterMade = "letter_made", "Access code made";
        /// A letter was posted.
        LetterPosted = "letter_posted", "Letter posted";
        /// The portal got new keys.
        SecretsRotated = "secrets_rotated", "New keys";
        /// A school was added.
        SchoolAdded = "school_added", "School added";
        /// Somebody was invited to work in the console.
        OfficialInvited = "official_invited", "Official invited";
        /// An official was given another role.
        OfficialRole = "official_role", "Official given another role";
        /// Somebody's access to the console was ended.
        OfficialRemoved = "official_removed", "Official removed";
        /// Somebody who works in the console was given a new way in.
        OfficialReset = "official_reset", "Official reset";
        /// Students were imported.
        StudentsImported = "students_imported", "Students imported";
        /// Students were exported.
        StudentsExported = "students_exported", "Students exported";
    }
}

/// Whom or what an act is about, as it is kept: `student:ID`, `account:ID`, `case:ID`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A student.
    Student(String),
    /// Whoever has an account.
    Account(String),
    /// A case on paper.
    Case(String),
}

impl Subject {
    /// As it is kept.
    pub fn key(&self) -> String {
        match self {
            Self::Student(id) => format!("student:{id}"),
            Self::Account(id) => format!("account:{id}"),
            Self::Case(id) => format!("case:{id}"),
        }
    }

    /// The identities of the students among subjects as they are kept, with commas.
    pub fn students(kept: &str) -> impl Iterator<Item = &str> {
        kept.split(',').filter_map(|key| key.strip_prefix("student:"))
    }
}
