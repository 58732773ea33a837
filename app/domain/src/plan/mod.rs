//! The training plan of a STEM extension (Form I-983): its fields as data by edition, who signs what, and
//! which change asks for which signature again.
//!
//! Sources: 8 CFR 214.2(f)(10)(ii)(C)(7) to (10); Form I-983 (7/16), OMB 1653-0054. The form is given to the
//! school; officials sign nothing on it.

mod certification;
mod compare;
mod departure;
mod edition;
mod evaluation;
mod field;
mod paper;
mod read;
mod signature;
mod state;

pub use certification::{DECLARATION, certification};
pub use compare::{Difference, differences};
pub use departure::{Departed, Departure, DepartureForm, report_by};
pub use edition::{EDITIONS, Edition};
pub use evaluation::{
    Evaluation, EvaluationForm, EvaluationKind, EvaluationStage, LATE_DAYS, OPEN_DAYS, evaluations,
};
pub use field::{By, FIELDS, Field, Kind, Section, Weight, field};
pub use paper::PaperForm;
pub use read::{Values, missing, own_address, read};
pub use signature::{SignForm, Signer, certified, strokes};
pub use state::{CODE_MINUTES, CODE_TRIES, LinkPurpose, PlanFilter, PlanState, SIGN_DAYS};
