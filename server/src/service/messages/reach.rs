//! Who may read a conversation.

use super::super::error::ServiceError;
use crate::scope::{Connection, Scope};
use crate::store::entity::{account, thread};
use crate::store::threads;
use app::AppError;
use domain::audit::Subject;

/// Loads a conversation that this account may read: holders read their own, the help team reads all. A writing
/// transaction locks its row.
pub async fn reach<C: Connection>(
    s: &Scope<C>,
    id: &str,
    account: &account::Model,
    help: bool,
) -> Result<thread::Model, ServiceError> {
    let row = if C::WRITES {
        threads::lock(s.db(), id).await?
    } else {
        threads::by_id(s.db(), id).await?
    };
    let row = row.filter(|row| help || row.account_id == account.id);
    Ok(row.ok_or(AppError::NotFound)?)
}

/// Whose conversation it is, for the audit.
pub async fn whose<C: Connection>(s: &Scope<C>, id: &str) -> Result<Vec<Subject>, ServiceError> {
    let row = threads::by_id(s.db(), id).await?.ok_or(AppError::NotFound)?;
    Ok(vec![Subject::Account(row.account_id)])
}

/// Whose conversations these are.
pub async fn whose_all<C: Connection>(
    s: &Scope<C>,
    ids: &[&str],
) -> Result<Vec<Subject>, ServiceError> {
    let rows = threads::with_ids(s.db(), ids).await?;
    Ok(rows.into_iter().map(|row| Subject::Account(row.account_id)).collect())
}
