//! Cases as the help team keeps them: written down, told about, opened by codes on paper.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, fault};
use super::super::messages::tell_news;
use super::super::visit::{Visit, guards};
use super::access_codes;
use super::case::{events, row_view};
use crate::clock::{Zone, instant};
use crate::mail::letters;
use crate::scope::{Look, Work};
use crate::secret::{SealedAt, id};
use crate::store::code::Code;
use crate::store::entity::{case, case_event};
use crate::store::{case_codes, cases, consents};
use app::ports::Done;
use app::wire::*;
use app::{AppError, routes};
use domain::audit::{AuditAct, Subject};
use domain::case::{CODE_LIFE, PaperCase, Status, parse_news, parse_paper_case};
use domain::date;
use domain::fault::{FaultCode, Faults};
use domain::receipt_number::ReceiptNumber;

/// Cases shown without a search.
const LATEST: u64 = 20;

/// The page of cases.
pub async fn help_cases(look: &Look, visit: &Visit) -> Result<HelpCasesView, ServiceError> {
    guards::help_team(look, visit).await?;
    let latest = cases::latest(look.db(), LATEST).await?;
    let to_post = case_codes::to_post(look.db(), look.ago(CODE_LIFE)).await?;
    let mut ids: Vec<&str> = Vec::new();
    for code in &to_post {
        if !ids.contains(&code.case_id.as_str()) {
            ids.push(&code.case_id);
        }
    }
    let letters = cases::of(look.db(), &ids).await?;
    Ok(HelpCasesView {
        total: cases::count(look.db()).await?,
        latest: latest.iter().map(row_view).collect(),
        letters: letters.iter().map(row_view).collect(),
    })
}

/// A case as the help team sees it.
pub async fn help_case(look: &Look, visit: &Visit, id: &str) -> Result<HelpCaseView, ServiceError> {
    // Who walks up to a screen that was left alone reads no code that opens a case.
    let shown = guards::help_team_is_fresh(look, visit).await?;
    let row = cases::by_id(look.db(), id).await?.ok_or(AppError::NotFound)?;
    let letter = case_codes::to_post_of(look.db(), id, look.ago(CODE_LIFE)).await?;
    let letter = letter.and_then(|code| {
        let until = Zone::of("UTC").day(instant(code.created_at) + CODE_LIFE);
        let words = look.secrets.open(SealedAt::CaseCode(&code.id), &code.sealed)?.to_uppercase();
        Some(LetterView { code: shown.then_some(words), until: date::long(until), id: code.id })
    });
    Ok(HelpCaseView {
        events: events(look, id, true).await?,
        holders: cases::holders_of(look.db(), id).await?.len() as u64,
        letter,
        row: row_view(&row),
        form: CaseForm {
            id: row.id,
            receipt_number: row.receipt_number,
            form_type: row.form_type,
            case_name: row.name,
            email: row.email,
            postal_address: row.postal_address,
        },
    })
}

/// Finds one by its number.
pub async fn find(look: &Look, visit: &Visit, form: &FindCaseForm) -> Result<Done, ServiceError> {
    guards::help_team(look, visit).await?;
    let mut faults = Faults::default();
    let number = ReceiptNumber::parse(&form.receipt_number);
    let Some(number) = faults.required("receipt_number", number) else {
        return Err(faults.into_vec().into());
    };
    match cases::by_number(look.db(), number.as_str()).await? {
        Some(case) => Ok(Done::to(routes::help_case(&case.id))),
        None => Err(fault("receipt_number", FaultCode::NotOnRecord).into()),
    }
}

/// Writes a case down, or corrects it.
pub async fn save(work: Work, visit: &Visit, form: &CaseForm) -> Result<Done, ServiceError> {
    let team = guards::help_team_fresh(&work, visit).await?;
    let CaseForm { id: known, receipt_number, form_type, case_name, email, postal_address } = form;
    let paper = parse_paper_case([receipt_number, form_type, case_name, email, postal_address])?;
    let number = paper.number.as_str();
    let other = cases::by_number(work.db(), number).await?;
    if other.is_some_and(|other| other.id != *known) {
        return Err(fault("receipt_number", FaultCode::AlreadyThere).into());
    }
    let mut before = String::new();
    let id = if known.is_empty() {
        let row = new_case(paper, work.at());
        cases::insert(work.db(), row.clone()).await?;
        note_event(&work, &row, String::new(), &team.name).await?;
        row.id
    } else {
        let row = cases::lock(work.db(), known).await?.ok_or(AppError::NotFound)?;
        // Codes and consents belong to the number, so that of a case in use stays.
        let held = !cases::holders_of(work.db(), &row.id).await?.is_empty();
        if row.receipt_number != number && held {
            return Err(fault("receipt_number", FaultCode::InUse).into());
        }
        before = in_words(&row);
        if (&row.email, &row.postal_address) != (&paper.email, &paper.postal_address) {
            // A code that went to the wrong place opens nothing any more.
            case_codes::void(work.db(), &row.id, work.at()).await?;
        }
        cases::update(work.db(), corrected(row, paper)).await?;
        known.clone()
    };
    let after = cases::by_id(work.db(), &id).await?.map(|row| in_words(&row)).unwrap_or_default();
    let entry = Entry::of(&team, AuditAct::CaseSaved, vec![Subject::Case(id.clone())]);
    audit::write(&work, entry.changed(before, after)).await?;
    work.commit().await?;
    Ok(Done::saying(routes::help_case(&id), Notice::CaseSaved))
}

/// A case's form as the audit keeps it.
fn in_words(row: &case::Model) -> String {
    let parts = [&row.receipt_number, &row.form_type, &row.name, &row.email, &row.postal_address];
    parts.map(String::as_str).join("; ")
}

fn new_case(paper: PaperCase, at: i64) -> case::Model {
    let row = case::Model {
        id: id(),
        receipt_number: String::new(),
        form_type: String::new(),
        name: String::new(),
        email: String::new(),
        postal_address: String::new(),
        status: Code(Status::Received),
        status_at: at,
        created_at: at,
    };
    corrected(row, paper)
}

fn corrected(row: case::Model, paper: PaperCase) -> case::Model {
    let PaperCase { number, form_type, name, email, postal_address } = paper;
    case::Model {
        receipt_number: number.to_string(),
        form_type,
        name,
        email,
        postal_address,
        ..row
    }
}

/// News of a case.
pub async fn set_status(
    work: Work,
    visit: &Visit,
    form: &StatusForm,
) -> Result<Done, ServiceError> {
    let team = guards::help_team_fresh(&work, visit).await?;
    let (status, note) = parse_news(&form.status, &form.note)?;
    let row = cases::lock(work.db(), &form.id).await?.ok_or(AppError::NotFound)?;
    let status = status.unwrap_or(row.status.0);
    if row.status == status && note.is_none() {
        return Ok(Done::saying(routes::help_case(&form.id), Notice::NothingChanged));
    }
    let before = row.status.words();
    let row = case::Model { status: Code(status), status_at: work.at(), ..row };
    cases::update(work.db(), row.clone()).await?;
    note_event(&work, &row, note.unwrap_or_default(), &team.name).await?;
    let mut told = cases::holders_of(work.db(), &row.id).await?;
    told.extend(consents::representatives(work.db(), &row.receipt_number).await?);
    told.sort();
    told.dedup();
    for account_id in told {
        tell_news(&work, &account_id, letters::case_news, &routes::case(&row.id)).await?;
    }
    let entry = Entry::of(&team, AuditAct::CaseStatus, vec![Subject::Case(row.id.clone())]);
    audit::write(&work, entry.changed(before, status.words())).await?;
    work.commit().await?;
    Ok(Done::saying(routes::help_case(&form.id), Notice::CaseSaved))
}

/// Makes an access code to be posted on paper. Pressed again, the letter that was not posted yet is
/// the one.
pub async fn make_letter(
    work: Work,
    visit: &Visit,
    form: &MakeLetterForm,
) -> Result<Done, ServiceError> {
    let team = guards::help_team_fresh(&work, visit).await?;
    let case = cases::lock(work.db(), &form.id).await?.ok_or(AppError::NotFound)?;
    let since = work.ago(CODE_LIFE);
    if case_codes::to_post_of(work.db(), &case.id, since).await?.is_none() {
        access_codes::make(&work, &case, true).await?;
    }
    let subjects = vec![Subject::Case(case.id.clone())];
    audit::write(&work, Entry::of(&team, AuditAct::LetterMade, subjects)).await?;
    work.commit().await?;
    Ok(Done::to(routes::help_case(&form.id)))
}

/// The letter is posted: nobody can read its code any more.
pub async fn letter_posted(
    work: Work,
    visit: &Visit,
    form: &LetterPostedForm,
) -> Result<Done, ServiceError> {
    let team = guards::help_team_fresh(&work, visit).await?;
    let code = case_codes::by_id(work.db(), &form.id).await?.ok_or(AppError::NotFound)?;
    case_codes::discard_plaintext(work.db(), &code.id).await?;
    let subjects = vec![Subject::Case(code.case_id.clone())];
    audit::write(&work, Entry::of(&team, AuditAct::LetterPosted, subjects)).await?;
    work.commit().await?;
    Ok(Done::to(routes::help_case(&code.case_id)))
}

/// Writes down where a case stands since now.
async fn note_event(
    work: &Work,
    case: &case::Model,
    note: String,
    by: &str,
) -> Result<(), ServiceError> {
    let row = case_event::Model {
        id: id(),
        case_id: case.id.clone(),
        at: case.status_at,
        status: case.status,
        note,
        by: by.to_owned(),
    };
    Ok(cases::events::insert(work.db(), row).await?)
}
