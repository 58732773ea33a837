//! Sentences for what is wrong with a plan.

use crate::words;
use domain::attachment::FileFault;
use domain::plan::{Field, Kind, field};
use domain::{Fault, FaultCode};

/// The sentence shown at the field and in the summary.
pub(super) fn sentence(fault: &Fault) -> String {
    let name = fault.field.as_ref();
    if let Some(words) = of_state(&fault.code, name) {
        return words.into();
    }
    let Some(field) = field(name) else { return of_other(fault, name) };
    of_field(fault, field)
}

/// What came between, and what every signature asks for.
fn of_state(code: &FaultCode, name: &str) -> Option<&'static str> {
    Some(match (code, name) {
        (FaultCode::CheckedMeanwhile { .. }, "question") => {
            "This plan was changed after you opened it. This is the current version. What you typed is kept."
        }
        (FaultCode::CheckedMeanwhile { .. }, "evaluation") => {
            "In the meantime, your employer signed your earlier text, and the school has it. What you typed now was not sent. It is still here."
        }
        (FaultCode::CheckedMeanwhile { .. }, _) => {
            "This plan went to the school meanwhile, so nothing was changed. What you typed is still here. To change it, begin a new version on the plan’s page."
        }
        (FaultCode::ChangedMeanwhile { .. }, _) => {
            "The plan was changed since you opened this page. What you typed is kept. Compare it, and save again to use it."
        }
        (FaultCode::NotOnRecord, "token") => "Your link no longer works, so nothing was saved.",
        (FaultCode::NotEnough, "question") => {
            "A scan on which a signature stands is still being checked for viruses, or a virus was found in it and it was deleted. Wait a moment, or ask the student for a new scan."
        }
        (FaultCode::NotOnRecord, "question") => {
            "The student’s name or SEVIS ID on record has changed. Ask the student to save and sign the plan again with the new one."
        }
        (FaultCode::NotOnRecord, _) => {
            "Your name or SEVIS ID on record has changed. Open section 1, save it, and then sign."
        }
        (FaultCode::AfterAuthorization { .. }, "last_day") => {
            "The last day of work can be announced at most 60 days ahead."
        }
        (FaultCode::ShownOtherwise, _) => {
            "The plan was changed since you opened this page. Read it again: you are signing the current version."
        }
        (FaultCode::NotTheSame, _) => "Sign with the name as it stands in the plan.",
        (FaultCode::Required, "signers") => "Tick whose signatures the scan shows.",
        (FaultCode::Required, "files") => "Choose the scan.",
        (FaultCode::File { why: FileFault::CutOff, .. }, "files") => {
            "The scan did not arrive completely. Choose it again."
        }
        (FaultCode::NotAChoice, "files") => {
            "Your school no longer accepts plans signed by hand. Email the links instead."
        }
        (FaultCode::Required, "agree") => "Tick the box if you declare this.",
        (FaultCode::Required, "code") => "Enter the code from the email.",
        (FaultCode::Required, "words") => "Say why, in a few words.",
        (FaultCode::NotAChoice, "how") => "Say how the job ended.",
        _ => return None,
    })
}

fn of_field(fault: &Fault, field: &Field) -> String {
    let name = field.name;
    let label = field.label;
    match &fault.code {
        FaultCode::Required => format!("{label}: fill this in."),
        FaultCode::NotAChoice => format!("{label}: choose one of the options."),
        FaultCode::Between { min, max } if name == "hours" => {
            format!(
                "Hours a week must be a number from {min} to {max}, such as 40 or 37.5: STEM OPT requires at least {min} with each employer."
            )
        }
        FaultCode::Between { min, max } => {
            format!("{label} must be a whole number from {min} to {max}.")
        }
        FaultCode::AfterAuthorization { end } => format!(
            "{label} must be on or before {}: an extension lasts at most 24 months.",
            domain::date::long(*end)
        ),
        FaultCode::EndNotAfterStart => format!("{label} must be after the first day."),
        FaultCode::TooLong { max } => format!("{label} must be {max} characters or fewer."),
        FaultCode::Malformed => match field.kind {
            Kind::Email => format!("{label}: enter an address such as name@example.com."),
            Kind::Phone => format!("{label}: a US number has ten digits, such as (512) 555-0123."),
            Kind::Ein => "An EIN has nine digits, such as 12-3456789.".into(),
            Kind::Naics => "A NAICS code has two to six digits, such as 541511.".into(),
            Kind::Zip => "A ZIP code has five digits, such as 78666.".into(),
            Kind::Pay => {
                "Enter what is paid, such as 85,000. Unpaid work does not qualify for STEM OPT."
                    .into()
            }
            _ => format!("{label}: check how this is written."),
        },
        FaultCode::NotADate
        | FaultCode::NoSuchDay
        | FaultCode::MonthFirst
        | FaultCode::TwoDigitYear => {
            format!("{label} must be a date, month first, such as 03/27/2026.")
        }
        FaultCode::UnseenCharacters { code } => format!(
            "{label} contains a character that cannot be stored (U+{code:04X}). Type it again instead of pasting it."
        ),
        _ => words::sentence(fault),
    }
}

/// The label of a field that is none of the plan's.
pub(super) fn label(name: &str) -> &'static str {
    match name {
        "signed_name" => "Full name",
        "signed_title" => "Title",
        "code" => "Code from the email",
        "words" => "Why",
        "last_day" => "Last day of work",
        "how" => "How the job ended",
        "remark" => "Anything else",
        "period_from" => "From",
        "period_to" => "To",
        "evaluation" => "Self-evaluation",
        "question" => "What the student should change or explain",
        "proof" => "What SEVIS said, or a note",
        other => words::label(other),
    }
}

fn of_other(fault: &Fault, name: &str) -> String {
    let label = label(name);
    match &fault.code {
        FaultCode::Required => format!("{label}: fill this in."),
        FaultCode::TooLong { max } => format!("{label} must be {max} characters or fewer."),
        FaultCode::EndNotAfterStart if name == "last_day" => {
            "The last day of work cannot be before the first day.".into()
        }
        FaultCode::EndNotAfterStart => format!("{label} must be after the first day."),
        FaultCode::NotADate
        | FaultCode::NoSuchDay
        | FaultCode::MonthFirst
        | FaultCode::TwoDigitYear => {
            format!("{label} must be a date, month first, such as 03/27/2026.")
        }
        FaultCode::WrongCode => {
            "This code does not match. Check it against the newest email.".into()
        }
        FaultCode::CodeSpent => {
            "This code has expired or was tried too often. Request a new one.".into()
        }
        _ => words::sentence(fault),
    }
}
