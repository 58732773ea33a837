//! The form by which an official corrects an authorization.

use crate::authorization::{Authorization, Kind, Schedule, Status};
use crate::fault::{Fault, FaultCode, Faults};
use crate::{date, text};
use serde::{Deserialize, Serialize};

/// An authorization as a form posts it; a missing field is an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuthorizationForm {
    /// Code of the kind.
    pub opt_type: String,
    /// Code of the status.
    pub status: String,
    /// `full_time` or `part_time`.
    pub schedule: String,
    /// First day.
    pub start_date: String,
    /// Last day.
    pub end_date: String,
    /// The school's remarks, at most 500.
    pub remarks: String,
}

fn code<T>(text: &str, known: impl Fn(&str) -> Option<T>) -> Result<T, FaultCode> {
    if text.is_empty() {
        Err(FaultCode::Required)
    } else {
        known(text).ok_or(FaultCode::NotAChoice)
    }
}

impl AuthorizationForm {
    /// The form that would post this authorization.
    pub fn of(authorization: &Authorization, remarks: &str) -> Self {
        Self {
            opt_type: authorization.kind.code().to_owned(),
            status: authorization.status.code().to_owned(),
            schedule: authorization.schedule.code().to_owned(),
            start_date: date::typed(authorization.start),
            end_date: date::typed(authorization.end),
            remarks: remarks.to_owned(),
        }
    }

    /// Reads the authorization and the remarks, telling all faults at once.
    pub fn parse(&self) -> Result<(Authorization, String), Vec<Fault>> {
        let mut faults = Faults::default();
        let kind = faults.keep("opt_type", code(&self.opt_type, Kind::from_code));
        let status = faults.keep("status", code(&self.status, Status::from_code));
        let schedule = faults.keep("schedule", code(&self.schedule, Schedule::from_code));
        let start = faults.required("start_date", date::parse(&self.start_date));
        let end = faults.required("end_date", date::parse(&self.end_date));
        let remarks = faults.keep("remarks", text::paragraph(&self.remarks, 500));
        if start.zip(end).is_some_and(|(start, end)| start >= end) {
            faults.add("end_date", FaultCode::EndNotAfterStart);
        }
        let read = (|| {
            let (kind, status, schedule) = (kind?, status?, schedule?);
            let (start, end) = (start?, end?);
            Some((
                Authorization { kind, status, schedule, start, end },
                remarks?.unwrap_or_default(),
            ))
        })();
        match read {
            Some(read) if faults.is_empty() => Ok(read),
            _ => Err(faults.into_vec()),
        }
    }
}
