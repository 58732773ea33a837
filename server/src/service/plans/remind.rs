//! Mails about evaluations: 30 days before one is due, and once when it is late.

use super::super::error::ServiceError;
use super::super::record::Record;
use super::evaluations::{self, by};
use super::plan::Plan;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::store::{marks, plans};
use app::routes;
use domain::plan::{EvaluationStage, PlanState};

/// Begins a round, at most one in an hour: each plan has to be read for it.
pub async fn begin_round(work: Work) -> Result<bool, ServiceError> {
    let hour = format!("evaluations:{}", work.at() / 3_600_000);
    let begins = marks::once(work.db(), &hour, work.at()).await?;
    work.commit().await?;
    Ok(begins)
}

/// Reminds the student of this plan of what is due and was not told yet.
pub async fn remind(work: Work, student: &str, id: &str) -> Result<(), ServiceError> {
    let Some(record) = Record::lock(&work, student).await? else { return Ok(()) };
    let row = plans::by_id(work.db(), id).await?.filter(|row| row.state == PlanState::Accepted);
    let Some(row) = row else { return Ok(()) };
    let plan = Plan::one(&work, row).await?;
    let today = work.today(&record.zone());
    let written = evaluations::of(&work, &record, &plan, today).await?;
    for one in evaluations::due_of(&record, &plan) {
        let stage = written.iter().find(|row| row.kind == one.kind).and_then(|row| row.stage);
        let done = stage == Some(EvaluationStage::Received);
        let late = today > one.until();
        // What was due long before the plan came here is no news.
        let over = today > domain::date::plus_days(one.until(), evaluations::NEWS_DAYS);
        if done || over || one.opens() > today || record.student.email.is_none() {
            continue;
        }
        let mark = format!("evaluation:{}:{}:{}:{late}", plan.row.root, one.kind.code(), one.on);
        if !marks::once(work.db(), &mark, work.at()).await? {
            continue;
        }
        let page = work.url(&routes::plan_evaluation(&plan.row.id, one.kind.code()));
        let employer = plan.value("employer_name");
        let about = (one.kind, by(one), late, stage.is_some());
        queue(&work, letters::evaluation_due(&record.student, employer, about, page)).await?;
    }
    work.wake.notify_one();
    Ok(work.commit().await?)
}
