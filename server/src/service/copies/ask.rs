//! Asking for the link. A job answers, so that the page cannot tell who is known.

use super::super::credentials::copy_links;
use super::super::credentials::recoveries::{self, Request};
use super::super::credentials::sends::{self, Sending};
use super::super::error::ServiceError;
use super::super::visit::Desk;
use crate::limits::Limit;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::store::entity::student;
use crate::store::{accounts, students};
use app::ports::Done;
use app::routes;
use app::wire::{AskCopyForm, Notice};
use domain::login;
use domain::send::Channel;

/// Notes the request.
pub async fn ask(desk: &Desk, form: &AskCopyForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Recoveries).await?;
    let (email, sevis_id) = login::parse_copy(&form.email, &form.sevis_id)?;
    let (email_key, sevis_id) = (email.key(), sevis_id.to_string());
    recoveries::note(desk.work().await?, &Request::Copy { email_key, sevis_id }).await?;
    Ok(Done::saying(routes::COPY, Notice::CopyAsked))
}

/// Mails the link, if the address is on the record of this SEVIS ID or opens it.
pub async fn answer(work: &Work, email_key: &str, sevis_id: &str) -> Result<(), ServiceError> {
    let Some(student) = find(work, email_key, sevis_id).await? else { return Ok(()) };
    // Where login and record have different addresses, the record's is where the school writes.
    let Some(to) = student.email.clone() else { return Ok(()) };
    let sending =
        Sending { channel: Channel::Recovery, to: &to, account: None, from: None, known: false };
    if sends::reserve(work, sending).await?.is_ok() {
        let link = copy_links::make(work, &student).await?;
        queue(work, letters::record_copy(&student, link)).await?;
    }
    Ok(())
}

async fn find(
    work: &Work,
    email_key: &str,
    sevis_id: &str,
) -> Result<Option<student::Model>, ServiceError> {
    let on_record = students::by_email(work.db(), email_key).await?;
    if let Some(student) = on_record.filter(|student| student.sevis_id == sevis_id) {
        return Ok(Some(student));
    }
    let account = accounts::lock_by_email(work.db(), email_key).await?;
    let own = match account.as_ref().and_then(|account| account.record()) {
        Some(id) => students::by_id(work.db(), id).await?,
        None => None,
    };
    Ok(own.filter(|student| student.sevis_id == sevis_id))
}
