//! The mail that says that a STEM validation can be confirmed: once for each, 30 days before.

use super::super::error::ServiceError;
use super::super::record::{Record, confirmed_on};
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::store::convert;
use crate::store::entity::reminder;
use crate::store::reminders;
use app::routes;
use domain::stem::validations;

/// Reminds the student of this extension, if that is due and was not done.
pub async fn remind(work: Work, student: &str, authorization: &str) -> Result<(), ServiceError> {
    let Some(record) = Record::lock(&work, student).await? else {
        return Ok(());
    };
    let about = record.authorization_rows.iter().find(|row| row.id == authorization);
    let Some(about) = about.map(convert::authorization) else {
        return Ok(());
    };
    let today = work.today(&record.zone());
    let Some(open) = validations(&about).into_iter().find(|one| one.takes(today)) else {
        return Ok(());
    };
    let id = reminders::name(authorization, open.months);
    if reminders::is_there(work.db(), &id).await? {
        return Ok(());
    }
    reminders::insert(work.db(), reminder::Model { id, at: work.at() }).await?;
    let done = open.done_on(&confirmed_on(&work, &record).await?).is_some();
    if !done && record.student.email.is_some() {
        let page = work.url(routes::VALIDATION);
        queue(&work, letters::stem_validation(&record.student, open, page)).await?;
    }
    work.wake.notify_one();
    Ok(work.commit().await?)
}
