//! The link, and who gets a copy.

use super::super::credentials::{copy_links, links};
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note};
use super::super::visit::{self, Desk, Visit, guards};
use super::record_copy::{RecordCopy, copy};
use crate::scope::{Look, Work};
use crate::store::convert;
use app::AppError;
use app::ports::Done;
use app::wire::{CloseCopyForm, CopyView, Form, OpenCopyForm};
use domain::FaultCode;
use domain::history::Event;
use domain::invitation::LinkState;
use domain::sevis_id::SevisId;

/// The state of a link. Reading it changes nothing.
pub async fn view(look: &Look, visit: &Visit, token: &str) -> Result<CopyView, ServiceError> {
    let Some((row, student)) = copy_links::find(look, token).await? else {
        return Ok(CopyView { link: LinkState::Unknown, person: None });
    };
    let link = convert::link(&row).state(look.now());
    let person = match link {
        LinkState::Open { .. } if visit.has_identified(&row.id).await => {
            let record = Record::load(look, &student.id).await?;
            record.map(|record| record.person())
        }
        _ => None,
    };
    Ok(CopyView { link, person })
}

/// The SEVIS ID step.
pub async fn open(desk: &Desk, form: &OpenCopyForm) -> Result<Done, ServiceError> {
    let typed = SevisId::required(&form.sevis_id).map_err(|code| fault("sevis_id", code))?;
    try_id(desk.work().await?, &desk.visit, form, &typed).await
}

async fn try_id(
    work: Work,
    visit: &Visit,
    form: &OpenCopyForm,
    typed: &SevisId,
) -> Result<Done, ServiceError> {
    let found = copy_links::find(&work, &form.token).await?;
    let Some((row, student)) = found.filter(|(row, _)| links::is_open(&work, row)) else {
        // The page says what the link is good for now.
        return Ok(Done::to(form.page()));
    };
    if student.sevis_id == typed.as_str() {
        visit.session.lock().await.data.identified = Some(row.id);
        visit::store(&work, visit).await?;
        note(&work, &student.id, Line::by_system(Event::RecordCopied)).await?;
        work.commit().await?;
        return Ok(Done::to(form.page()));
    }
    let left = links::count_wrong_id(&work, row).await?;
    work.commit().await?;
    match left {
        0 => Ok(Done::to(form.page())),
        left => Err(fault("sevis_id", FaultCode::WrongSevisId { left }).into()),
    }
}

/// Closes the copy in this browser, as on a computer that others use. The link asks for the SEVIS ID again.
pub async fn close(work: Work, visit: &Visit, form: &CloseCopyForm) -> Result<Done, ServiceError> {
    let opened = visit.session.lock().await.data.identified.take();
    if opened.is_some() {
        visit::store(&work, visit).await?;
        work.commit().await?;
    }
    Ok(Done::to(form.page()))
}

/// The copy that a link has opened in this browser.
pub async fn by_link(look: &Look, visit: &Visit, token: &str) -> Result<RecordCopy, ServiceError> {
    let found = copy_links::find(look, token).await?;
    let Some((row, student)) = found.filter(|(row, _)| links::is_open(look, row)) else {
        return Err(AppError::NotFound.into());
    };
    if !visit.has_identified(&row.id).await {
        return Err(AppError::NotFound.into());
    }
    let record = Record::load(look, &student.id).await?.ok_or(AppError::NotFound)?;
    copy(look, &record).await
}

/// The copy of whoever is logged in.
pub async fn own(look: &Look, visit: &Visit) -> Result<RecordCopy, ServiceError> {
    let record = guards::student(look, visit).await?;
    copy(look, &record).await
}
