//! A plan as a PDF: what Form I-983 has, section by section, with its signatures and evaluations.

use super::super::error::ServiceError;
use super::super::record::Record;
use super::super::visit::{Desk, Visit, guards, note_seen};
use super::plan::Plan;
use super::{evaluations, school, view};
use crate::pdf::{Paper, made};
use crate::scope::Look;
use crate::store::plans;
use app::AppError;
use app::wire::{EvaluationRow, PlanView, SignatureView, Signed};
use domain::audit::{AuditAct, Subject};
use domain::date::typed;
use domain::plan::{DECLARATION, PlanState, Section, Signer, certification};

fn signature(paper: &mut Paper, one: &SignatureView, on_paper: bool) {
    paper.heading(2, &format!("{}: {}", one.signer.section(), one.signer.words()));
    paper.text(DECLARATION);
    for (place, point) in certification(one.signer).iter().enumerate() {
        paper.text(&format!("{}. {point}", place + 1));
    }
    match &one.signed {
        None if on_paper => {
            paper.fact("Signature", "____________________   Date: ____________");
            // So that a paper can be told from one of another version.
            paper.fact("SHA-256 of what is signed", &one.covers);
        }
        None => paper.fact("Signature", "Not signed"),
        Some(Signed { name, paper: Some(scan), at, covers, .. }) => {
            paper.fact("Signed by", name);
            paper.fact(
                "Signed",
                &format!("On paper, as the student says; scan {} handed in {at}", scan.name),
            );
            paper.fact("SHA-256 of what is signed", covers);
        }
        Some(signed) => {
            let title =
                if signed.title.is_empty() { String::new() } else { format!(", {}", signed.title) };
            paper.fact("Signed by", &format!("{}{title}", signed.name));
            if let Some(strokes) = domain::plan::strokes(&signed.drawn) {
                paper.drawing(&strokes);
            }
            let way = match one.signer {
                Signer::Student => "logged in to their own account",
                _ => "by an emailed link and a code sent to that email",
            };
            paper.fact("Signed on", &signed.at);
            paper.fact("Mailbox", &format!("{} ({way})", signed.email));
            paper.fact("SHA-256 of what is signed", &signed.covers);
        }
    }
}

fn evaluation(paper: &mut Paper, row: &EvaluationRow) {
    paper.heading(2, row.kind.words());
    paper.fact("Due", &typed(row.on));
    if let Some((from, to)) = row.period {
        paper.fact("Evaluation period", &format!("{} to {}", typed(from), typed(to)));
    }
    if !row.text.is_empty() {
        paper.fact("Self-evaluation", &row.text);
    }
    for one in &row.signatures {
        paper.fact("Signed by", one);
    }
    if row.signatures.is_empty() {
        paper.fact("Signature", "Not written yet");
    }
}

/// The whole plan.
fn paper(plan: &PlanView) -> Paper {
    let name = plan.signatures.iter().find(|one| one.signer == Signer::Student);
    let name = name.map_or("", |one| &one.name);
    let mut paper = Paper::new(&format!("Training plan, {name}"));
    paper.heading(1, "Training plan for a STEM OPT student");
    paper.text(&format!("{}. Made by Foothold from what was filled in online; the words of the certifications are Foothold's and follow that form.", plan.edition));
    paper.fact("Version", &format!("{}, {}", plan.number, plan.state.words()));
    let signed = |signer: Signer| plan.signatures.iter().find(|one| one.signer == signer);
    // Only where it can still be signed.
    let on_paper = plan.on_paper && plan.state.is_open() && plan.missing.is_empty();
    for section in &plan.sections {
        paper.heading(2, section.section.words());
        for (_, label, value) in section.facts.iter().filter(|(_, _, value)| !value.is_empty()) {
            paper.fact(label, value);
        }
        let after = match section.section {
            Section::Student => Signer::Student,
            Section::Employer => Signer::Signatory,
            Section::Training => Signer::Overseer,
        };
        if let Some(one) = signed(after) {
            signature(&mut paper, one, on_paper);
        }
    }
    for row in &plan.evaluations {
        evaluation(&mut paper, row);
    }
    paper
}

/// Name and bytes for the student.
pub async fn for_student(
    look: &Look,
    visit: &Visit,
    id: &str,
) -> Result<(String, Vec<u8>), ServiceError> {
    let record = guards::student(look, visit).await?;
    let plan = Plan::current(look, &record.student.id, id).await?;
    bytes(look, &record, &plan).await
}

/// Name and bytes for the school; who looked is written down before it leaves.
pub async fn for_school(desk: &Desk, id: &str) -> Result<(String, Vec<u8>), ServiceError> {
    let look = desk.look();
    let (record, plan) = school::of_school(&look, &desk.visit, id).await?;
    let made = bytes(&look, &record, &plan).await?;
    let subjects = vec![Subject::Student(record.student.id)];
    note_seen(desk.work().await?, &desk.visit, AuditAct::PlanSeen, subjects).await?;
    Ok(made)
}

/// Whether a scan of this version may be read by whoever asks; and if an official reads it, whose it is.
pub async fn reads_paper(
    look: &Look,
    visit: &Visit,
    version: &str,
) -> Result<Option<Subject>, ServiceError> {
    let account = visit.session.lock().await.account.clone();
    if account.is_some_and(|account| account.role.is_official()) {
        let (record, _) = school::of_school(look, visit, version).await?;
        return Ok(Some(Subject::Student(record.student.id)));
    }
    let record = guards::student(look, visit).await?;
    let own = plans::by_id(look.db(), version).await?;
    let own = own.is_some_and(|row| row.student_id == record.student.id);
    if own { Ok(None) } else { Err(AppError::NotFound.into()) }
}

async fn bytes(
    look: &Look,
    record: &Record,
    plan: &Plan,
) -> Result<(String, Vec<u8>), ServiceError> {
    let mut view = view::whole(look, record, plan).await?;
    // A version that was replaced keeps what was evaluated under it.
    if plan.row.state == PlanState::Replaced {
        let today = look.today(&record.zone());
        view.evaluations = evaluations::of(look, record, plan, today).await?;
    }
    // What is handed to SEVIS depends on the version alone, so that its hash is that of the file.
    if plan.row.state == PlanState::Accepted && plan.row.handed_at.is_none() {
        view.evaluations.clear();
    }
    let name = plan.file_name(&record.student.sevis_id);
    Ok((name, made(paper(&view)).await.map_err(ServiceError::Internal)?))
}
