//! Clients' consents: asked for by a representative, decided in the client's own account.

use super::alerts::{self, Happened};
use super::cases::{by_number, holders};
use super::{Desk, Fail, fault};
use crate::clock::{instant, millis};
use crate::mail::letters;
use crate::secret::id;
use crate::store::entity::{account, consent};
use app::ports::Done;
use app::wire::{AskClientForm, ConsentForm, Notice};
use app::{AppError, routes};
use domain::case::{Consent, Decision, REFUSAL_RESTS};
use domain::fault::{FaultCode, Faults};
use domain::receipt_number::ReceiptNumber;
use domain::role::Role;
use domain::text;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set,
};
use time::Duration;

/// Clients a representative may ask within a day.
const ASKED_A_DAY: u64 = 20;

/// Where a consent stands.
pub(super) fn state(row: &consent::Model) -> Consent {
    Consent::from_code(&row.state).unwrap_or(Consent::Ended)
}

impl Desk {
    pub(super) async fn ask_for_client(&self, form: &AskClientForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        portal.limiters.codes(self.address)?;
        let (account, role) = self.case_holder().await?;
        if role != Role::Representative {
            return Err(AppError::NotFound.into());
        }
        let mut faults = Faults::default();
        let number = faults.required("receipt_number", ReceiptNumber::parse(&form.receipt_number));
        let name = faults.required("your_name", text::line(&form.your_name, 120));
        let firm = faults.optional("firm", text::line(&form.firm, 120));
        let (Some(number), Some(name), true) = (number, name, faults.is_empty()) else {
            return Err(faults.into_vec().into());
        };
        let asked = Done::saying(routes::CASES, Notice::ClientAsked);
        let now = portal.now();
        let mut told_today = false;
        let tx = portal.store.write().await?;
        // Of two at once, the second sees the first.
        account::Entity::find_by_id(&account.id).lock_exclusive().one(&tx).await?;
        let mine = || consent::Entity::find().filter(consent::Column::AccountId.eq(&account.id));
        for row in
            mine().filter(consent::Column::ReceiptNumber.eq(number.as_str())).all(&tx).await?
        {
            told_today |= now - instant(row.asked_at) < Duration::days(1);
            match state(&row) {
                Consent::Asked | Consent::Given => {
                    return Err(fault("receipt_number", FaultCode::AlreadyThere).into());
                }
                // It stands on the list as not agreed.
                Consent::Refused
                    if row.decided_at.is_some_and(|at| now - instant(at) < REFUSAL_RESTS) =>
                {
                    return Err(fault("receipt_number", FaultCode::AlreadyThere).into());
                }
                _ => {}
            }
        }
        let since = millis(now - Duration::days(1));
        let today = mine().filter(consent::Column::AskedAt.gt(since)).count(&tx).await?;
        if today >= ASKED_A_DAY {
            return Err(AppError::TooMany(3600).into());
        }
        consent::ActiveModel {
            id: Set(id()),
            account_id: Set(account.id.clone()),
            receipt_number: Set(number.to_string()),
            name: Set(name),
            firm: Set(firm.unwrap_or_default()),
            state: Set(Consent::Asked.code().to_owned()),
            asked_at: Set(millis(now)),
            decided_at: Set(None),
        }
        .insert(&tx)
        .await?;
        let case = by_number(&tx, number.as_str()).await?;
        // Asked, given up and asked again is one mail a day.
        if let Some(case) = case.filter(|_| !told_today) {
            for holder in holders(&tx, &case.id).await? {
                self.tell_news(&tx, &holder, letters::consent_asked, routes::CASES).await?;
            }
        }
        tx.commit().await?;
        Ok(asked)
    }

    pub(super) async fn decide_consent(&self, form: &ConsentForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        let (account, _) = self.case_holder().await?;
        let decision = Decision::from_code(&form.decision).ok_or(AppError::BadRequest)?;
        let tx = portal.store.write().await?;
        let row = consent::Entity::find_by_id(&form.id)
            .lock_exclusive()
            .one(&tx)
            .await?
            .ok_or(AppError::NotFound)?;
        let case = by_number(&tx, &row.receipt_number).await?;
        let clients = match &case {
            Some(case) => holders(&tx, &case.id).await?,
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
        let before = state(&row);
        // Pressed twice, or in another tab before: it stands as it stands.
        let Some(after) = before.after(decision) else {
            return Ok(Done::to(routes::CASES));
        };
        let (representative, number) = (row.account_id.clone(), row.receipt_number.clone());
        let mut row: consent::ActiveModel = row.into();
        row.state = Set(after.code().to_owned());
        row.decided_at = Set(Some(millis(portal.now())));
        row.update(&tx).await?;
        if decision.is_clients() {
            let what = match after {
                Consent::Given => Happened::ConsentGiven,
                _ => Happened::ConsentEnded,
            };
            alerts::note(&tx, portal, &account.id, what, &number).await?;
            self.tell_news(&tx, &representative, letters::consent_decided, routes::CASES).await?;
        } else if before == Consent::Given {
            for client in &clients {
                self.tell_news(&tx, client, letters::consent_decided, routes::CASES).await?;
            }
        }
        tx.commit().await?;
        Ok(Done::saying(routes::CASES, Notice::ConsentDecided))
    }
}
