//! Reads a plan section by section. A draft may have gaps, but nobody can sign a plan with gaps.

use super::{Field, Kind, Section, field};
use crate::date::{plus_days, plus_months};
use crate::email::Email;
use crate::fault::{Fault, FaultCode, Faults};
use crate::{address, date, ein, phone, text};
use std::collections::BTreeMap;

/// Values by the field's name, in their usual spelling; a field without one is left out.
pub type Values = BTreeMap<String, String>;

/// Longest STEM extension in months.
const STEM_MONTHS: u32 = 24;

fn one(field: &Field, typed: &str) -> Result<Option<String>, FaultCode> {
    let digits = |min: usize, max: usize| match text::line(typed, 40)? {
        Some(text) => {
            let text = text::ascii(&text);
            let fits = (min..=max).contains(&text.len());
            let all = text.bytes().all(|byte| byte.is_ascii_digit());
            if fits && all { Ok(Some(text)) } else { Err(FaultCode::Malformed) }
        }
        None => Ok(None),
    };
    match field.kind {
        Kind::Line(max) => text::line(typed, max),
        Kind::Text(max) => text::paragraph(typed, max),
        Kind::Day => Ok(date::parse(typed)?.map(date::typed)),
        Kind::YesNo => match typed {
            "" => Ok(None),
            "yes" | "no" => Ok(Some(typed.to_owned())),
            _ => Err(FaultCode::NotAChoice),
        },
        Kind::Email => Ok(Email::parse(typed)?.map(|email| email.as_str().to_owned())),
        Kind::Phone => Ok(phone::us(typed)?.map(|bare| phone::spell_us(&bare))),
        Kind::Ein => Ok(ein::parse(typed)?.map(|bare| ein::spell(&bare))),
        Kind::Naics => digits(2, 6),
        Kind::State => address::state(typed),
        Kind::Zip => address::zip(typed),
        Kind::Count(min, max) => {
            let Some(text) = text::line(typed, 40)? else { return Ok(None) };
            match grouped(&text::ascii(&text)).parse::<u32>() {
                Ok(number) if (min..=max).contains(&number) => Ok(Some(number.to_string())),
                _ => Err(FaultCode::Between { min, max }),
            }
        }
        Kind::Hours(min, max) => {
            let Some(text) = text::line(typed, 40)? else { return Ok(None) };
            hours(&text::ascii(&text), (min, max)).map(Some)
        }
        Kind::Pay => match text::line(typed, 80)? {
            Some(text) if is_paid(&text::ascii(&text)) => Ok(Some(text)),
            Some(_) => Err(FaultCode::Malformed),
            None => Ok(None),
        },
    }
}

/// A whole number without the commas between its thousands; any other comma stays.
fn grouped(number: &str) -> String {
    let mut groups = number.split(',');
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let thousands = first && groups.all(|group| group.len() == 3);
    if thousands { number.replace(',', "") } else { number.to_owned() }
}

/// Hours with at most two digits behind the point.
fn hours(typed: &str, (min, max): (u32, u32)) -> Result<String, FaultCode> {
    let fault = FaultCode::Between { min, max };
    let (whole, part) = typed.split_once('.').unwrap_or((typed, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let number = whole.parse::<u32>().ok().filter(|_| digits(whole) && digits(part));
    let Some(number) = number.filter(|_| part.len() <= 2) else { return Err(fault) };
    let part = part.trim_end_matches('0');
    if number < min || number > max || (number == max && !part.is_empty()) {
        return Err(fault);
    }
    Ok(if part.is_empty() { number.to_string() } else { format!("{number}.{part}") })
}

/// An amount has a digit that is not zero, and nothing before it says that none is paid.
fn is_paid(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let amount = lower.bytes().position(|b| (b'1'..=b'9').contains(&b));
    let unpaid = ["unpaid", "not paid", "no pay", "without pay", "volunteer"];
    amount.is_some_and(|at| !unpaid.iter().any(|no| lower[..at].contains(no)))
}

/// Reads the fields of a section that these people fill in; every fault at once. A gap is no fault.
pub fn read(
    section: Section,
    typed: &Values,
    fills: impl Fn(&Field) -> bool,
) -> Result<Values, Vec<Fault>> {
    let mut faults = Faults::default();
    let mut values = Values::new();
    for field in super::FIELDS.iter().filter(|field| field.section == section && fills(field)) {
        let typed = typed.get(field.name).map_or("", String::as_str);
        if let Some(value) = faults.keep(field.name, one(field, typed)).flatten() {
            values.insert(field.name.to_owned(), value);
        }
    }
    between(&values, &mut faults);
    let faults = faults.into_vec();
    if faults.is_empty() { Ok(values) } else { Err(faults) }
}

/// Rules between fields.
fn between(values: &Values, faults: &mut Faults) {
    let day = |name: &str| values.get(name).and_then(|text| date::parse(text).ok().flatten());
    if let (Some(from), Some(to)) = (day("stem_from"), day("stem_to")) {
        // Counted from the day on which the OPT ended as well: after February 28 comes the 29th in some years only.
        let end = plus_days(plus_months(from, STEM_MONTHS), -1)
            .max(plus_months(plus_days(from, -1), STEM_MONTHS));
        if to <= from {
            faults.add("stem_to", FaultCode::EndNotAfterStart);
        } else if to > end {
            faults.add("stem_to", FaultCode::AfterAuthorization { end });
        }
    }
    let own = values.get("student_email").map_or("", String::as_str);
    for name in own_address(values, &[own]) {
        faults.add(name, FaultCode::OwnAddress);
    }
}

/// The fields with the addresses of those who sign for the employer.
const SIGNERS: [&str; 2] = ["signatory_email", "overseer_email"];

/// A mailbox as it is compared: without case, and without what follows a plus.
fn mailbox(email: &str) -> String {
    let lower = email.to_lowercase();
    match lower.rsplit_once('@') {
        Some((name, host)) => {
            format!("{}@{host}", name.split('+').next().unwrap_or_default())
        }
        None => lower,
    }
}

/// The fields of those who would sign for the employer in a mailbox of the student's own.
pub fn own_address(values: &Values, own: &[&str]) -> Vec<&'static str> {
    let own: Vec<String> =
        own.iter().filter(|email| !email.is_empty()).map(|email| mailbox(email)).collect();
    let theirs = |name: &&str| values.get(*name).is_some_and(|email| own.contains(&mailbox(email)));
    SIGNERS.into_iter().filter(theirs).collect()
}

/// What is missing or wrong before anybody can sign: the fields in the form's order.
pub fn missing(values: &Values) -> Vec<Fault> {
    let mut faults = Faults::default();
    for field in super::FIELDS.iter().filter(|field| field.needed) {
        if !values.contains_key(field.name) {
            faults.add(field.name, FaultCode::Required);
        }
    }
    between(values, &mut faults);
    let mut faults = faults.into_vec();
    let place = |fault: &Fault| super::FIELDS.iter().position(|one| one.name == fault.field);
    faults.retain(|fault| field(&fault.field).is_some());
    faults.sort_by_key(place);
    faults
}
