//! A sentence for each fault: what is wrong and what to type instead.

use super::{label, rule};
use domain::fault::FaultCode;
use domain::{Fault, date};

/// The sentence shown at the field and in the summary.
pub fn sentence(fault: &Fault) -> String {
    use FaultCode::*;
    let (code, field) = (&fault.code, fault.field.as_ref());
    let label = label(field);
    // Every code has its place: a new one does not compile until it has.
    let sentence = match code {
        Required | NoDigitsHere | Malformed | Unchanged | NotAChoice | ChosenTwice | NotAMobile => {
            of_text(code, field, label)
        }
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
            "never_left" => "Tick the box if the file was uploaded nowhere.".into(),
            "agree" => "Tick the box if all of this is right.".into(),
            "pick" => "Choose at least one report.".into(),
            "relation" => "Explain how this job relates to your field of study.".into(),
            _ => format!("Enter: {label}."),
        },
        FaultCode::TooLong { max } => format!("{label} must be {max} characters or fewer."),
        FaultCode::UnseenCharacters { code } => format!(
            "{label} contains a character that cannot be stored (U+{code:04X}). Type it again instead of pasting it."
        ),
        FaultCode::NoDigitsHere => format!("{label} must not contain digits."),
        FaultCode::Malformed => malformed(field),
        FaultCode::Unchanged => format!("{label} is the same as before."),
        FaultCode::NotAChoice => format!("{label}: choose one of the options."),
        FaultCode::ChosenTwice => {
            format!("{label}: you chose this question already. Choose another.")
        }
        FaultCode::Between { min, max } => {
            format!("{label} must be a whole number from {min} to {max}.")
        }
        FaultCode::OwnAddress => "This is your own address. Enter the employer’s.".into(),
        FaultCode::NotAMobile => "Enter a US mobile number, such as (512) 555-0123.".into(),
        _ => return None,
    })
}

/// What can be wrong with a day.
fn of_day(code: &FaultCode, field: &str, label: &str) -> Option<String> {
    Some(match code {
        FaultCode::TwoDigitYear => {
            format!("{label}: write the year with four digits, such as 2026.")
        }
        FaultCode::MonthFirst => {
            format!("{label}: the month comes first. Write MM/DD/YYYY, or the month in letters.")
        }
        FaultCode::DayOrMonth => {
            format!("{label} could be of two days: nobody knows whether the month comes first.")
        }
        FaultCode::NotADate => format!("{label} must be a date, month first, such as 03/27/2026."),
        FaultCode::NoSuchDay => {
            format!("{label}: there is no such day. Check month, day and year.")
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
            "It shares days with the approved {} of {} to {}. Correct, end or withdraw that one first.",
            kind.words(),
            date::long(*start),
            date::long(*end)
        ),
        FaultCode::FitsSeveral => {
            "It could be a correction of more than one record. Give the start date that is on record, or end the others first.".into()
        }
        FaultCode::EndNotAfterStart => "End date must be after the start date.".into(),
        FaultCode::DuplicateEmployer => {
            "This employer with this start date is already on your record. Edit that entry instead.".into()
        }
        FaultCode::NotAnEmployer => {
            "Enter an employer only when you have one: days without one are counted by themselves. If this is its name, tick the box below.".into()
        }
        FaultCode::SentBefore => {
            "You saved this form already; what you changed since is not saved. To correct that report, edit the employer on your employment page. To report another employer, save once more.".into()
        }
        FaultCode::SameAuthorization => {
            "An authorization of this type with this start date is on record already. Correct that one instead.".into()
        }
        FaultCode::RecommendedBefore => {
            "This extension was recommended to SEVIS with another employer already. Take the tick away: this one is added once the extension is approved.".into()
        }
        FaultCode::Outside { name } => format!(
            "“{name}” would lie outside the authorization. Correct its days, or delete it, first."
        ),
        FaultCode::Effect(effect) => {
            format!("{} Nothing is saved yet: save once more if this is right.", effect_words(effect))
        }
        FaultCode::PartTimeOnly => "Your authorization is part time, so the job must be part time.".into(),
        FaultCode::NoSelfEmployment => "Self-employment is not possible on STEM OPT.".into(),
        FaultCode::SchoolMustChange => {
            format!("On STEM OPT your school changes this ({label}). Send your DSO a new Form I-983.")
        }
        FaultCode::PostOfficeBox => {
            "Enter the street address where you live. A P.O. box can only be your mailing address.".into()
        }
        FaultCode::OnePhoneNeeded => "Enter a US phone or a phone outside the US, or tick “I have no phone”.".into(),
        FaultCode::PhoneAndNoPhone => "Either enter a phone number or tick “I have no phone”, not both.".into(),
        FaultCode::ChangedMeanwhile { .. } => {
            "This record was changed in another window since you opened this page. What you typed is kept; save again to let it stand.".into()
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
            format!("No days of unemployment are counted any more; until now {}.", days(before))
        }
        (None, Some(after)) => format!("{} days of unemployment are counted then.", days(after)),
        (None, None) => "Days of unemployment are not counted, before or after.".to_owned(),
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
            "A colleague or the student did something about this report since you opened it. Here it is as it stands now; what you typed is kept.".into()
        }
        FaultCode::NoSuchReceipt => {
            "No receipt was made here with this number and this code. Compare both with the paper.".into()
        }
        FaultCode::ShownOtherwise => {
            "This was changed since you opened the page. Look at it once more: what you send now holds.".into()
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
        FaultCode::NotTheSame => "The two passwords are not the same. Type both again.".into(),
        FaultCode::PasswordRules(rules) => {
            let missed: Vec<String> = rules.iter().map(|r| rule(*r).to_ascii_lowercase()).collect();
            format!("The password is missing: {}.", missed.join("; "))
        }
        FaultCode::UsedBefore => "You used this password before. Choose another.".into(),
        FaultCode::WrongPassword => "The current password is wrong.".into(),
        FaultCode::LoginFailed => {
            "Email or password is wrong, or the account is locked. After three wrong tries an account locks; \
             “Forgot password?” unlocks it."
                .into()
        }
        FaultCode::WrongSevisId { left } => match left {
            0 => "This SEVIS ID does not match the invitation, and that was the last chance.".into(),
            1 => "This SEVIS ID does not match the invitation. One chance is left.".into(),
            _ => format!("This SEVIS ID does not match the invitation. {left} chances are left."),
        },
        FaultCode::EmailTaken => "Another person on record has this email.".into(),
        FaultCode::EmailOpensOnline => "This email opens an online account already, and one email opens one account. Ask your school to put another email on your record; a new link is mailed there at once.".into(),
        FaultCode::JoinedOnline => "The student logs in with an online account of their own, which the school cannot change.".into(),
        FaultCode::WaitFor { seconds } => format!("Too many wrong tries. Wait {} and try again; nothing is locked for good.", wait(*seconds)),
        FaultCode::NewerCode => {
            "A newer one-time password was sent after this one. Use the newest.".into()
        }
        FaultCode::WrongCode => format!("This {} does not match. Check it and type it again.", label.to_ascii_lowercase()),
        FaultCode::CodeSpent => "This code is too old or was tried too often. Request a new one.".into(),
        FaultCode::WrongAnswers => "The answers do not match. Capital letters and blanks make no difference.".into(),
        FaultCode::NotEnough => "Email alone is not enough for this kind of account. Choose another way as well.".into(),
        FaultCode::WrongProofs => "The code or one of the answers does not match, or the code is too old. Check all three.".into(),
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
        FaultCode::NotOnRecord => format!("{label}: nothing is on record under it."),
        FaultCode::InUse if field == "sevis_org" => {
            "Another school here has this organization. Ask whoever runs the portal.".into()
        }
        FaultCode::InUse => {
            format!("{label}: it is in somebody’s account already, so it stays as it is.")
        }
        _ => return None,
    })
}

/// Seconds as people say them.
fn wait(seconds: u32) -> String {
    match seconds {
        1 => "1 second".into(),
        2..=119 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
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
        "receipt" => "A receipt number is FH, a day and eight characters, such as FH-20261128-0A1B2C3D.".into(),
        "receipt_code" => "A code has ten letters and digits.".into(),
        "receipt_number" => "A receipt number is three letters and ten digits, such as IOE0123456789.".into(),
        "time_zone" => "Enter a time zone by its name, such as America/Chicago.".into(),
        "sevis_org" => "An organization in SEVIS is three capitals, 214F and eight digits, such as BOS214F12345678.".into(),
        "sevis_user" => "An official's id in SEVIS has ten letters or digits.".into(),
        "state" | "mailing_state" => "Choose a state from the list.".into(),
        _ => "Check how this is written.".into(),
    }
}
