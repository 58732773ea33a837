//! What a deadline is for.

use domain::deadlines::Duty;

/// What is due, in a line.
pub fn duty_words(duty: Duty) -> String {
    match duty {
        Duty::Limit => {
            "With the employers now on record, all your days of unemployment will be used".into()
        }
        Duty::Validation(months @ (12 | 24)) => format!(
            "Confirm your STEM OPT record ({months} months), and submit your Form I-983 evaluation"
        ),
        Duty::Validation(months) | Duty::Confirmation(months) => {
            format!("Confirm your STEM OPT record ({months} months)")
        }
        Duty::Overdue(months) => format!(
            "Overdue: confirm your STEM OPT record ({months} months). Your school can still report it until this date"
        ),
        Duty::Evaluation(kind) => format!(
            "{} of your training plan: sign it, have your employer sign it, and get it to your school",
            kind.words()
        ),
        Duty::EvaluationOverdue(kind) => format!(
            "{} (Form I-983), which is late: write it and have it signed all the same",
            kind.words()
        ),
        Duty::Ends(kind) => format!("{} ends: your last day of work", kind.words()),
        Duty::EndsUnlessExtended(kind) => format!(
            "{} ends: your last day of work, unless your STEM request was filed in time. Ask your DSO",
            kind.words()
        ),
        Duty::LastReports => "Last day to report in the portal".into(),
        Duty::StayEnds => {
            "Last of the 60 days after your OPT: leave the US or have another status".into()
        }
        Duty::StayEndsUnlessExtended => {
            "Last of the 60 days after your OPT, unless your STEM request was filed in time".into()
        }
        Duty::Closes => "Last day on which you can read your record here".into(),
    }
}
