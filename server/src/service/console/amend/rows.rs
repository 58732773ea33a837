//! Rows as they were before an amendment, and as a history tells them.

use super::super::super::error::ServiceError;
use super::super::super::record::both_sides::Said;
use super::super::super::record::with_said;
use crate::store::code::Code;
use crate::store::convert;
use crate::store::entity::{authorization, employer};
use domain::authorization::{Authorization, Status};
use domain::date;
use domain::employer::Employer;
use domain::history::Snapshot;
use serde::{Deserialize, Serialize};

/// A row as it was, with the version that it had once it was amended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Was {
    /// An authorization.
    Authorization {
        /// Identity.
        id: String,
        /// Its version after the amendment.
        then: i32,
        /// As it was.
        value: Authorization,
        /// Its remarks.
        remarks: String,
    },
    /// An employer.
    Employer {
        /// Identity.
        id: String,
        /// Its version after the amendment.
        then: i32,
        /// The authorization it belonged to.
        authorization: String,
        /// As it was.
        value: Box<Employer>,
        /// When it was deleted; for one that was not there, the beginning of time.
        deleted_at: Option<i64>,
    },
}

impl Was {
    /// An authorization before its amendment.
    pub fn authorization(row: &authorization::Model) -> Self {
        Self::Authorization {
            id: row.id.clone(),
            then: row.version + 1,
            value: convert::authorization(row),
            remarks: row.remarks.clone(),
        }
    }

    /// An authorization that was not there before: undoing cancels it.
    pub fn no_authorization(row: &authorization::Model) -> Self {
        let value = Authorization { status: Status::Canceled, ..convert::authorization(row) };
        Self::Authorization {
            id: row.id.clone(),
            then: row.version,
            value,
            remarks: row.remarks.clone(),
        }
    }

    /// An employer before its amendment.
    pub fn employer(row: &employer::Model) -> Self {
        Self::Employer {
            id: row.id.clone(),
            then: row.version + 1,
            authorization: row.authorization_id.clone(),
            value: Box::new(convert::employer(row)),
            deleted_at: row.deleted_at,
        }
    }

    /// An employer that was not there before: undoing deletes it.
    pub fn no_employer(row: &employer::Model) -> Self {
        Self::Employer {
            id: row.id.clone(),
            then: row.version,
            authorization: row.authorization_id.clone(),
            value: Box::new(convert::employer(row)),
            deleted_at: Some(0),
        }
    }
}

/// An authorization with other values.
pub(super) fn with_values(
    row: &authorization::Model,
    value: &Authorization,
    remarks: String,
) -> Result<authorization::Model, ServiceError> {
    let Authorization { kind, status, schedule, start, end } = *value;
    let after = authorization::Model {
        kind: Code(kind),
        status: Code(status),
        schedule: Code(schedule),
        start_date: start,
        end_date: end,
        remarks,
        version: row.version + 1,
        ..row.clone()
    };
    Ok(with_said(after, &Said::read(&row.imported)?))
}

/// An authorization as a history compares it.
pub(super) fn of_authorization(row: &authorization::Model) -> Snapshot {
    let Authorization { kind, status, schedule, start, end } = convert::authorization(row);
    Snapshot::new()
        .with("Authorization", kind.words())
        .with("Status", status.words())
        .with("Schedule", schedule.words())
        .with("Start date", date::typed(start))
        .with("End date", date::typed(end))
        .with("Remarks", &*row.remarks)
}

/// An employer as a history compares it.
pub(super) fn of_employer(row: &employer::Model) -> Snapshot {
    convert::employer(row).snapshot()
}
