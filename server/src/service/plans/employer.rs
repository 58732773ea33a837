//! What an employer's link leads to.

use super::super::error::ServiceError;
use super::codes::code_waits;
use super::links::{Found, any_by_token, look_by_token};
use super::plan::Plan;
use super::{departures, evaluations, view};
use crate::scope::Look;
use crate::store::entity::plan_signature;
use crate::store::plans::evaluations as rows;
use app::AppError;
use app::wire::{EmployerPlanView, PlanSectionView, PlanView};
use domain::email::hidden;
use domain::plan::{EvaluationKind, EvaluationStage, LinkPurpose, Section};

/// The page.
pub async fn page(look: &Look, token: &str) -> Result<EmployerPlanView, ServiceError> {
    let Some(found) = look_by_token(look, token).await? else {
        return gone(look, token).await;
    };
    let (record, plan) = (&found.record, &found.plan);
    let (to, code_sent) = (hidden(&found.link.email), code_waits(look, &found.link));
    match found.link.purpose.0 {
        LinkPurpose::Sign => {
            let own = plan.signers_at(&found.link.email).into_iter();
            let signers: Vec<_> = own.filter(|who| plan.signature(*who).is_none()).collect();
            let plan = whole(look, &found).await?;
            Ok(EmployerPlanView::Sign { plan, signers, code_sent, to })
        }
        LinkPurpose::Evaluate => {
            let Some(written) = evaluations::waiting(look, &found.link).await? else {
                return gone(look, token).await;
            };
            let all = evaluations::of(look, record, plan, look.today(&record.zone())).await?;
            let same = |kind: EvaluationKind| written.kind == kind;
            let row = all.into_iter().find(|row| same(row.kind)).map(Box::new);
            let Some(row) = row else { return gone(look, token).await };
            let plan = whole(look, &found).await?;
            Ok(EmployerPlanView::Evaluate { plan, row, code_sent, to })
        }
        LinkPurpose::Depart => Ok(EmployerPlanView::Depart {
            student: record.person().name(),
            employer: plan.value("employer_name").to_owned(),
            school: record.school.name.clone(),
            reported: departures::of(look, record, plan).await?,
        }),
    }
}

/// The plan as an employer reads it: scans are between student and school.
async fn whole(look: &Look, found: &Found) -> Result<Box<PlanView>, ServiceError> {
    let mut plan = view::whole(look, &found.record, &found.plan).await?;
    for signed in plan.signatures.iter_mut().filter_map(|one| one.signed.as_mut()) {
        if let Some(scan) = &mut signed.paper {
            (scan.ready, scan.scan) = (false, String::new());
        }
    }
    Ok(Box::new(plan))
}

/// A link that leads nowhere: where its address has signed, that is said.
async fn gone(look: &Look, token: &str) -> Result<EmployerPlanView, ServiceError> {
    let done = match any_by_token(look, token).await? {
        Some(link) if link.purpose == LinkPurpose::Sign => {
            let versions = crate::store::plans::versions(look.db(), &link.root).await?;
            let all = Plan::all(look, versions).await?;
            let newest = all.iter().find(|plan| plan.row.state.is_current());
            let signed = |plan: &Plan| {
                let on_paper = plan.signers_at(&link.email);
                let by = |one: &plan_signature::Model| match one.paper {
                    Some(_) => on_paper.contains(&one.signer.0),
                    None => one.email == link.email,
                };
                plan.signatures.iter().any(by)
            };
            // Ended while the plan is open and without a signature: sent back.
            let back = |plan: &Plan| link.ended_at.is_some() && plan.row.state.is_open();
            newest.is_some_and(|plan| signed(plan) || back(plan))
        }
        Some(link) if link.purpose == LinkPurpose::Evaluate => {
            let row = rows::by_id(look.db(), &link.about).await?;
            row.is_some_and(|row| row.stage != EvaluationStage::AtEmployer)
        }
        _ => false,
    };
    Ok(if done { EmployerPlanView::Done } else { EmployerPlanView::Gone })
}

/// A section as the employer fills it in.
pub async fn section(
    look: &Look,
    token: &str,
    section: &str,
) -> Result<PlanSectionView, ServiceError> {
    let section = Section::from_code(section).filter(|one| *one != Section::Student);
    let found = look_by_token(look, token).await?;
    let found = found.filter(|found| found.link.purpose == LinkPurpose::Sign);
    match (section, found) {
        (Some(section), Some(found)) => {
            let whose = format!("{}, {}", found.record.person().name(), found.record.school.name);
            Ok(PlanSectionView { whose, ..view::of_section(&found.plan, section, true) })
        }
        // What was typed is shown all the same.
        (Some(section), None) => Ok(view::of_nothing(section)),
        (None, _) => Err(AppError::NotFound.into()),
    }
}
