//! Mails that there is something new, and nothing of it.

use super::super::error::ServiceError;
use crate::mail::{Letter, queue};
use crate::scope::Work;
use crate::store::accounts;
use domain::account::Standing;

/// Tells an open account that wants such mails.
pub async fn tell_news(
    work: &Work,
    account_id: &str,
    letter: fn(String, &str, String) -> Letter,
    path: &str,
) -> Result<(), ServiceError> {
    let row = accounts::by_id(work.db(), account_id).await?;
    if let Some(row) = row.filter(|row| row.news && row.standing != Standing::Closed) {
        queue(work, letter(row.email, &row.id, work.url(path))).await?;
    }
    Ok(())
}
