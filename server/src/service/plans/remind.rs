//! Mails about evaluations: 30 days before one is due, and once when it is late.

use super::super::error::ServiceError;
use super::super::record::Record;
use super::evaluations;
use super::plan::Plan;
use crate::mail::{letters, queue};
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::entity::{mark, plan};
use crate::store::{marks, plans};
use app::routes;
use domain::date::long;
use domain::plan::{Evaluation, EvaluationStage, PlanState};
use time::Duration;

/// When the last round began.
const ROUND: &str = "evaluations";

/// True where the last round began an hour ago: each plan has to be read for one.
pub async fn round_is_due(look: &Look) -> Result<bool, ServiceError> {
    let last = marks::by_id(look.db(), ROUND).await?;
    Ok(last.is_none_or(|last| last.at <= look.ago(Duration::hours(1))))
}

/// Notes that a round begins.
pub async fn begin_round(work: Work) -> Result<(), ServiceError> {
    let row = mark::Model { id: ROUND.to_owned(), at: work.at() };
    if !marks::once(work.db(), ROUND, work.at()).await? {
        marks::update(work.db(), row).await?;
    }
    Ok(work.commit().await?)
}

/// An evaluation of which the student is to be told, and the mark that says that it was.
struct Untold {
    one: Evaluation,
    late: bool,
    written: bool,
    mark: String,
}

/// What is due or late and was not told yet.
async fn untold<C: Connection>(
    s: &Scope<C>,
    record: &Record,
    plan: &Plan,
) -> Result<Vec<Untold>, ServiceError> {
    let today = s.today(&record.zone());
    let written = evaluations::of(s, record, plan, today).await?;
    let mut all = Vec::new();
    for one in evaluations::due_of(record, plan) {
        let stage = written.iter().find(|row| row.kind == one.kind).and_then(|row| row.stage);
        let done = stage == Some(EvaluationStage::Received);
        let late = today > one.until();
        // What was due long before the plan came here is no news.
        let over = today > one.told_until();
        if done || over || one.opens() > today || record.student.email.is_none() {
            continue;
        }
        let (root, kind) = (&plan.row.root, one.kind.code());
        let mark = format!("evaluation:{root}:{kind}:{}:{late}", one.on);
        all.push(Untold { one, late, written: stage.is_some(), mark });
    }
    let marks: Vec<String> = all.iter().map(|one| one.mark.clone()).collect();
    let told = marks::some(s.db(), &marks).await?;
    all.retain(|one| !told.contains(&one.mark));
    Ok(all)
}

/// True for an accepted plan of which something is to be told.
pub async fn is_due(look: &Look, row: plan::Model) -> Result<bool, ServiceError> {
    let Some(record) = Record::load(look, &row.student_id).await? else { return Ok(false) };
    let plan = Plan::one(look, row).await?;
    Ok(!untold(look, &record, &plan).await?.is_empty())
}

/// Reminds the student of this plan of what is due and was not told yet.
pub async fn remind(work: Work, student: &str, id: &str) -> Result<(), ServiceError> {
    let Some(record) = Record::lock(&work, student).await? else { return Ok(()) };
    let row = plans::by_id(work.db(), id).await?.filter(|row| row.state == PlanState::Accepted);
    let Some(row) = row else { return Ok(()) };
    let plan = Plan::one(&work, row).await?;
    for Untold { one, late, written, mark } in untold(&work, &record, &plan).await? {
        if !marks::once(work.db(), &mark, work.at()).await? {
            continue;
        }
        let page = work.url(&routes::plan_evaluation(&plan.row.id, one.kind.code()));
        let about = (one.kind, long(one.until()), late, written);
        let employer = plan.value("employer_name");
        queue(&work, letters::evaluation_due(&record.student, employer, about, page)).await?;
    }
    work.ring(|bells| &bells.jobs);
    Ok(work.commit().await?)
}
