//! Access codes: asked for by anybody, made for the mailbox or the letter of the case, used once.

use super::super::credentials::{events, throttles};
use super::super::error::{ServiceError, fault};
use super::super::visit::{Desk, Visit, guards};
use crate::kit::Kit;
use crate::limits::Limit;
use crate::mail::{letters, queue};
use crate::scope::Work;
use crate::secret::{SealedAt, id, paper_code, read_paper_code};
use crate::store::cases::{self, holders};
use crate::store::entity::{case, case_code, case_holder};
use crate::store::{case_codes, security_events};
use app::ports::Done;
use app::wire::{AddCaseForm, AskCodeForm, Notice};
use app::{AppError, routes};
use domain::case::{CODE_LIFE, CODES_A_DAY};
use domain::fault::{FaultCode, Faults};
use domain::receipt_number::ReceiptNumber;
use domain::security_event::SecurityEvent;
use domain::text;
use time::Duration;

/// Access codes an account may ask for within a day, for whatever numbers.
const CODES_ASKED_A_DAY: u64 = 10;

/// Under this an access code is kept; the case is part of it.
fn code_hash(kit: &Kit, case_id: &str, typed: &str) -> String {
    kit.secrets.hash("access code", &format!("{case_id} {}", read_paper_code(typed)))
}

/// Makes an access code; returns it. A sealed copy stays only where a letter must be printed.
pub(super) async fn make(
    work: &Work,
    case: &case::Model,
    on_paper: bool,
) -> Result<String, ServiceError> {
    let code = paper_code::<12>(4);
    let id = id();
    let sealed = match on_paper {
        true => work.secrets.seal(SealedAt::CaseCode(&id), &code),
        false => String::new(),
    };
    let row = case_code::Model {
        id,
        case_id: case.id.clone(),
        code_hash: code_hash(work, &case.id, &code),
        sealed,
        created_at: work.at(),
        used_at: None,
    };
    case_codes::insert(work.db(), row).await?;
    Ok(code)
}

/// Mails a new access code to the email on the case's form, or queues it as a letter to post. At most three a day are
/// made for one case (`domain::case::CODES_A_DAY`).
async fn send(work: &Work, number: &str) -> Result<(), ServiceError> {
    let Some(case) = cases::by_number(work.db(), number).await? else {
        return Ok(());
    };
    // Of two at once, the second counts the first.
    let Some(case) = cases::lock(work.db(), &case.id).await? else {
        return Ok(());
    };
    let since = work.ago(Duration::days(1));
    if case_codes::count_since(work.db(), &case.id, since).await? >= CODES_A_DAY {
        return Ok(());
    }
    let code = make(work, &case, case.email.is_empty()).await?;
    if !case.email.is_empty() {
        let link = work.url(routes::ADD_CASE);
        let end = &case.receipt_number[case.receipt_number.len().saturating_sub(4)..];
        let letter = letters::access_code(case.email.clone(), end, &code, link);
        queue(work, letter.awaited(work.now() + CODE_LIFE)).await?;
    }
    Ok(())
}

/// Asks for a new access code; the answer is the same for any number.
pub async fn ask(desk: &Desk, form: &AskCodeForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Recoveries).await?;
    guards::holder(&desk.look(), &desk.visit).await?;
    let mut faults = Faults::default();
    let number = ReceiptNumber::parse(&form.receipt_number);
    let Some(number) = faults.required("receipt_number", number) else {
        return Err(faults.into_vec().into());
    };
    note_and_send(desk.work().await?, &desk.visit, number.as_str()).await
}

async fn note_and_send(work: Work, visit: &Visit, number: &str) -> Result<Done, ServiceError> {
    let account = guards::holder(&work, visit).await?;
    let (what, since) = (SecurityEvent::CodeAsked, work.ago(Duration::days(1)));
    let today = security_events::count_since(work.db(), &account.id, what, since).await?;
    if today >= CODES_ASKED_A_DAY {
        return Err(AppError::TooMany(3600).into());
    }
    events::note(&work, &account.id, what, number).await?;
    send(&work, number).await?;
    work.commit().await?;
    Ok(Done::saying(routes::CASES, Notice::AccessCodeAsked))
}

/// Adds a case by receipt number and access code.
pub async fn add_case(desk: &Desk, form: &AddCaseForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    guards::holder(&desk.look(), &desk.visit).await?;
    let mut faults = Faults::default();
    let number = faults.required("receipt_number", ReceiptNumber::parse(&form.receipt_number));
    let code = faults.required("access_code", text::line(&form.access_code, 100));
    let (Some(number), Some(code), true) = (number, code, faults.is_empty()) else {
        return Err(faults.into_vec().into());
    };
    add(desk.work().await?, &desk.visit, number.as_str(), &code).await
}

async fn add(work: Work, visit: &Visit, number: &str, code: &str) -> Result<Done, ServiceError> {
    let account = guards::holder(&work, visit).await?;
    let key = format!("access code {}", account.id);
    let throttle = throttles::guard(&work, &key, "access_code").await?;
    let case = cases::by_number(work.db(), number).await?;
    // For a number that is not on record the same is looked up.
    let case_id = case.as_ref().map_or("", |case| case.id.as_str());
    let found = case_codes::by_hash(work.db(), &code_hash(&work, case_id, code)).await?;
    let (Some(case), Some(found)) = (case, found) else {
        let code = throttle.failed(&work, FaultCode::NoSuchCase).await?;
        work.commit().await?;
        return Err(fault("access_code", code).into());
    };
    if cases::holders_of(work.db(), &case.id).await?.contains(&account.id) {
        return Err(fault("receipt_number", FaultCode::AlreadyThere).into());
    }
    if !case_codes::use_up(work.db(), &found.id, work.ago(CODE_LIFE), work.at()).await? {
        return Err(fault("access_code", FaultCode::CodeSpent).into());
    }
    let holder = case_holder::Model {
        id: id(),
        case_id: case.id.clone(),
        account_id: account.id.clone(),
        added_at: work.at(),
    };
    holders::insert(work.db(), holder).await?;
    events::note(&work, &account.id, SecurityEvent::CaseAdded, number).await?;
    throttle.passed(&work).await?;
    work.commit().await?;
    Ok(Done::saying(routes::case(&case.id), Notice::CaseAdded))
}
