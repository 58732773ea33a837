//! What every page shows around its body, and the traits of forms.

use domain::fault::Fault;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The field by which a form says for whom it was made.
pub const MADE_FOR: &str = "made_for";

/// What stands around a page's body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Who is looking.
    pub viewer: Viewer,
    /// Names the account the page is made for; its forms carry it. Empty for nobody.
    pub made_for: String,
    /// The token of the mailed link that led here; its forms carry it. Empty on other pages.
    pub link: String,
    /// Said once, in words.
    pub said: Option<Said>,
    /// The receipt about which the student's school asks; none for no question.
    pub asked: Option<String>,
    /// A form refused without scripts, to be shown again.
    pub replay: Option<Replay>,
    /// The demo's mailbox is open.
    pub demo: bool,
    /// Minutes without a click after which the session ends.
    pub idle_minutes: u32,
}

/// Who is looking.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Viewer {
    /// Nobody known.
    #[default]
    Nobody,
    /// A student.
    Student {
        /// Full name.
        name: String,
    },
    /// Somebody with an online account.
    Holder {
        /// Email.
        email: String,
    },
    /// Somebody of the help team.
    Helpdesk {
        /// Full name.
        name: String,
    },
    /// A student who holds an online account, with one login for both.
    Both {
        /// Full name.
        name: String,
    },
    /// An official.
    Official {
        /// Full name.
        name: String,
    },
}

/// A form as it was typed, without its secrets, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// Values by field name.
    pub values: BTreeMap<String, String>,
    /// Faults in the order of the page.
    pub faults: Vec<Fault>,
}

/// What a server function answers to a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Accepted; the answer's redirect says where to go.
    Done,
    /// Refused for these reasons.
    Refused(Vec<Fault>),
}

/// A notice in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Heading.
    pub heading: String,
    /// Sentence.
    pub sentence: String,
    /// Something was done; else it is only to be known.
    pub done: bool,
    /// The deleted employer that "Undo" brings back.
    pub undo: Option<String>,
}

/// Said once on the page after a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// How news reach the student was chosen.
    ReachSaved,
    /// News show on this device.
    PushOn,
    /// They do not on one any more.
    PushOff,
    /// They cannot on this one.
    PushRefused,
    /// The account exists now.
    AccountCreated,
    /// A student's record and an online account have one login now.
    RecordJoined,
    /// The session has ended.
    LoggedOut,
    /// An authorization that cannot be approved beside another one.
    ApprovalRefused {
        /// The other one, in words.
        other: String,
    },
    /// A mail is under way, if the details match.
    RecoveryAsked,
    /// A link to a copy of the record was asked for.
    CopyAsked,
    /// A passkey that logs nobody in.
    PasskeyRefused,
    /// A student without a second step may add one; said after the first login.
    SecondStepOffered,
    /// A new password is set.
    PasswordChanged,
    /// The report is saved; its receipt is shown.
    ReportSaved,
    /// An employer was deleted; this id brings it back.
    EmployerDeleted {
        /// The employer.
        id: String,
    },
    /// A deleted employer is back.
    EmployerRestored,
    /// The authorization is approved; whether the invitation was mailed at once.
    Approved {
        /// The invitation went into the outbox.
        invited: bool,
    },
    /// "Reset portal account" sent a fresh registration link.
    LinkSent,
    /// "Reset portal account" unlocked and sent an account-reset link.
    Unlocked,
    /// "Reset portal account" did nothing, for this reason.
    ResetRefused(ResetRefusal),
    /// A report was accepted; so many are left.
    Accepted {
        /// Reports to check.
        left: u64,
    },
    /// Several reports were accepted.
    AcceptedTogether {
        /// How many.
        count: usize,
        /// Left out, since others had changed them meanwhile.
        skipped: usize,
    },
    /// What was accepted together is to be checked again.
    AcceptTakenBack {
        /// How many.
        count: usize,
        /// Of these, on their way to SEVIS already.
        gone: usize,
    },
    /// A receipt was made here.
    ReceiptGenuine {
        /// What it says.
        words: String,
    },
    /// A section of a training plan is saved.
    PlanSaved,
    /// A new version of a training plan was begun.
    PlanVersion,
    /// A version of a training plan was given up.
    PlanDropped,
    /// The links to sign are mailed.
    SignersAsked,
    /// A signature is there.
    PlanSigned,
    /// All three are, and the school has the plan.
    PlanSent,
    /// A plan or an evaluation was sent back.
    PlanReturned,
    /// An evaluation is signed.
    EvaluationSigned,
    /// The school knows that a job has ended.
    DepartureReported,
    /// A training plan is accepted.
    PlanAccepted,
    /// A student was asked about a training plan.
    PlanAsked,
    /// It is noted that SEVIS was given a plan.
    PlanHanded,
    /// An employer's report is seen to.
    DepartureSeen,
    /// A student was asked.
    StudentAsked,
    /// A report was given to somebody.
    Assigned,
    /// The student's answer is with the school.
    AnswerSent,
    /// The email is changed, the account locked, both mails are under way.
    EmailChanged,
    /// The email is changed; the student has no account yet.
    EmailSaved,
    /// A difference between file and student is decided.
    DifferenceDecided {
        /// For the file.
        file: bool,
    },
    /// A batch was made.
    BatchMade,
    /// A batch was made, which the portal sends.
    BatchOnItsWay,
    /// No change is ready for a batch.
    NothingForSevis,
    /// Every change that waits is held back, or the school lacks something.
    AllHeld,
    /// An answer of SEVIS was read.
    AnswerRead {
        /// Taken.
        confirmed: usize,
        /// Not taken.
        refused: usize,
        /// Records that are none of the batch.
        unmatched: usize,
        /// Records without an answer.
        unanswered: usize,
        /// Something was noted that was not noted before.
        changed: bool,
    },
    /// What was done by hand is noted.
    SevisNoted,
    /// An official was invited; the link is mailed.
    OfficialInvited,
    /// An official has another role, or no access any more.
    OfficialChanged,
    /// Somebody else acted first: nothing was done.
    ActedMeanwhile,
    /// A change does not count as entered in SEVIS any more.
    SevisNoteUndone,
    /// The email is spelled otherwise, and the mailbox is the same.
    EmailSpelled,
    /// A colleague saved the settings meanwhile: nothing was changed.
    SettingsMeanwhile,
    /// The settings of the school were saved.
    SchoolSaved,
    /// A batch was discarded.
    BatchDiscarded,
    /// An upload was discarded.
    ImportDiscarded,
    /// The record was changed since it was shown.
    DifferenceGone,
    /// A record is amended; it can be undone.
    Amended,
    /// An extension was added; its employer is next.
    ExtensionAdded,
    /// An amendment that cannot be undone, and why.
    NotUndone {
        /// A sentence.
        why: String,
    },
    /// Nothing was changed, so nothing was sent.
    NothingChanged,
    /// A message is with the other side.
    MessageSent,
    /// A case is in the account.
    CaseAdded,
    /// A new access code is under way, if the case is on record.
    AccessCodeAsked,
    /// The client is asked, if the case is on record.
    ClientAsked,
    /// A consent is decided.
    ConsentDecided,
    /// The help team's change of a case is saved.
    CaseSaved,
    /// Logged in without the second steps.
    StepsLost,
    /// New questions are asked from now on.
    QuestionsChanged,
    /// Another confirmation mail is under way.
    ConfirmationSent,
    /// Another mail or text with a code is under way.
    CodeSent,
    /// The online account is complete.
    OnlineAccountReady,
    /// A second step was added.
    FactorAdded,
    /// A second step was removed.
    FactorRemoved,
    /// Backup codes were made; they are shown.
    BackupCodesMade,
    /// Sessions were ended.
    SessionsEnded,
    /// A backup code was used, and another took its place; it is shown.
    BackupCodeUsed,
    /// A change was frozen, and every session ended.
    ChangeFrozen,
    /// The same, but another account has the address by now.
    FrozenOnly,
    /// The account closes after the waiting time.
    Closing,
    /// The account stays open.
    NotClosing,
    /// A mail went to the new address.
    EmailAsked,
    /// The email of an online account is changed.
    EmailIsNew,
    /// What was typed is back; it has not been sent yet.
    DraftKept,
}

/// Why "Reset portal account" can do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResetRefusal {
    /// No authorization has opened the portal.
    NotEligible,
    /// Access ended six months after the authorization.
    Closed,
    /// No email is on record.
    NoEmail,
    /// The student logs in with an online account of their own.
    Joined,
}

/// The files of the browser bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// There is one; until then pages come without scripts.
    pub built: bool,
    /// The style sheet.
    pub css: String,
    /// The script of every page.
    pub enhance: String,
    /// The script that judges forms, loaded at the first touch of one.
    pub forms: String,
    /// The script that asks for notifications, on the page about them.
    pub notify: String,
    /// The rules that it asks.
    pub rules: String,
    /// Their wasm module.
    pub wasm: String,
}
