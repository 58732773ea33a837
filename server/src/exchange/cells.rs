//! Cells of import files as values.

use domain::FaultCode;

/// A day as files have it: `YYYY-MM-DD`, with slashes or dots in their place, with midnight behind it, or with the month in
/// letters, as spreadsheets write it. `6/15/2026` and `15/6/2026` are of one day; `6/1/2026` is of two and is refused.
pub fn day(text: &str) -> Result<Option<domain::Date>, FaultCode> {
    let text = domain::text::ascii(text);
    let text = without_midnight(&text);
    match domain::date::parse_iso(text) {
        Err(FaultCode::NotADate) if text.chars().any(|c| c.is_ascii_alphabetic()) => {
            domain::date::parse(text)
        }
        Err(FaultCode::NotADate) => in_three(text),
        day => day,
    }
}

/// What a column of days and times has behind each day.
fn without_midnight(text: &str) -> &str {
    let midnight =
        ["T00:00:00Z", "T00:00:00", " 00:00:00.000", " 00:00:00", " 00:00", " 0:00:00", " 0:00"];
    let end = midnight.into_iter().find_map(|end| text.strip_suffix(end));
    end.unwrap_or(text)
}

/// A day of three numbers, if only one of the first two can be the month, or both are the same, or the year comes first.
fn in_three(text: &str) -> Result<Option<domain::Date>, FaultCode> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    let [first, second, third] = parts[..] else { return Err(FaultCode::NotADate) };
    let (one, two, year) = match first.len() {
        4 => {
            let (month, day) = number(second).zip(number(third)).ok_or(FaultCode::NotADate)?;
            return domain::date::parse_iso(&format!("{first}-{month:02}-{day:02}"));
        }
        _ => (first, second, third),
    };
    let (one, two) = number(one).zip(number(two)).ok_or(FaultCode::NotADate)?;
    match year.len() {
        4 => {}
        2 if number(year).is_some() => return Err(FaultCode::TwoDigitYear),
        _ => return Err(FaultCode::NotADate),
    }
    let (month, day) = match (one > 12, two > 12) {
        (false, true) => (one, two),
        (true, false) => (two, one),
        (false, false) if one == two => (one, two),
        (false, false) => return Err(FaultCode::DayOrMonth),
        (true, true) => return Err(FaultCode::NoSuchDay),
    };
    domain::date::parse_iso(&format!("{year}-{month:02}-{day:02}"))
}

/// States whose ZIP codes begin with a zero, which spreadsheets drop from numbers, and the first three digits that they have.
const ZEROS: [(&str, &[(u16, u16)]); 10] = [
    ("CT", &[(60, 69)]),
    ("MA", &[(10, 27), (55, 55)]),
    ("ME", &[(39, 49)]),
    ("NH", &[(30, 38)]),
    ("NJ", &[(70, 89)]),
    ("NY", &[(5, 5), (63, 63)]),
    ("PR", &[(6, 7), (9, 9)]),
    ("RI", &[(28, 29)]),
    ("VI", &[(8, 8)]),
    ("VT", &[(50, 54), (56, 59)]),
];

/// A cell with the zero that a spreadsheet has dropped in front, where there is no doubt: a ZIP code
/// that its state has then, or an EIN of eight digits, of which the first that are issued are 01 to 06.
pub fn with_zeros(column: &str, cell: &str, state: &str) -> Option<String> {
    if cell.is_empty() || !cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (column, cell.len()) {
        ("zip" | "mailing_zip", 3 | 4) => {
            let state = domain::text::ascii(state).to_ascii_uppercase();
            let (_, own) = ZEROS.iter().find(|(known, _)| *known == state)?;
            let full = format!("{cell:0>5}");
            let begins = full[..3].parse::<u16>().ok()?;
            own.iter().any(|(from, to)| (*from..=*to).contains(&begins)).then_some(full)
        }
        ("ein", 8) if matches!(cell.as_bytes()[0], b'1'..=b'6') => Some(format!("0{cell}")),
        _ => None,
    }
}

/// `Y`, `N` or nothing.
pub fn yes(text: &str) -> Result<bool, FaultCode> {
    match text {
        "Y" | "y" => Ok(true),
        "N" | "n" | "" => Ok(false),
        _ => Err(FaultCode::NotAChoice),
    }
}

/// A value by its code.
pub fn code<T>(text: &str, known: impl Fn(&str) -> Option<T>) -> Result<Option<T>, FaultCode> {
    if text.is_empty() { Ok(None) } else { known(text).map(Some).ok_or(FaultCode::NotAChoice) }
}
