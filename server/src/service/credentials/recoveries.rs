//! Requests made with an email address and no login (a new password, a copy of a record). A job answers them by mail, so
//! that no page reveals which addresses are known.

use super::super::error::{ServiceError, read_json, write_json};
use crate::scope::Work;
use crate::secret::{SealedAt, id};
use crate::store::entity::recovery;
use crate::store::recoveries;
use serde::{Deserialize, Serialize};

/// What was typed, as it is sealed for the job: the address as it is compared, and the SEVIS ID.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Request {
    /// A link to a new password; without a SEVIS ID it is of somebody who has none.
    Password(String, String),
    /// A link to a copy of the record.
    Copy {
        /// The address.
        email_key: String,
        /// The SEVIS ID.
        sevis_id: String,
    },
}

/// Notes a request for its job.
pub async fn note(work: Work, asked: &Request) -> Result<(), ServiceError> {
    let id = id();
    let sealed = work.secrets.seal(SealedAt::Recovery(&id), &write_json("recovery", asked)?);
    let row = recovery::Model { id, sealed, created_at: work.at() };
    recoveries::insert(work.db(), row).await?;
    work.ring(|bells| &bells.asked);
    Ok(work.commit().await?)
}

/// Takes a request; nothing where another process has answered it meanwhile.
pub async fn take(work: &Work, request_id: &str) -> Result<Option<Request>, ServiceError> {
    let Some(row) = recoveries::lock(work.db(), request_id).await? else {
        return Ok(None);
    };
    recoveries::delete(work.db(), &row.id).await?;
    match work.secrets.open(SealedAt::Recovery(&row.id), &row.sealed) {
        Some(text) => Ok(Some(read_json("recovery", &text)?)),
        None => Ok(None),
    }
}
