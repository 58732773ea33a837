//! Phone numbers: US ones as ten bare digits, foreign ones as country number and free text.

use crate::{fault::FaultCode, text};

/// Reads a US number in any usual spelling; gives ten bare digits (SEVIS `\d{10}`).
pub fn us(raw: &str) -> Result<Option<String>, FaultCode> {
    let trimmed = text::ascii(raw);
    if trimmed.is_empty() {
        return Ok(None);
    }
    if trimmed.chars().any(|c| !c.is_ascii_digit() && !" ()-./+".contains(c)) {
        return Err(FaultCode::Malformed);
    }
    let digits: String = trimmed.chars().filter(char::is_ascii_digit).collect();
    // After a plus comes the number of a country, which is 1.
    if trimmed.starts_with('+') && digits.len() != 11 {
        return Err(FaultCode::Malformed);
    }
    let ten = match digits.len() {
        11 => digits.strip_prefix('1').unwrap_or(""),
        _ => digits.as_str(),
    };
    // Area code and exchange never begin with 0 or 1 (North American Numbering Plan).
    let plan = |at: usize| ten.as_bytes().get(at).is_some_and(|b| (b'2'..=b'9').contains(b));
    if ten.len() == 10 && plan(0) && plan(3) {
        Ok(Some(ten.to_owned()))
    } else {
        Err(FaultCode::Malformed)
    }
}

/// `(NNN) NNN-NNNN`.
pub fn spell_us(bare: &str) -> String {
    if bare.len() == 10 && bare.is_ascii() {
        format!("({}) {}-{}", &bare[..3], &bare[3..6], &bare[6..])
    } else {
        bare.to_owned()
    }
}

/// Digits of a country calling code, one to four; a leading `+` or `00` is dropped, and what stands between: `+1-876`, `(+44)`.
pub fn country_code(raw: &str) -> Result<Option<String>, FaultCode> {
    // "+44 (0)": the zero is dialed within the country only.
    let typed = text::compact(raw).replace("(0)", "").replace(['(', ')'], "");
    let trimmed = typed.trim_start_matches('+').trim_start_matches("00");
    if trimmed.is_empty() {
        let nothing = text::ascii(raw).is_empty();
        return if nothing { Ok(None) } else { Err(FaultCode::Malformed) };
    }
    if trimmed.len() <= 4 && trimmed.bytes().all(|b| b.is_ascii_digit()) {
        Ok(Some(trimmed.to_owned()))
    } else {
        Err(FaultCode::Malformed)
    }
}

/// A foreign number as it was typed, without the country calling code where it begins with that, as phones write it; all of
/// it where it begins with another one.
pub fn without_code<'a>(typed: &'a str, code: &str) -> &'a str {
    let bare = typed.trim_start();
    let international = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
    let rest = international.and_then(|number| behind_code(number, code));
    match rest {
        Some(rest) if !code.is_empty() && !rest.trim().is_empty() => rest,
        _ => typed,
    }
}

/// What follows these digits, whatever is written between them.
fn behind_code<'a>(number: &'a str, code: &str) -> Option<&'a str> {
    let mut rest = number;
    for digit in code.chars() {
        rest = rest.trim_start_matches([' ', '(', '-', '.']).strip_prefix(digit)?;
    }
    Some(rest.trim_start_matches([' ', ')', '-', '.', '/']))
}

/// The rest of a foreign number: one to twenty characters with at least one digit.
pub fn foreign(raw: &str) -> Result<Option<String>, FaultCode> {
    match text::line(&text::ascii(raw), 20)? {
        Some(number)
            if !number.chars().any(|c| c.is_ascii_digit())
                || number.chars().any(|c| !c.is_ascii_digit() && !" ()-./+".contains(c)) =>
        {
            Err(FaultCode::Malformed)
        }
        other => Ok(other),
    }
}

/// A telephone extension: at most eight digits; `x`, `ext.` or `#` before them is dropped.
pub fn extension(raw: &str) -> Result<Option<String>, FaultCode> {
    let typed = text::ascii(raw).to_ascii_lowercase();
    let marks = ["extension", "ext.", "ext", "x.", "x", "#"];
    let digits = marks.iter().find_map(|mark| typed.strip_prefix(mark)).unwrap_or(&typed).trim();
    match digits.len() {
        0 if typed.is_empty() => Ok(None),
        1..=8 if digits.bytes().all(|b| b.is_ascii_digit()) => Ok(Some(digits.to_owned())),
        _ => Err(FaultCode::Malformed),
    }
}
