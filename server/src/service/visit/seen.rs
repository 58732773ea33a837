//! Writes the audit entry before staff are shown a record.

use super::super::audit::{self, Entry};
use super::super::error::ServiceError;
use super::{Visit, guards};
use crate::scope::Work;
use domain::audit::{AuditAct, Subject};

/// Writes down who looks at whom; the caller shows it only after this.
pub async fn note_seen(
    work: Work,
    visit: &Visit,
    act: AuditAct,
    subjects: Vec<Subject>,
) -> Result<(), ServiceError> {
    // An empty list shows nobody.
    if subjects.is_empty() && act != AuditAct::AuditSeen {
        return Ok(());
    }
    let known = guards::account(&work, visit).await?;
    audit::write(&work, Entry::of(&known.account, act, subjects)).await?;
    Ok(work.commit().await?)
}
