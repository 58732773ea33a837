//! A job that has ended: the last day alone, whatever else is on record.

use super::Employer;
use super::judge;
use crate::authorization::Authorization;
use crate::date;
use crate::fault::{Fault, Faults};

/// The employer with its last day, or what is wrong with that.
pub fn ended(
    stored: &Employer,
    authorization: &Authorization,
    last_day: &str,
) -> Result<Employer, Vec<Fault>> {
    let mut faults = Faults::default();
    let end = faults.required("end_date", date::parse(last_day));
    // The first day is not at issue here, but the last day comes after it.
    judge::dates(Some(stored.start), end, authorization, &mut faults);
    let faults: Vec<Fault> =
        faults.into_vec().into_iter().filter(|fault| fault.field == "end_date").collect();
    match end {
        Some(_) if faults.is_empty() => Ok(Employer { end, ..stored.clone() }),
        _ => Err(faults),
    }
}
