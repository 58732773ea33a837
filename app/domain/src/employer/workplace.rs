//! What the address of a report is: where one works, or only the office one belongs to. Schools give opposite advice on which of
//! the two to report, and SEVIS has one field for it, so the report says which it is.

use crate::fault::{FaultCode, Faults};
use crate::text;

crate::named_codes! {
    /// Where the work is done.
    Workplace {
        /// At the employer's address.
        Here = "here", "At the employer’s address";
        /// At home; the address is the office that the student reports to.
        Home = "home", "From home";
        /// Elsewhere, such as at a client's; the address is the employer's own.
        Elsewhere = "elsewhere", "At another place";
    }
}

/// Reads where the work is done, and the other place, of which a line is needed where it is one. Nothing posted is the
/// employer's address.
pub(super) fn parse(code: &str, site: &str, faults: &mut Faults) -> Option<(Workplace, String)> {
    let workplace = match code {
        "" => Ok(Workplace::Here),
        code => Workplace::from_code(code).ok_or(FaultCode::NotAChoice),
    };
    let workplace = faults.keep("workplace", workplace);
    let site = faults.keep("site", text::line(site, 200))?.unwrap_or_default();
    let workplace = workplace?;
    match (workplace, site.is_empty()) {
        (Workplace::Elsewhere, true) => faults.add("site", FaultCode::Required),
        (Workplace::Here | Workplace::Home, false) => faults.add("site", FaultCode::OnlyElsewhere),
        _ => return Some((workplace, site)),
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Workplace, parse};
    use crate::fault::{FaultCode, Faults};

    fn read(code: &str, site: &str) -> Result<(Workplace, String), Vec<(String, FaultCode)>> {
        let mut faults = Faults::default();
        let read = parse(code, site, &mut faults);
        let found =
            faults.into_vec().into_iter().map(|fault| (fault.field.into_owned(), fault.code));
        read.ok_or_else(|| found.collect())
    }

    #[test]
    fn whoever_says_nothing_works_at_the_employers_address() {
        assert_eq!(read("", " "), Ok((Workplace::Here, String::new())));
        assert_eq!(read("home", ""), Ok((Workplace::Home, String::new())));
    }

    #[test]
    fn another_place_is_named_and_no_place_is_named_where_there_is_none() {
        let site = "Lakeside Hospital, 5 Shore Drive, Austin";
        assert_eq!(read("elsewhere", site), Ok((Workplace::Elsewhere, site.into())));
        for (code, site, field, fault) in [
            ("elsewhere", "", "site", FaultCode::Required),
            ("home", site, "site", FaultCode::OnlyElsewhere),
            ("", site, "site", FaultCode::OnlyElsewhere),
            ("moon", "", "workplace", FaultCode::NotAChoice),
        ] {
            assert_eq!(read(code, site), Err(vec![(field.to_owned(), fault)]), "{code} {site}");
        }
    }
}
