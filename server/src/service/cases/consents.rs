//! Clients' consents: asked for by a representative, decided in the client's own account.

use super::super::credentials::before::Before;
use super::super::credentials::events;
use super::super::error::{ServiceError, fault};
use super::super::messages::tell_news;
use super::super::visit::{Desk, Visit, guards};
use crate::clock::instant;
use crate::limits::Limit;
use crate::mail::letters;
use crate::scope::{Connection, Scope, Work};
use crate::secret::id;
use crate::store::code::Code;
use crate::store::entity::{account, consent};
use crate::store::{cases, consents};
use app::ports::Done;
use app::wire::{AskClientForm, ConsentForm, Notice};
use app::{AppError, routes};
use domain::FaultCode;
use domain::case::{ClientRequest, Consent, Decision, REFUSAL_RESTS, parse_client_request};
use domain::role::Role;
use domain::security_event::SecurityEvent;
use time::Duration;

/// Clients a representative may ask within a day.
const ASKED_A_DAY: u64 = 20;

async fn representative<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
) -> Result<account::Model, ServiceError> {
    let account = guards::holder(s, visit).await?;
    if account.role != Role::Representative {
        return Err(AppError::NotFound.into());
    }
    Ok(account)
}

/// A representative asks a client; the answer is the same for any number.
pub async fn ask_client(desk: &Desk, form: &AskClientForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Codes).await?;
    representative(&desk.look(), &desk.visit).await?;
    let request = parse_client_request(&form.receipt_number, &form.your_name, &form.firm)?;
    ask(desk.work().await?, &desk.visit, request).await
}

async fn ask(work: Work, visit: &Visit, request: ClientRequest) -> Result<Done, ServiceError> {
    let account = representative(&work, visit).await?;
    let number = request.number.as_str();
    let already = || fault("receipt_number", FaultCode::AlreadyThere);
    let mut told_today = false;
    for row in consents::asked_for(work.db(), &account.id, number).await? {
        told_today |= work.now() - instant(row.asked_at) < Duration::days(1);
        let rests = row.decided_at.is_some_and(|at| work.now() - instant(at) < REFUSAL_RESTS);
        match row.state.0 {
            Consent::Asked | Consent::Given => return Err(already().into()),
            // It stands on the list as not agreed.
            Consent::Refused if rests => return Err(already().into()),
            Consent::Refused | Consent::Ended => {}
        }
    }
    let since = work.ago(Duration::days(1));
    if consents::count_since(work.db(), &account.id, since).await? >= ASKED_A_DAY {
        return Err(AppError::TooMany(3600).into());
    }
    let row = consent::Model {
        id: id(),
        account_id: account.id.clone(),
        receipt_number: number.to_owned(),
        name: request.name,
        firm: request.firm,
        state: Code(Consent::Asked),
        asked_at: work.at(),
        decided_at: None,
    };
    consents::insert(work.db(), row).await?;
    // Asked, given up and asked again is one mail a day.
    if let Some(case) = cases::by_number(work.db(), number).await?.filter(|_| !told_today) {
        for holder in cases::holders_of(work.db(), &case.id).await? {
            tell_news(&work, &holder, letters::consent_asked, routes::CASES).await?;
        }
    }
    work.commit().await?;
    Ok(Done::saying(routes::CASES, Notice::ClientAsked))
}

/// Gives, refuses or ends a consent.
pub async fn decide(work: Work, visit: &Visit, form: &ConsentForm) -> Result<Done, ServiceError> {
    let account = guards::holder(&work, visit).await?;
    let decision = Decision::from_code(&form.decision).ok_or(AppError::BadRequest)?;
    if decision.is_clients() {
        // Who may see a case is as sensitive as who may log in.
        guards::fresh(&work, visit).await?;
    }
    let row = consents::lock(work.db(), &form.id).await?.ok_or(AppError::NotFound)?;
    let clients = match cases::by_number(work.db(), &row.receipt_number).await? {
        Some(case) => cases::holders_of(work.db(), &case.id).await?,
        None => Vec::new(),
    };
    let may = if decision.is_clients() {
        clients.contains(&account.id)
    } else {
        row.account_id == account.id
    };
    if !may {
        return Err(AppError::NotFound.into());
    }
    let before = row.state.0;
    // Pressed twice, or in another tab before: it stands as it stands.
    let Some(after) = before.after(decision) else {
        return Ok(Done::to(routes::CASES));
    };
    let undo = Before::of(&work, &account).await?;
    let (representative, number) = (row.account_id.clone(), row.receipt_number.clone());
    let row = consent::Model { state: Code(after), decided_at: Some(work.at()), ..row };
    consents::update(work.db(), row).await?;
    if decision.is_clients() {
        let what = match after {
            Consent::Given => SecurityEvent::ConsentGiven,
            _ => SecurityEvent::ConsentEnded,
        };
        events::tell(&work, &account, what, &number, &undo).await?;
        tell_news(&work, &representative, letters::consent_decided, routes::CASES).await?;
    } else if before == Consent::Given {
        for client in &clients {
            tell_news(&work, client, letters::consent_decided, routes::CASES).await?;
        }
    }
    work.commit().await?;
    Ok(Done::saying(routes::CASES, Notice::ConsentDecided))
}
