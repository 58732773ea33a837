//! Signatures: each over a hash of exactly what it certifies.

use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note};
use super::super::visit::{Visit, guards};
use super::codes::check_code;
use super::evaluations;
use super::links::{Found, by_token};
use super::plan::Plan;
use super::settle::settle;
use super::tell::tell;
use crate::mail::letters;
use crate::scope::Work;
use crate::store::entity::plan_link;
use crate::store::plans::{links, signatures};
use app::ports::Done;
use app::routes;
use app::wire::{
    EmployerReturnForm, EmployerSignForm, Notice, SendPlanForm, SignPlanForm, with_token,
};
use domain::fault::{Fault, FaultCode, Faults};
use domain::history::{Change, Event};
use domain::plan::{LinkPurpose, SignForm, Signer, missing};
use domain::text;

/// Refuses a plan with gaps, and one that changed since the page was shown: `seen` is the hash of what the page showed.
pub(super) fn signable(plan: &Plan, signer: Signer, seen: &str) -> Result<(), Fault> {
    if !plan.row.state.is_open() || seen != plan.covers(signer) {
        return Err(fault("agree", FaultCode::ShownOtherwise));
    }
    match missing(&plan.values).into_iter().next() {
        Some(gap) => Err(gap),
        None => Ok(()),
    }
}

/// Writes a signature of a plan.
async fn write(
    work: &Work,
    (record, plan): (&Record, &Plan),
    signer: Signer,
    who: (String, String, String, String),
) -> Result<bool, ServiceError> {
    let signature = plan.signed_by(signer, who, work.at());
    signatures::insert(work.db(), signature.clone()).await?;
    let (field, old) = (signer.section().into(), String::new());
    let new = format!("{}, SHA-256 {}", signature.name, signature.covers);
    let changes = [Change { field, old, new }];
    let line = match signer {
        Signer::Student => Line::by_student(Event::PlanSigned, &signature.name),
        _ => Line::by_employer(Event::PlanSigned, &signature.name),
    };
    note(work, &record.student.id, line.with(&changes)).await?;
    let mut after = plan.clone();
    after.signatures.push(signature);
    settle(work, record, &after).await
}

/// What is said after a signature.
pub(super) fn said(sent: bool) -> Notice {
    if sent { Notice::PlanSent } else { Notice::PlanSigned }
}

/// The student signs section 2.
pub async fn by_student(
    work: Work,
    visit: &Visit,
    form: &SignPlanForm,
) -> Result<Done, ServiceError> {
    guards::fresh(&work, visit).await?;
    let (account, record) = guards::answering(&work, visit).await?;
    let plan = Plan::current(&work, &record.student.id, &form.id).await?;
    let next = routes::plan(&plan.row.id);
    if plan.signature(Signer::Student).is_some() {
        return Ok(Done::saying(next, Notice::PlanSigned));
    }
    if plan.is_stale(&record) {
        return Err(fault("surname", FaultCode::NotOnRecord).into());
    }
    signable(&plan, Signer::Student, &form.version)?;
    let typed = SignForm { name: &form.signed_name, agree: &form.agree, drawn: &form.drawn };
    let (name, drawn) = typed.parse(&Signer::Student.named(&plan.values).0)?;
    let who = (name, String::new(), account.email, drawn);
    let sent = write(&work, (&record, &plan), Signer::Student, who).await?;
    work.commit().await?;
    Ok(Done::saying(next, said(sent)))
}

/// Gives a plan to the school whose signatures all came along from the version before.
pub async fn send(work: Work, visit: &Visit, form: &SendPlanForm) -> Result<Done, ServiceError> {
    let (_, record) = guards::answering(&work, visit).await?;
    let plan = Plan::current(&work, &record.student.id, &form.id).await?;
    let next = routes::plan(&plan.row.id);
    if !plan.row.state.is_open() || !plan.is_whole() || plan.is_stale(&record) {
        return Ok(Done::saying(next, Notice::NothingChanged));
    }
    settle(&work, &record, &plan).await?;
    work.commit().await?;
    Ok(Done::saying(next, Notice::PlanSent))
}

/// Name and title as an employer signs, and the drawing.
fn typed(form: &EmployerSignForm, named: &str) -> Result<(String, String, String), Vec<Fault>> {
    let mut faults = Faults::default();
    let title = faults.required("signed_title", text::line(&form.signed_title, 80));
    let typed = SignForm { name: &form.signed_name, agree: &form.agree, drawn: &form.drawn };
    let mut all = faults.into_vec();
    match (typed.parse(named), title) {
        (Ok((name, drawn)), Some(title)) => Ok((name, title, drawn)),
        (Ok(_), None) => Err(all),
        (Err(more), _) => {
            all.extend(more);
            Err(all)
        }
    }
}

/// Ends a link whose work is done.
async fn use_up(work: &Work, link: &plan_link::Model) -> Result<(), ServiceError> {
    let email = Some(link.email.as_str());
    Ok(links::end(work.db(), &link.root, link.purpose.0, email, work.at()).await?)
}

/// An employer signs a plan or an evaluation.
pub async fn by_employer(work: Work, form: &EmployerSignForm) -> Result<Done, ServiceError> {
    let next = with_token(routes::EMPLOYER_PLAN, &form.token);
    let Some(found) = by_token(&work, &form.token).await? else { return Ok(Done::to(next)) };
    if found.link.purpose == LinkPurpose::Depart {
        return Ok(Done::to(next));
    }
    let evaluates = found.link.purpose == LinkPurpose::Evaluate;
    let signer = if evaluates { Some(Signer::Overseer) } else { Signer::from_code(&form.signer) };
    let own = found.plan.signers_at(&found.link.email);
    let Some(signer) = signer.filter(|who| evaluates || own.contains(who)) else {
        return Err(fault("signer", FaultCode::NotAChoice).into());
    };
    if !evaluates && found.plan.signature(signer).is_some() {
        return Ok(Done::saying(next, Notice::PlanSigned));
    }
    if !evaluates {
        signable(&found.plan, signer, &form.version)?;
    }
    let who = typed(form, &signer.named(&found.plan.values).0)?;
    if let Err(code) = check_code(&work, &found.link, &form.code).await? {
        work.commit().await?;
        return Err(fault("code", code).into());
    }
    let notice = match evaluates {
        true => evaluations::sign(&work, &found, who, &form.version).await?,
        false => sign_plan(&work, &found, signer, who).await?,
    };
    work.commit().await?;
    Ok(Done::saying(next, notice))
}

async fn sign_plan(
    work: &Work,
    Found { link, record, plan }: &Found,
    signer: Signer,
    (name, title, drawn): (String, String, String),
) -> Result<Notice, ServiceError> {
    let who = (name, title, link.email.clone(), drawn);
    let sent = write(work, (record, plan), signer, who).await?;
    let left = plan.signers_at(&link.email).into_iter();
    if left.filter(|who| *who != signer).all(|who| plan.signature(who).is_some()) {
        use_up(work, link).await?;
    }
    Ok(said(sent))
}

/// An employer sends something back: the student is told, and the link ends.
pub async fn send_back(work: Work, form: &EmployerReturnForm) -> Result<Done, ServiceError> {
    let words = match text::paragraph(&form.words, 8000) {
        Ok(words) => words.unwrap_or_else(|| "No reason was given.".into()),
        Err(code) => return Err(fault("words", code).into()),
    };
    let next = with_token(routes::EMPLOYER_PLAN, &form.token);
    let found = by_token(&work, &form.token).await?;
    let found = found.filter(|found| found.link.purpose != LinkPurpose::Depart);
    let Some(Found { link, record, plan }) = found else {
        return Err(fault("token", FaultCode::NotOnRecord).into());
    };
    match link.purpose.0 {
        LinkPurpose::Evaluate => evaluations::send_back(&work, &link, &words).await?,
        _ => use_up(&work, &link).await?,
    }
    let changes = [Change { field: "Employer".into(), old: String::new(), new: words }];
    let line = Line::by_employer(Event::PlanReturned, &link.email).with(&changes);
    note(&work, &record.student.id, line).await?;
    let page = work.url(&routes::plan(&plan.row.id));
    let employer = plan.value("employer_name");
    tell(&work, &record, letters::plan_returned(&record.student, employer, page)).await?;
    work.commit().await?;
    Ok(Done::saying(next, Notice::PlanReturned))
}
