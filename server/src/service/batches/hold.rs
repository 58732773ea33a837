//! An announced outage of SEVIS: nothing is made, sent or asked for until it is over.

use super::super::error::ServiceError;
use crate::scope::{Look, Work};
use crate::store::entity::mark;
use crate::store::marks;

/// The mark that says until when.
const HOLD: &str = "sevis:hold";

/// The end of the pause in milliseconds since 1970; `None` if there is none.
pub async fn held_until(look: &Look) -> Result<Option<i64>, ServiceError> {
    let mark = marks::by_id(look.db(), HOLD).await?;
    Ok(mark.map(|mark| mark.at).filter(|until| *until > look.at()))
}

/// Lets everything rest for so many hours from now; none ends it.
pub async fn hold(work: Work, hours: u32) -> Result<(), ServiceError> {
    let at = work.at() + i64::from(hours) * 60 * 60 * 1000;
    let row = mark::Model { id: HOLD.to_owned(), at };
    match marks::by_id(work.db(), HOLD).await? {
        None => marks::insert(work.db(), row).await?,
        Some(_) => marks::update(work.db(), row).await?,
    }
    Ok(work.commit().await?)
}
