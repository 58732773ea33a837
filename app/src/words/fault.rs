//! A sentence for each fault: what is wrong and what to type instead.

use super::{label, rule};
use domain::fault::FaultCode;
use domain::password::Rule;
use domain::{Fault, date};

/// The sentence shown at the field and in the summary.
pub fn sentence(fault: &Fault) -> String {
    use FaultCode::*;
    let (code, field) = (&fault.code, fault.field.as_ref());
    let label = label(field);
    // Every code has its place: a new one does not compile until it has.
    let sentence = match code {
        Required | OnlyElsewhere | NoDigitsHere | Malformed | Unchanged | NotAChoice
        | ChosenTwice | NotAMobile => of_text(code, field, label),
        TooLong { .. } | UnseenCharacters { .. } => of_text(code, field, label),
        NotADate | TwoDigitYear | MonthFirst | NoSuchDay | DayOrMonth => of_day(code, field, label),
        BeforeAuthorization { .. } | AfterAuthorization { .. } => of_day(code, field, label),
        FitsSeveral | EndNotAfterStart | DuplicateEmployer | NotAnEmployer | SentBefore
        | PartTimeOnly | NoSelfEmployment | RecommendedBefore | SameAuthorization
        | SchoolMustChange | PostOfficeBox | OnePhoneNeeded | PhoneAndNoPhone => {
            of_report(code, label)
        }
        Overlaps { .. } | Outside { .. } | Effect(_) | ChangedMeanwhile { .. } => {
            of_report(code, label)
        }
        NotTheSame | UsedBefore | WrongPassword | LoginFailed | EmailTaken | EmailOpensOnline
        | JoinedOnline | WrongCode | NewerCode | CodeSpent | WrongAnswers | NotEnough
        | WrongProofs => of_login(code, field, label),
        Between { .. } | OwnAddress => of_text(code, field, label),
        PasswordRules(_) | WrongSevisId { .. } | WaitFor { .. } => of_login(code, field, label),
        CheckedMeanwhile { .. } | NothingAsked | ShownOtherwise | NoSuchReceipt => of_check(code),
        File { .. } | Unreadable { .. } | ColumnMissing { .. } => of_case(code, field, label),
        NoSuchCase | AlreadyThere | NotOnRecord | InUse => of_case(code, field, label),
    };
    sentence.unwrap_or_else(|| format!("{label}: check this."))
}

/// What can be wrong with any text or choice.
fn of_text(code: &FaultCode, field: &str, label: &str) -> Option<String> {
    Some(match code {
        FaultCode::Required => match field {
            "schedule" => "Choose full time or part time.".into(),
            "kind" | "passkey" => "Choose how you want to receive a verification code.".into(),
            "account_type" => "Choose an account type.".into(),
            "never_left" => "Tick the box if the file was not uploaded anywhere.".into(),
            "agree" => "Tick the box if everything here is correct.".into(),
            "pick" => "Choose at least one report.".into(),
            "site" => "Enter the place where you work.".into(),
            "students" => "Choose a file of students.".into(),
            "sevis_list" => "Choose the list from SEVIS RTI.".into(),
            "relation" => "Explain how this job relates to your field of study.".into(),
            _ => format!("Enter: {label}."),
        },
        FaultCode::TooLong { max } => format!("{label} must be {max} characters or fewer."),
        FaultCode::UnseenCharacters { code } => format!(
            "{label} contains a character that cannot be stored (U+{code:04X}). Type it again instead of pasting it."
        ),
        FaultCode::OnlyElsewhere => {
            "Leave the place of work empty, or choose “At another place”.".into()
        }
        FaultCode::NoDigitsHere => format!("{label} must not contain digits."),
        FaultCode::Malformed => malformed(field),
        FaultCode::Unchanged => format!("{label} has not changed. Enter a different one."),
        FaultCode::NotAChoice => format!("{label}: choose one of the options."),
        FaultCode::ChosenTwice => {
            format!("{label}: you already chose this question. Choose a different one.")
        }
        FaultCode::Between { min, max } => {
            format!("{label} must be a whole number from {min} to {max}.")
        }
        FaultCode::OwnAddress => "This is your own email. Enter your employer’s.".into(),
        FaultCode::NotAMobile => "Enter a US mobile number, such as (512) 555-0123.".into(),
        _ => return None,
    })
}

/// What can be wrong with a day.
fn of_day(code: &FaultCode, field: &str, label: &str) -> Option<String> {
    Some(match code {
        FaultCode::TwoDigitYear => {
            format!("{label}: enter the year with four digits, such as 2026.")
        }
        FaultCode::MonthFirst => {
            format!("{label}: enter the month first, as MM/DD/YYYY, or spell out the month.")
        }
        FaultCode::DayOrMonth => {
            format!("{label} could mean two different days. Enter it as MM/DD/YYYY.")
        }
        FaultCode::NotADate => format!("{label} must be a date, month first, such as 03/27/2026."),
        FaultCode::NoSuchDay => {
            format!("{label}: this date does not exist. Check the month, day and year.")
        }
        FaultCode::BeforeAuthorization { start } => {
            format!(
                "{label} must be on or after {}, when your authorization starts.",
                date::long(*start)
            )
        }
        FaultCode::AfterAuthorization { end } => match field {
            "start_date" => {
                format!(
                    "{label} must be before {}, when your authorization ends.",
                    date::long(*end)
                )
            }
            _ => format!(
                "{label} must be on or before {}, when your authorization ends.",
                date::long(*end)
            ),
        },
        _ => return None,
    })
}

/// What can be wrong with a report.
fn of_report(code: &FaultCode, label: &str) -> Option<String> {
    Some(match code {
        FaultCode::Overlaps { kind, start, end } => format!(
            "These dates overlap with the approved {}, {} to {}. Correct, end or withdraw that one first.",
            kind.words(),
            date::long(*start),
            date::long(*end)
        ),
        FaultCode::FitsSeveral => {
            "This could correct more than one record. Enter the start date that is on record, or end the other records first.".into()
        }
        FaultCode::EndNotAfterStart => "End date must be after the start date.".into(),
        FaultCode::DuplicateEmployer => {
            "This employer with this start date is already on your record. Edit that entry instead.".into()
        }
        FaultCode::NotAnEmployer => {
            "Enter an employer only if you have one: days without an employer are counted automatically. If this really is the employer’s name, tick the box below.".into()
        }
        FaultCode::SentBefore => {
            "You already saved this form. Changes you made after that are not saved. To correct that report, edit the employer on your employment page. To report another employer, save again.".into()
        }
        FaultCode::SameAuthorization => {
            "An authorization of this type with this start date is already on record. Correct that one instead.".into()
        }
        FaultCode::RecommendedBefore => {
            "This extension was already recommended to SEVIS with another employer. Untick the box: this employer is added once the extension is approved.".into()
        }
        FaultCode::Outside { name } => format!(
            "“{name}” would fall outside the authorization. Correct its dates or delete it first."
        ),
        FaultCode::Effect(effect) => {
            format!("{} Nothing is saved yet. If this is correct, save it.", effect_words(effect))
        }
        FaultCode::PartTimeOnly => "Your authorization is part time, so the job must be part time too.".into(),
        FaultCode::NoSelfEmployment => "Self-employment is not allowed on STEM OPT.".into(),
        FaultCode::SchoolMustChange => {
            format!("On STEM OPT, only your school can change this ({label}). Send your DSO a new Form I-983.")
        }
        FaultCode::PostOfficeBox => {
            "Enter the street address where you live. A P.O. box can only be your mailing address.".into()
        }
        FaultCode::OnePhoneNeeded => "Enter a US phone or a phone outside the US, or tick “I have no phone”.".into(),
        FaultCode::PhoneAndNoPhone => "Enter a phone number or tick “I have no phone”, but not both.".into(),
        FaultCode::ChangedMeanwhile { .. } => {
            "This record was changed somewhere else after you opened this page; the history says what. What you typed is kept. If you save again, it replaces that change.".into()
        }
        _ => return None,
    })
}

/// What a change does to the count.
pub fn effect_words(effect: &domain::effect::Effect) -> String {
    let days = |days: domain::effect::Days| format!("{} of {}", days.used, days.allowed);
    let words = match (effect.before, effect.after) {
        (Some(before), Some(after)) if days(before) == days(after) => {
            format!("The count of days of unemployment stays at {}.", days(before))
        }
        (Some(before), Some(after)) => format!(
            "The count of days of unemployment becomes {} instead of {}.",
            days(after),
            days(before)
        ),
        (Some(before), None) => {
            format!("Days of unemployment are no longer counted. Until now: {}.", days(before))
        }
        (None, Some(after)) => format!("Days of unemployment are now counted: {}.", days(after)),
        (None, None) => {
            "Days of unemployment are not counted, either before or after this change.".to_owned()
        }
    };
    let reached = |days: Option<domain::effect::Days>| days.and_then(|days| days.reached_on);
    match (reached(effect.before), reached(effect.after)) {
        (before, after) if before == after => words,
        (_, Some(day)) => format!(
            "{words} With what is on record then, the limit is reached on {}.",
            date::long(day)
        ),
        (_, None) => format!("{words} With what is on record then, the limit is not reached."),
    }
}

/// What can be wrong with the check of a report, a confirmation or a receipt.
fn of_check(code: &FaultCode) -> Option<String> {
    Some(match code {
        FaultCode::CheckedMeanwhile { .. } => {
            "A colleague or the student updated this report after you opened it. This is the current version. What you typed is kept.".into()
        }
        FaultCode::NoSuchReceipt => {
            "We have no receipt with this number and code. Check both against the printed receipt.".into()
        }
        FaultCode::ShownOtherwise => {
            "This was changed after you opened the page. Check it again: what you send now will count.".into()
        }
        FaultCode::NothingAsked => {
            "Your school has no open question about this report, so nothing was sent.".into()
        }
        _ => return None,
    })
}

/// What can be wrong with passwords, codes and answers.
fn of_login(code: &FaultCode, _field: &str, label: &str) -> Option<String> {
    Some(match code {
        FaultCode::NotTheSame => "The passwords do not match. Type both again.".into(),
        FaultCode::PasswordRules(rules) => {
            let told = rules.iter().filter(|rule| **rule != Rule::NotBreached);
            let missed: Vec<String> = told.map(|r| rule(*r).to_ascii_lowercase()).collect();
            let known = "This password is in a list of stolen passwords. Choose another.";
            match (missed.is_empty(), rules.contains(&Rule::NotBreached)) {
                (true, _) => known.into(),
                (false, known_as_well) => {
                    let missed = missed.join("; ");
                    let also = if known_as_well { format!(" {known}") } else { String::new() };
                    format!("The password does not meet these rules: {missed}.{also}")
                }
            }
        }
        FaultCode::UsedBefore => "You used this password before. Choose another.".into(),
        FaultCode::WrongPassword => "The current password is wrong.".into(),
        FaultCode::LoginFailed => {
            "Email or password is wrong, or the account is locked, as a student’s account can be after three wrong tries. \
             “Forgot password?” helps with each of these."
                .into()
        }
        FaultCode::WrongSevisId { left } => match left {
            0 => "This SEVIS ID does not match this link, and that was the last try.".into(),
            1 => "This SEVIS ID does not match this link. You have 1 try left.".into(),
            _ => format!("This SEVIS ID does not match this link. You have {left} tries left."),
        },
        FaultCode::EmailTaken => "This email is already on another person’s record.".into(),
        FaultCode::EmailOpensOnline => "This email is already used for an online account, and each email can have only one account. Ask your school to put a different email on your record. A new link is then sent there right away.".into(),
        FaultCode::JoinedOnline => "The student logs in with an online account of their own, which the school cannot change.".into(),
        FaultCode::WaitFor { seconds } => format!("Too many wrong tries. Wait {} and try again. Nothing is permanently locked.", wait(*seconds)),
        FaultCode::NewerCode => {
            "A newer one-time password was sent after this one. Use the newest.".into()
        }
        FaultCode::WrongCode => format!("This {} does not match. Check it and type it again.", label.to_ascii_lowercase()),
        FaultCode::CodeSpent => "This code has expired or was tried too often. Request a new one.".into(),
        FaultCode::WrongAnswers => "The answers do not match. Capital letters and extra spaces do not matter.".into(),
        FaultCode::NotEnough => "Email alone is not enough for this type of account. Choose another second step as well.".into(),
        FaultCode::WrongProofs => "The code or one of the answers does not match, or the code has expired. Check all three.".into(),
        _ => return None,
    })
}

/// What can be wrong with files and cases.
fn of_case(code: &FaultCode, field: &str, label: &str) -> Option<String> {
    Some(match code {
        FaultCode::File { name, why } => format!("“{name}” {}", why.words()),
        FaultCode::Unreadable { name, why } => format!("“{name}” {why}."),
        FaultCode::ColumnMissing { column } => {
            format!("{label}: say which column is “{column}”, or leave it out.")
        }
        FaultCode::NoSuchCase => {
            "Receipt number and access code do not match. Check both on your letter.".into()
        }
        FaultCode::AlreadyThere => format!("{label}: this is already there."),
        FaultCode::NotOnRecord => format!("{label}: we found nothing with this."),
        FaultCode::InUse if field == "sevis_org" => {
            "Another school in this portal already uses this organization. Contact the person who runs the portal.".into()
        }
        FaultCode::InUse => {
            format!("{label}: this is already in someone’s account, so it cannot be changed.")
        }
        _ => return None,
    })
}

/// Seconds as people say them.
pub fn wait(seconds: u32) -> String {
    match seconds {
        1 => "1 second".into(),
        2..=119 => format!("{seconds} seconds"),
        120..=7199 => format!("{} minutes", seconds.div_ceil(60)),
        _ => format!("{} hours", seconds.div_ceil(3600)),
    }
}

fn malformed(field: &str) -> String {
    match field {
        "sevis_id" => "A SEVIS ID is the letter N and ten digits, such as N0012345678. It is at the top left of your Form I-20.".into(),
        "email" | "supervisor_email" => "Enter an email address such as name@example.com.".into(),
        "ein" => "An EIN has nine digits, such as 12-3456789.".into(),
        "zip" | "mailing_zip" => "A ZIP code has five digits, such as 78666.".into(),
        "us_phone" | "supervisor_phone" => "A US phone number has ten digits, such as (512) 555-0123.".into(),
        "foreign_phone_country" => "A country calling code has one to four digits, such as 91.".into(),
        "foreign_phone" => "Enter digits only, such as 98765 43210.".into(),
        "supervisor_phone_ext" => "An extension has at most eight digits.".into(),
        "receipt" => "A receipt number is FH, a date and eight characters, such as FH-20261128-0A1B2C3D.".into(),
        "receipt_code" => "A code has ten letters and digits.".into(),
        "receipt_number" => "A receipt number is three letters and ten digits, such as IOE0123456789.".into(),
        "time_zone" => "Enter a time zone by its name, such as America/Chicago.".into(),
        "sevis_org" => "A SEVIS organization is three capital letters, 214F and eight digits, such as BOS214F12345678.".into(),
        "sevis_user" => "An official’s SEVIS user ID has ten letters or digits.".into(),
        "state" | "mailing_state" => "Choose a state from the list.".into(),
        _ => "Check the format.".into(),
    }
}
