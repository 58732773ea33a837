//! Students found in the console.

use super::super::error::{ServiceError, fault};
use super::super::record::account_states;
use super::super::record::person;
use super::super::visit::{self, Visit, guards};
use crate::scope::{Look, Work};
use crate::store::employers;
use crate::store::search::folded;
use crate::store::students::{self, Wanted};
use app::ports::Done;
use app::routes;
use app::wire::{AccountState, EMPLOYERS, SearchForm, Searched, StudentRow, StudentsView};
use domain::email::Email;
use domain::sevis_id::SevisId;
use std::collections::HashMap;

/// Students on a page of the list.
const PAGE: u64 = 25;

/// Remembers what to look for.
pub async fn search(work: Work, visit: &Visit, form: &SearchForm) -> Result<Done, ServiceError> {
    guards::official(&work, visit).await?;
    let q = domain::text::line(&form.q, 100).map_err(|code| fault("q", code))?;
    {
        let data = &mut visit.session.lock().await.data;
        data.search = q.unwrap_or_default();
        data.search_employers = form.within == EMPLOYERS;
    }
    visit::store(&work, visit).await?;
    work.commit().await?;
    Ok(Done::to(routes::STUDENTS))
}

/// The students found, a page of them (the first is 1).
pub async fn list(look: &Look, visit: &Visit, page: u32) -> Result<StudentsView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let (q, asked) = {
        let data = &visit.session.lock().await.data;
        (data.search.clone(), data.search_employers && !data.search.is_empty())
    };
    // A whole SEVIS ID or address is looked up, not searched for.
    let id = SevisId::parse(&q).ok().flatten();
    let key = Email::parse(&q).ok().flatten().map(|email| email.key());
    let words = folded(&q);
    let wanted = match (&id, &key) {
        _ if asked => Wanted::Employer(&q),
        (Some(id), _) => Wanted::SevisId(id.as_str()),
        (None, Some(key)) => Wanted::Email(key),
        (None, None) => Wanted::Words(&words),
    };
    let found = students::find(look.db(), &school.id, &wanted, page, PAGE).await?;
    let searched = if asked { Searched::Employers } else { Searched::People };
    let states = account_states::of(look, &found.rows).await?;
    let mut works = HashMap::new();
    if asked {
        let ids: Vec<String> = found.rows.iter().map(|row| row.id.clone()).collect();
        for (student, name) in employers::names(look.db(), &ids, &q).await? {
            let known: &mut Vec<String> = works.entry(student).or_default();
            if !known.contains(&name) {
                known.push(name);
            }
        }
    }
    let row = |row: crate::store::entity::student::Model| StudentRow {
        account: states.get(&row.id).copied().unwrap_or(AccountState::NotEligible),
        employers: works.remove(&row.id).unwrap_or_default(),
        person: person(&row, &school.name),
        id: row.id,
    };
    let rows = found.rows.into_iter().map(row).collect();
    let (total, page, pages) = (found.total, found.page, found.pages);
    Ok(StudentsView { q, searched, total, page, pages, rows })
}
