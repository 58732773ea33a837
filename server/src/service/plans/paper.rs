//! A plan signed by hand: its scan, and whose signatures it shows.

use super::super::error::{ServiceError, fault};
use super::super::files::{self, Judged, Of, shown};
use super::super::record::{Line, Record, note};
use super::super::visit::{Visit, guards};
use super::plan::Plan;
use super::settle::settle;
use super::sign::{said, signable};
use crate::scope::Work;
use crate::secret::sha256_hex;
use crate::store::attachments;
use crate::store::entity::{account, plan_signature};
use crate::store::plans::signatures;
use app::ports::Done;
use app::routes;
use app::wire::{Notice, PaperForm};
use domain::attachment::{FileFault, MOST};
use domain::fault::{Fault, FaultCode};
use domain::history::{Change, Event};
use domain::plan::{self, Signer};

/// A fault of what was sent as the scan.
fn refused(name: String, why: FileFault) -> Fault {
    fault("files", FaultCode::File { name, why })
}

/// What is ticked, and all that is wrong with what came.
fn read(form: &PaperForm, scan: &Judged) -> Result<Vec<Signer>, Vec<Fault>> {
    let ticked = plan::PaperForm {
        signers: [
            (Signer::Signatory, &form.signatory),
            (Signer::Overseer, &form.overseer),
            (Signer::Student, &form.student),
        ],
        agree: &form.agree,
    };
    let mut faults = Vec::new();
    let signers = ticked.parse().unwrap_or_else(|found| {
        faults = found;
        Vec::new()
    });
    match (scan.enclosed.files.first(), scan.kinds.first()) {
        _ if scan.enclosed.cut_off => {
            faults.push(refused("What you sent".to_owned(), FileFault::CutOff));
        }
        (Some(file), Some(Err(why))) => faults.push(refused(shown(file), *why)),
        (Some(_), Some(Ok(_))) => {}
        _ => faults.push(fault("files", FaultCode::Required)),
    }
    if faults.is_empty() { Ok(signers) } else { Err(faults) }
}

/// Keeps the scan; its identity and hash.
async fn keep(
    work: &Work,
    account: &account::Model,
    plan: &Plan,
    Judged { enclosed, kinds }: Judged,
) -> Result<(String, String), ServiceError> {
    let (Some(file), Some(Ok(kind))) = (enclosed.files.into_iter().next(), kinds.first()) else {
        return Err(fault("files", FaultCode::Required).into());
    };
    // One file comes with a plan.
    let mut quota = files::quota(work, &account.id, MOST - 1).await?;
    quota.admit(file.bytes.len()).map_err(|why| refused(shown(&file), why))?;
    let hash = sha256_hex(&file.bytes);
    let row = files::insert(work, &account.id, Of::Plan(&plan.row.id), file, *kind).await?;
    Ok((row.id, hash))
}

/// True for who has not signed yet, or on paper: a better scan takes the place of one that is not good.
fn can_be_shown(plan: &Plan, signer: Signer) -> bool {
    let open = plan.row.state.is_open();
    plan.signature(signer).is_none_or(|signed| open && signed.paper.is_some())
}

/// Writes down a signature that the scan shows, in the place of one on a scan before. That scan stays.
async fn write(
    work: &Work,
    record: &Record,
    plan: &mut Plan,
    signer: Signer,
    (paper, hash): (&str, &str),
) -> Result<(), ServiceError> {
    let (name, title) = signer.named(&plan.values);
    let who = (name, title, String::new(), String::new());
    let made = plan.signed_by(signer, who, work.at());
    let signature = plan_signature::Model { paper: Some(paper.to_owned()), ..made };
    let before = |one: &plan_signature::Model| one.signer == signer && one.paper.is_some();
    for one in plan.signatures.iter().filter(|one| before(one)) {
        signatures::delete(work.db(), &one.id).await?;
    }
    plan.signatures.retain(|one| !before(one));
    signatures::insert(work.db(), signature.clone()).await?;
    let new =
        format!("{}, on paper, SHA-256 {}, scan SHA-256 {hash}", signature.name, signature.covers);
    let changes = [Change { field: signer.section().into(), old: String::new(), new }];
    // The student says so, whoever signed.
    let student = Signer::Student.named(&plan.values).0;
    let line = Line::by_student(Event::PlanSigned, &student);
    note(work, &record.student.id, line.with(&changes)).await?;
    plan.signatures.push(signature);
    Ok(())
}

/// The student hands in a scan of a plan. It shows the signatures that are ticked and not there yet.
pub async fn by_student(
    work: Work,
    visit: &Visit,
    form: &PaperForm,
    scan: Judged,
) -> Result<Done, ServiceError> {
    guards::fresh(&work, visit).await?;
    let (account, record) = guards::answering(&work, visit).await?;
    let mut plan = Plan::current(&work, &record.student.id, &form.id).await?;
    let next = routes::plan(&plan.row.id);
    let signers = read(form, &scan)?;
    let signers: Vec<Signer> =
        signers.into_iter().filter(|one| can_be_shown(&plan, *one)).collect();
    if signers.is_empty() {
        return Ok(Done::saying(next, Notice::PlanSigned));
    }
    if !record.school.plans_on_paper {
        return Err(fault("files", FaultCode::NotAChoice).into());
    }
    if plan.is_stale(&record) {
        return Err(fault("surname", FaultCode::NotOnRecord).into());
    }
    // What covers most is what was printed.
    signable(&plan, Signer::Student, &form.version)?;
    let (paper, hash) = keep(&work, &account, &plan, scan).await?;
    for signer in signers {
        write(&work, &record, &mut plan, signer, (&paper, &hash)).await?;
    }
    let sent = settle(&work, &record, &plan).await?;
    work.ring(|bells| &bells.scans);
    work.commit().await?;
    Ok(Done::saying(next, said(sent)))
}

/// True where a scan on which a signature of this plan stands was thrown away or is not checked yet.
pub(super) async fn lacks_a_scan(work: &Work, plan: &Plan) -> Result<bool, ServiceError> {
    let papers: Vec<&str> = plan.signatures.iter().filter_map(|one| one.paper.as_deref()).collect();
    let kept = attachments::of(work.db(), &papers).await?;
    let ready = |id: &&str| kept.iter().any(|row| row.id == **id && files::is_ready(row));
    Ok(!papers.iter().all(ready))
}
