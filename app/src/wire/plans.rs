//! Training plans (Form I-983): of the student, of the employer behind a mailed link, and of the school.

use super::{FileView, Person};
use domain::Date;
use domain::fault::Fault;
use domain::plan::{
    Departed, EvaluationKind, EvaluationStage, PlanFilter, PlanState, Section, Signer, Values,
};
use serde::{Deserialize, Serialize};

/// A section as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionView {
    /// Which.
    pub section: Section,
    /// Field, label and value, in the order of the form.
    pub facts: Vec<(String, String, String)>,
}

/// Where a signature stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureView {
    /// Who.
    pub signer: Signer,
    /// Who it is, by the plan.
    pub name: String,
    /// To whom the link goes; empty for the student.
    pub email: String,
    /// The signature, if there is one.
    pub signed: Option<Signed>,
    /// The hash of what would be signed now.
    pub covers: String,
    /// Until when a link to sign works; empty for none.
    pub link_until: String,
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Full name.
    pub name: String,
    /// Title; empty for the student.
    pub title: String,
    /// The mailbox that was proved.
    pub email: String,
    /// When, in words.
    pub at: String,
    /// Drawn by hand: an SVG path; empty for none.
    pub drawn: String,
    /// SHA-256 of what it covers.
    pub covers: String,
    /// The scan of the paper on which it stands; none for one that was made here.
    pub paper: Option<FileView>,
}

/// A version of a plan and what is new in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanVersion {
    /// Its identity.
    pub id: String,
    /// Its number.
    pub number: i32,
    /// Where it stands.
    pub state: PlanState,
    /// When it was begun, in words.
    pub at: String,
    /// Label, before, after, and who signs again.
    pub changes: Vec<(String, String, String, Vec<Signer>)>,
}

/// An evaluation and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationRow {
    /// Which.
    pub kind: EvaluationKind,
    /// When it can be written.
    pub opens: Date,
    /// On what day it is due.
    pub on: Date,
    /// By when the school has it.
    pub until: Date,
    /// Where it stands; none where nothing is written.
    pub stage: Option<EvaluationStage>,
    /// It came after its last day, or is past it.
    pub late: bool,
    /// Of what time.
    pub period: Option<(Date, Date)>,
    /// The self-evaluation.
    pub text: String,
    /// Names and instants of the signatures, in words.
    pub signatures: Vec<String>,
    /// Why the employer sent it back; empty for nothing.
    pub returned: String,
    /// The hash of what both sign; empty where nothing is written.
    pub covers: String,
}

/// What an employer reported about the end of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartureRow {
    /// Its identity.
    pub id: String,
    /// The plan.
    pub plan: String,
    /// The student's record.
    pub student: String,
    /// The student's name.
    pub name: String,
    /// The employer.
    pub employer: String,
    /// The last day of work.
    pub last_day: Date,
    /// By when the employer reports.
    pub due: Date,
    /// How it ended.
    pub how: Departed,
    /// What else the employer says.
    pub note: String,
    /// Who reports, and when, in words.
    pub by: String,
    /// It came after its last day.
    pub late: bool,
    /// Who has seen to it; empty for nobody.
    pub seen: String,
}

/// A plan as any of those who work on it read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// This version.
    pub id: String,
    /// Its number.
    pub number: i32,
    /// Counts its changes.
    pub version: i32,
    /// Whose it is.
    pub person: Person,
    /// The employer, if it is filled in.
    pub employer: String,
    /// The edition of the form, in words.
    pub edition: String,
    /// Where it stands.
    pub state: PlanState,
    /// Who asked what; empty for nothing.
    pub asked: (String, String),
    /// The sections.
    pub sections: Vec<SectionView>,
    /// The school takes plans signed by hand.
    pub on_paper: bool,
    /// What is missing before anybody can sign.
    pub missing: Vec<Fault>,
    /// The three signatures.
    pub signatures: Vec<SignatureView>,
    /// All versions, newest first.
    pub versions: Vec<PlanVersion>,
    /// The evaluations, of an accepted plan.
    pub evaluations: Vec<EvaluationRow>,
    /// What the employer reported.
    pub departures: Vec<DepartureRow>,
    /// Today where the school is.
    pub today: Date,
}

/// A plan in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// The newest version.
    pub id: String,
    /// Whose it is.
    pub student: String,
    /// Their SEVIS ID.
    pub sevis_id: String,
    /// The employer; empty where it is not filled in.
    pub employer: String,
    /// Its number.
    pub number: i32,
    /// Where it stands.
    pub state: PlanState,
    /// Whose signature is there.
    pub signed: Vec<Signer>,
    /// When something last happened, in words.
    pub at: String,
    /// An evaluation that can be written now or is late, and by when.
    pub due: Option<(EvaluationKind, Date)>,
}

/// The plans of a student.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlansView {
    /// Newest first.
    pub rows: Vec<PlanRow>,
    /// The key of the next one.
    pub once: String,
    /// The student is on STEM OPT, or asks for it.
    pub stem: bool,
}

/// A section to be filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSectionView {
    /// The plan.
    pub id: String,
    /// Its version.
    pub version: i32,
    /// Which section.
    pub section: Section,
    /// Code of the edition, which has labels of its own.
    pub edition: String,
    /// The values.
    pub values: Values,
    /// A change makes a new version, because somebody has signed.
    pub signed: bool,
    /// The employer fills it in.
    pub by_employer: bool,
    /// Student and school, for an employer; empty for the student.
    pub whose: String,
    /// The employer's link is over: nothing can be saved.
    pub gone: bool,
}

/// An evaluation to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationView {
    /// The plan.
    pub id: String,
    /// The name with which the student signs.
    pub signs_as: String,
    /// The employer.
    pub employer: String,
    /// The evaluation.
    pub row: EvaluationRow,
    /// It can be written now.
    pub open: bool,
    /// First and last day that are offered.
    pub offered: (Date, Date),
}

/// What an employer's link leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmployerPlanView {
    /// Nothing: too old, or made void.
    Gone,
    /// Nothing is left to do: it was signed.
    Done,
    /// A plan to be filled in and signed by these.
    Sign {
        /// The plan.
        plan: Box<PlanView>,
        /// Who signs with this link and has not yet.
        signers: Vec<Signer>,
        /// A code is on its way.
        code_sent: bool,
        /// To where, hidden in part.
        to: String,
    },
    /// An evaluation to be signed.
    Evaluate {
        /// The plan.
        plan: Box<PlanView>,
        /// The evaluation.
        row: Box<EvaluationRow>,
        /// A code is on its way.
        code_sent: bool,
        /// To where, hidden in part.
        to: String,
    },
    /// The end of a job can be reported.
    Depart {
        /// The student's name.
        student: String,
        /// The employer.
        employer: String,
        /// The school.
        school: String,
        /// What was reported.
        reported: Vec<DepartureRow>,
    },
}

/// The plans of a school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolPlansView {
    /// Which are shown.
    pub show: PlanFilter,
    /// How many there are of each kind.
    pub counts: Vec<(PlanFilter, u64)>,
    /// The page, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// The plans.
    pub rows: Vec<PlanRow>,
    /// What employers reported and nobody has seen to.
    pub departures: Vec<DepartureRow>,
}

/// A plan as the school reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolPlanView {
    /// The plan.
    pub plan: PlanView,
    /// The student's record.
    pub student: String,
    /// The authorization under which the employer can be recorded; none where there is none.
    pub authorization: Option<String>,
    /// The employer of this plan on record; none where it is not recorded.
    pub recorded: Option<String>,
    /// What differs between plan and record of that employer: label, record, plan.
    pub differs: Vec<(String, String, String)>,
    /// Who handed it to SEVIS and when, with proof; none where nobody did.
    pub handed: Option<String>,
    /// Name of the file for SEVIS.
    pub file: String,
}
