//! The mail that says that a STEM validation can be confirmed: once for each, 30 days before.

use super::super::error::ServiceError;
use super::super::record::{Record, confirmed};
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::store::{convert, marks};
use app::routes;
use domain::stem::validations;

/// Reminds the student of this extension, if that is due and was not done.
pub async fn remind(work: Work, student: &str, authorization: &str) -> Result<(), ServiceError> {
    let Some(record) = Record::lock(&work, student).await? else {
        return Ok(());
    };
    let about = record.authorization_rows.iter().find(|row| row.id == authorization);
    let Some(about) = about else { return Ok(()) };
    let today = work.today(&record.zone());
    let open = validations(&convert::authorization(about)).into_iter().find(|one| one.takes(today));
    let Some(open) = open else { return Ok(()) };
    let id = marks::reminded(authorization, open.months, about.start_date);
    // Who has no address now is looked at again tomorrow.
    if record.student.email.is_none() || !marks::once(work.db(), &id, work.at()).await? {
        return Ok(());
    }
    if open.done_on(&confirmed(&work, &record, about).await?).is_none() {
        let page = work.url(routes::VALIDATION);
        queue(&work, letters::stem_validation(&record.student, open, today, page)).await?;
    }
    work.ring(|bells| &bells.jobs);
    Ok(work.commit().await?)
}
