//! The two evaluations of a plan: of progress at twelve months of the extension, and at its end or that of the
//! job. They are counted from the extension, not from the job; a student who was with an employer for less
//! than twelve months writes only the final one (8 CFR 214.2(f)(10)(ii)(C)(9)(i)).

use crate::Date;
use crate::date::{self, plus_days, plus_months};
use crate::fault::{Fault, FaultCode, Faults};
use crate::text;
use serde::{Deserialize, Serialize};

/// Days before it is due from which it can be written.
pub const OPEN_DAYS: i64 = 30;
/// Days after it in which it reaches the school.
pub const LATE_DAYS: i64 = 10;
/// Days after [`Evaluation::until`] for which a missing evaluation is still listed.
const TOLD_DAYS: i64 = 60;
/// Longest self-evaluation in characters.
const LONGEST: u32 = 4000;

crate::named_codes! {
    /// Which evaluation.
    #[derive(PartialOrd, Ord)]
    EvaluationKind {
        /// On student progress.
        Progress = "progress", "Evaluation on student progress";
        /// The final one.
        Last = "final", "Final evaluation";
    }
}

crate::named_codes! {
    /// Where an evaluation stands.
    EvaluationStage {
        /// The student has written and signed it: the employer's turn.
        AtEmployer = "at_employer", "Waits for the employer's signature";
        /// The employer sent it back.
        Returned = "returned", "Sent back by the employer";
        /// Signed by both: the school has it.
        Received = "received", "Received by the school";
    }
}

/// An evaluation that falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Which.
    pub kind: EvaluationKind,
    /// On what day.
    pub on: Date,
}

impl Evaluation {
    /// From when on it can be written.
    pub fn opens(self) -> Date {
        plus_days(self.on, -OPEN_DAYS)
    }

    /// The last day on which the school has it in time.
    pub fn until(self) -> Date {
        plus_days(self.on, LATE_DAYS)
    }

    /// The last day on which it is told that the school does not have it.
    pub fn told_until(self) -> Date {
        plus_days(self.until(), TOLD_DAYS)
    }
}

/// The evaluations of a job: `stem` are first and last day of the extension, `job` those of the job, which may
/// go on.
pub fn evaluations(stem: (Date, Date), job: (Date, Option<Date>)) -> Vec<Evaluation> {
    let anniversary = plus_months(stem.0, 12);
    let begins = job.0.max(stem.0);
    let ends = job.1.map_or(stem.1, |end| end.min(stem.1));
    let mut all = Vec::new();
    // A job of less than twelve months has the final one only, and so has one that begins when the first year is over.
    if begins < anniversary && ends >= anniversary && plus_months(begins, 12) <= plus_days(ends, 1)
    {
        all.push(Evaluation { kind: EvaluationKind::Progress, on: anniversary });
    }
    if ends >= begins {
        all.push(Evaluation { kind: EvaluationKind::Last, on: ends });
    }
    all
}

/// An evaluation as the student types it.
#[derive(Clone, Copy, Debug)]
pub struct EvaluationForm<'a> {
    /// First day of the time that is evaluated.
    pub from: &'a str,
    /// Last day of it.
    pub to: &'a str,
    /// The self-evaluation.
    pub text: &'a str,
}

impl EvaluationForm<'_> {
    /// First and last day, and the text; every fault at once.
    pub fn parse(&self) -> Result<(Date, Date, String), Vec<Fault>> {
        let mut faults = Faults::default();
        let from = faults.required("period_from", date::parse(self.from));
        let to = faults.required("period_to", date::parse(self.to));
        let text = faults.required("evaluation", text::paragraph(self.text, LONGEST));
        if let (Some(from), Some(to)) = (from, to)
            && to <= from
        {
            faults.add("period_to", FaultCode::EndNotAfterStart);
        }
        match (from, to, text) {
            (Some(from), Some(to), Some(text)) if faults.is_empty() => Ok((from, to, text)),
            _ => Err(faults.into_vec()),
        }
    }
}
