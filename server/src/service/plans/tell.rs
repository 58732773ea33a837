//! A mail to the student of a plan, where there is an address.

use super::super::error::ServiceError;
use super::super::record::Record;
use crate::mail::{Letter, queue};
use crate::scope::Work;

/// Queues a letter to the student. News to somebody without an address are in the inbox.
pub(super) async fn tell(work: &Work, record: &Record, letter: Letter) -> Result<(), ServiceError> {
    if record.student.email.is_some() || letter.news.is_some() {
        queue(work, letter).await?;
    }
    work.ring(|bells| &bells.jobs);
    Ok(())
}
