//! The forms of login and "Forgot password".

use crate::email::Email;
use crate::fault::{Fault, FaultCode, Faults};
use crate::sevis_id::SevisId;

/// Reads email and password of a login. Whether an account has them is not checked here.
pub fn parse(email: &str, password: &str) -> Result<Email, Vec<Fault>> {
    let mut faults = Faults::default();
    let email = faults.required("email", Email::parse(email));
    if password.is_empty() {
        faults.add("password", FaultCode::Required);
    }
    email.filter(|_| faults.is_empty()).ok_or_else(|| faults.into_vec())
}

/// Address and SEVIS ID of "A copy of your record".
pub fn parse_copy(email: &str, sevis_id: &str) -> Result<(Email, SevisId), Vec<Fault>> {
    let mut faults = Faults::default();
    let email = faults.required("email", Email::parse(email));
    let sevis_id = faults.required("sevis_id", SevisId::parse(sevis_id));
    match (email, sevis_id) {
        (Some(email), Some(sevis_id)) if faults.is_empty() => Ok((email, sevis_id)),
        _ => Err(faults.into_vec()),
    }
}

/// Address and, for students, SEVIS ID of "Forgot password".
pub fn parse_forgot(email: &str, sevis_id: &str) -> Result<(Email, Option<SevisId>), Vec<Fault>> {
    let mut faults = Faults::default();
    let email = faults.required("email", Email::parse(email));
    let sevis_id = faults.keep("sevis_id", SevisId::parse(sevis_id));
    match (email, sevis_id) {
        (Some(email), Some(sevis_id)) if faults.is_empty() => Ok((email, sevis_id)),
        _ => Err(faults.into_vec()),
    }
}
