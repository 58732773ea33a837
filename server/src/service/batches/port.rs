//! The port that leads here.

use super::super::aside::aside;
use super::super::error::{ServiceError, fault};
use super::super::visit::{Desk, Visit, guards, note_seen};
use super::answers::Counts;
use super::export::{NothingDue, export};
use super::{answers, by_hand, discard, page};
use crate::scope::Work;
use crate::sevis::log::{self, LARGEST, Log};
use app::ports::{Answer, BatchesPort, Done};
use app::wire::{
    AnswerForm, BatchView, BatchesView, ByHandForm, DiscardBatchForm, MakeBatchForm, Notice,
};
use app::{AppError, routes};
use async_trait::async_trait;
use domain::FaultCode;
use domain::audit::{AuditAct, Subject};
use domain::sevis_state::SevisWay;

async fn make(work: Work, visit: &Visit) -> Result<Done, ServiceError> {
    guards::fresh(&work, visit).await?;
    let (official, school) = guards::official(&work, visit).await?;
    let saying = |notice| Ok(Done::saying(routes::BATCHES, notice));
    match export(work, &school.id, Some(&official)).await? {
        Ok(made) => {
            let sent = school.sevis_way == SevisWay::Transport;
            let notice = if sent { Notice::BatchOnItsWay } else { Notice::BatchMade };
            Ok(Done::saying(routes::batch(&made.batch), notice))
        }
        Err(NothingDue::Nothing | NothingDue::OtherWay(_)) => saying(Notice::NothingForSevis),
        Err(NothingDue::AllHeld(_) | NothingDue::Lacking(_)) => saying(Notice::AllHeld),
    }
}

/// Notes it, of an official who still is one.
async fn note(
    work: Work,
    visit: &Visit,
    read: (&Log, &[u8]),
) -> Result<Result<Counts, String>, ServiceError> {
    guards::fresh(&work, visit).await?;
    let (official, school) = guards::official(&work, visit).await?;
    answers::read(work, read, Some(&school.id), Some(&official)).await
}

async fn answer(desk: &Desk, bytes: Vec<u8>) -> Result<Done, ServiceError> {
    let visit = &desk.visit;
    // What is not an official's is not even looked at; what is, before the database waits for this.
    let look = desk.look();
    guards::fresh(&look, visit).await?;
    guards::official(&look, visit).await?;
    if bytes.is_empty() {
        return Err(fault("log", FaultCode::Required).into());
    }
    let read = move || {
        // No more of it was taken, and the end of a ZIP file says what is in it.
        if bytes.len() > LARGEST {
            return Err(format!("is larger than {} MB", LARGEST >> 20));
        }
        let bytes = log::unpacked(bytes)?;
        log::read(&bytes).map(|log| (log, bytes))
    };
    let noted = match aside(read).await? {
        Ok((log, bytes)) => note(desk.work().await?, visit, (&log, &bytes)).await?,
        Err(why) => Err(why),
    };
    match noted {
        Ok(counts) => {
            let notice = Notice::AnswerRead {
                confirmed: counts.confirmed,
                refused: counts.refused,
                unmatched: counts.unmatched.len(),
                unanswered: counts.unanswered,
                changed: counts.changed,
            };
            Ok(Done::saying(routes::batch(&counts.batch), notice))
        }
        Err(why) => {
            let name = "The file".to_owned();
            Err(fault("log", FaultCode::Unreadable { name, why }).into())
        }
    }
}

/// The file of a batch, as it is stored; whose records leave with it is noted first.
pub async fn file(desk: &Desk, id: &str) -> Result<Vec<u8>, ServiceError> {
    let (bytes, subjects) = page::file(&desk.look(), &desk.visit, id).await?;
    note_seen(desk.work().await?, &desk.visit, AuditAct::StudentsExported, subjects).await?;
    Ok(bytes)
}

/// An answer to a batch, as it came; noted likewise.
pub async fn answer_file(desk: &Desk, named: (&str, &str)) -> Result<Vec<u8>, ServiceError> {
    let (bytes, subjects) = page::answer_file(&desk.look(), &desk.visit, named).await?;
    note_seen(desk.work().await?, &desk.visit, AuditAct::StudentsExported, subjects).await?;
    Ok(bytes)
}

#[async_trait]
impl BatchesPort for Desk {
    async fn batches(&self) -> Result<BatchesView, AppError> {
        let view = page::list(&self.look(), &self.visit).await?;
        let subjects = view.tasks.iter().map(|row| Subject::Student(row.student.clone()));
        let subjects = subjects.collect();
        note_seen(self.work().await?, &self.visit, AuditAct::ReportsListed, subjects).await?;
        Ok(view)
    }

    async fn batch(&self, id: &str) -> Result<BatchView, AppError> {
        let view = page::view(&self.look(), &self.visit, id).await?;
        let students = view.records.iter().filter_map(|row| row.student.as_ref());
        let subjects = students.map(|(id, _)| Subject::Student(id.clone())).collect();
        note_seen(self.work().await?, &self.visit, AuditAct::ReportsListed, subjects).await?;
        Ok(view)
    }

    async fn make_batch(&self, _: &MakeBatchForm) -> Answer {
        Ok(make(self.work().await?, &self.visit).await?)
    }

    async fn discard_batch(&self, form: &DiscardBatchForm) -> Answer {
        Ok(discard::discard(self.work().await?, &self.visit, form).await?)
    }

    async fn read_answer(&self, _: &AnswerForm, bytes: Vec<u8>) -> Answer {
        Ok(answer(self, bytes).await?)
    }

    async fn done_by_hand(&self, form: &ByHandForm) -> Answer {
        Ok(by_hand::done(self.work().await?, &self.visit, form).await?)
    }
}
