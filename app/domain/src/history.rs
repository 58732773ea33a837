//! History as a typed difference: which fields changed, from what to what.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One changed field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field in plain words.
    pub field: Cow<'static, str>,
    /// Before; empty for none.
    pub old: String,
    /// After; empty for none.
    pub new: String,
}

/// The fields of a record that are compared for the history. Secrets are never in a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot(Vec<(&'static str, String)>);

impl Snapshot {
    /// An empty one: what a record was before it existed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field.
    #[must_use]
    pub fn with(mut self, field: &'static str, value: impl Into<String>) -> Self {
        self.0.push((field, value.into()));
        self
    }

    /// The fields and values.
    pub fn into_fields(self) -> impl Iterator<Item = (&'static str, String)> {
        self.0.into_iter()
    }

    /// The fields that differ from `self` to `after`, in the order of `after`, then of `self`.
    pub fn changes_to(&self, after: &Snapshot) -> Vec<Change> {
        let value = |of: &Snapshot, field: &str| {
            of.0.iter().find(|(name, _)| *name == field).map(|(_, v)| v.clone()).unwrap_or_default()
        };
        let gone = self.0.iter().filter(|(field, _)| !after.0.iter().any(|(f, _)| f == field));
        after
            .0
            .iter()
            .chain(gone)
            .map(|(field, _)| Change {
                field: Cow::Borrowed(*field),
                old: value(self, field),
                new: value(after, field),
            })
            .filter(|change| change.old != change.new)
            .collect()
    }
}

crate::named_codes! {
    /// What happened to a record.
    Event {
        /// Imported by the school.
        Imported = "imported", "Record imported";
        /// Address or phone changed.
        ProfileChanged = "profile_changed", "Profile changed";
        /// An employer was reported.
        EmployerAdded = "employer_added", "Employer added";
        /// An employer was changed.
        EmployerChanged = "employer_changed", "Employer changed";
        /// An employer was deleted.
        EmployerDeleted = "employer_deleted", "Employer deleted";
        /// A deleted employer was brought back.
        EmployerRestored = "employer_restored", "Employer restored";
        /// A STEM student confirmed that all on record is right.
        StemValidated = "stem_validated", "STEM validation";
        /// An authorization was added or changed.
        AuthorizationChanged = "authorization_changed", "Authorization changed";
        /// The official changed the email.
        EmailChanged = "email_changed", "Email changed";
        /// The account was created.
        AccountCreated = "account_created", "Account created";
        /// The record joined an online account.
        AccountJoined = "account_joined", "Joined to an online account";
        /// The record no longer belongs to the online account.
        AccountParted = "account_parted", "Separated from the online account";
        /// The same person has a record under a newer SEVIS ID.
        RecordContinued = "record_continued", "Continued under a newer SEVIS ID";
        /// An official has entered a change in SEVIS.
        EnteredInSevis = "entered_in_sevis", "Entered in SEVIS by the school";
        /// The account or invitation was locked.
        AccountLocked = "account_locked", "Account locked";
        /// The official reset the account.
        AccountReset = "account_reset", "Account reset";
        /// The password was changed.
        PasswordChanged = "password_changed", "Password changed";
        /// An invitation was sent.
        InvitationSent = "invitation_sent", "Invitation sent";
        /// The school asked something about a report.
        ReportAsked = "report_asked", "Question from the school";
        /// The student answered.
        ReportAnswered = "report_answered", "Question from the school answered";
        /// The check of a report was taken back.
        ReportReopened = "report_reopened", "Report check undone";
        /// The school checked a report.
        ReportReviewed = "report_reviewed", "Report checked by the school";
        /// A training plan was begun.
        PlanBegun = "plan_begun", "Training plan started";
        /// Somebody signed a training plan.
        PlanSigned = "plan_signed", "Training plan signed";
        /// A training plan is complete and with the school.
        PlanSent = "plan_sent", "Training plan sent to the school";
        /// The employer sent a training plan or an evaluation back.
        PlanReturned = "plan_returned", "Sent back by the employer";
        /// The school asks about a training plan.
        PlanAsked = "plan_asked", "Changes to the training plan requested by the school";
        /// The school accepted a training plan.
        PlanAccepted = "plan_accepted", "Training plan accepted by the school";
        /// The school gave a training plan to SEVIS.
        PlanHanded = "plan_handed", "Training plan entered in SEVIS by the school";
        /// A version of a training plan was given up.
        PlanDropped = "plan_dropped", "Training plan discarded";
        /// Somebody signed an evaluation.
        EvaluationSigned = "evaluation_signed", "Evaluation signed";
        /// The employer reported the end of a job.
        DepartureReported = "departure_reported", "End of the job reported by the employer";
        /// Somebody with the mailbox and the SEVIS ID opened a copy of the record.
        RecordCopied = "record_copied", "Copy of the record opened with an emailed link";
        /// Access changed to read-only or ended.
        AccessEnded = "access_ended", "Access ended";
    }
}

crate::named_codes! {
    /// Who did it.
    Doer {
        /// The student.
        Student = "student", "Student";
        /// An official of the school.
        Official = "official", "School official";
        /// An employer, by a mailed link.
        Employer = "employer", "Employer";
        /// The portal itself.
        System = "system", "System";
    }
}
