//! Addresses that rows take over from other students.

use super::plan::Plan;
use super::reader::CHUNK;
use crate::scope::{Connection, Scope};
use crate::service::ServiceError;
use crate::store::imports;
use std::collections::HashMap;
use std::path::Path;

/// What is told of an address that is not free.
pub const TAKEN: &str = "belongs to another person on record";

/// Once every row is planned: an address belongs to one student, whichever order the rows came in.
pub async fn check<C: Connection>(
    s: &Scope<C>,
    path: &Path,
    plan: &mut Plan<'_>,
) -> Result<(), ServiceError> {
    let claimed = std::mem::take(&mut plan.claimed);
    let keys: Vec<String> = claimed.keys().cloned().collect();
    for some in keys.chunks(CHUNK) {
        let mut holders: HashMap<String, u32> = HashMap::new();
        for row in imports::students_with_emails(s.db(), some).await? {
            *holders.entry(row.email_key.unwrap_or_default()).or_default() += 1;
        }
        for key in some.iter().filter(|key| holders.get(*key).is_some_and(|n| *n > 1)) {
            plan.report.fault(path, claimed[key], "email", TAKEN);
        }
    }
    Ok(())
}
