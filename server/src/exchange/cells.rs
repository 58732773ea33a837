//! Cells of import files as values.

use domain::FaultCode;

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
