//! Students found in the console.

use super::super::error::{ServiceError, fault};
use super::super::record::account_states;
use super::super::record::person;
use super::super::visit::{self, Visit, guards};
use crate::scope::{Look, Work};
use crate::store::search::folded;
use crate::store::students::{self, Wanted};
use app::ports::Done;
use app::routes;
use app::wire::{AccountState, SearchForm, StudentRow, StudentsView};
use domain::email::Email;
use domain::sevis_id::SevisId;

/// Students on a page of the list.
const PAGE: u64 = 25;

/// Remembers what to look for.
pub async fn search(work: Work, visit: &Visit, form: &SearchForm) -> Result<Done, ServiceError> {
    guards::official(&work, visit).await?;
    let q = domain::text::line(&form.q, 100).map_err(|code| fault("q", code))?;
    visit.session.lock().await.data.search = q.unwrap_or_default();
    visit::store(&work, visit).await?;
    work.commit().await?;
    Ok(Done::to(routes::STUDENTS))
}

/// The students found, a page of them (the first is 1).
pub async fn list(look: &Look, visit: &Visit, page: u32) -> Result<StudentsView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let q = visit.session.lock().await.data.search.clone();
    // A whole SEVIS ID or address is looked up, not searched for.
    let id = SevisId::parse(&q).ok().flatten();
    let key = Email::parse(&q).ok().flatten().map(|email| email.key());
    let words = folded(&q);
    let wanted = match (&id, &key) {
        (Some(id), _) => Wanted::SevisId(id.as_str()),
        (None, Some(key)) => Wanted::Email(key),
        (None, None) => Wanted::Words(&words),
    };
    let found = students::find(look.db(), &school.id, &wanted, page, PAGE).await?;
    let states = account_states::of(look, &found.rows).await?;
    let row = |row: crate::store::entity::student::Model| StudentRow {
        account: states.get(&row.id).copied().unwrap_or(AccountState::NotEligible),
        person: person(&row, &school.name),
        id: row.id,
    };
    let rows = found.rows.into_iter().map(row).collect();
    Ok(StudentsView { q, total: found.total, page: found.page, pages: found.pages, rows })
}
