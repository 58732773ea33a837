//! Own and clients' cases.

use super::super::error::ServiceError;
use super::super::visit::{Visit, guards};
use super::case::{events, row_view};
use crate::clock::utc_words;
use crate::scope::Look;
use crate::store::entity::{account, case};
use crate::store::{accounts, cases, consents};
use app::AppError;
use app::wire::{AskedView, CaseView, CasesView, ClientRow};
use domain::account::Standing;
use domain::case::Consent;
use domain::role::Role;

/// Own and clients' cases of a holder.
pub async fn list(look: &Look, account: &account::Model) -> Result<CasesView, ServiceError> {
    let own = cases::held_by(look.db(), &account.id).await?;
    Ok(CasesView {
        asked: asked(look, &own).await?,
        own: own.iter().map(row_view).collect(),
        representative: account.role == Role::Representative,
        clients: clients(look, &account.id).await?,
    })
}

/// The page.
pub(super) async fn view(look: &Look, visit: &Visit) -> Result<CasesView, ServiceError> {
    list(look, &guards::holder(look, visit).await?).await
}

/// Who asks to see these cases, or may.
async fn asked(look: &Look, own: &[case::Model]) -> Result<Vec<AskedView>, ServiceError> {
    let numbers: Vec<&str> = own.iter().map(|case| case.receipt_number.as_str()).collect();
    let consents = consents::open_for(look.db(), &numbers).await?;
    let ids: Vec<&str> = consents.iter().map(|row| row.account_id.as_str()).collect();
    let mut askers = accounts::of(look.db(), &ids).await?;
    askers.retain(|asker| asker.standing != Standing::Closed);
    let view = |row: crate::store::entity::consent::Model| {
        let asker = askers.iter().find(|asker| asker.id == row.account_id)?;
        Some(AskedView {
            email: asker.email.clone(),
            consent: row.state.0,
            at: utc_words(row.asked_at),
            id: row.id,
            receipt_number: row.receipt_number,
            name: row.name,
            firm: row.firm,
        })
    };
    Ok(consents.into_iter().filter_map(view).collect())
}

/// What a representative asked for.
async fn clients(look: &Look, account_id: &str) -> Result<Vec<ClientRow>, ServiceError> {
    let consents = consents::asked_by(look.db(), account_id).await?;
    let given = consents.iter().filter(|row| row.state == Consent::Given);
    let numbers: Vec<&str> = given.map(|row| row.receipt_number.as_str()).collect();
    let cases = cases::with_numbers(look.db(), &numbers).await?;
    let view = |row: crate::store::entity::consent::Model| {
        let consent = row.state.0;
        let open = |case: &&case::Model| {
            consent == Consent::Given && case.receipt_number == row.receipt_number
        };
        ClientRow {
            case: cases.iter().find(open).map(row_view),
            at: utc_words(row.asked_at),
            consent,
            id: row.id,
            receipt_number: row.receipt_number,
        }
    };
    Ok(consents.into_iter().map(view).collect())
}

/// One case of the holder's own or a client's.
pub(super) async fn case(look: &Look, visit: &Visit, id: &str) -> Result<CaseView, ServiceError> {
    let account = guards::holder(look, visit).await?;
    let row = cases::by_id(look.db(), id).await?.ok_or(AppError::NotFound)?;
    let own = cases::holders_of(look.db(), id).await?.contains(&account.id);
    let representatives = consents::representatives(look.db(), &row.receipt_number).await?;
    if !own && !representatives.contains(&account.id) {
        return Err(AppError::NotFound.into());
    }
    Ok(CaseView { events: events(look, id, false).await?, row: row_view(&row), client: !own })
}
