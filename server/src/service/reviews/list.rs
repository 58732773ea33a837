//! The list of reports.

use super::super::error::ServiceError;
use super::super::visit::{Visit, guards};
use super::rows::{Around, wanted};
use crate::clock::{Zone, instant};
use crate::scope::Look;
use crate::store::entity::{account, review};
use crate::store::reviews;
use app::wire::{AcceptedTogether, ReviewRow, ReviewView};
use domain::paging::pages;
use domain::review::ReviewFilter;
use time::Duration;

/// Reports on a page, and most that are accepted together.
pub const PAGE: u64 = 25;
/// How long what was accepted together can be taken back with one press.
pub const UNDO: Duration = Duration::hours(1);

/// Reports of one kind, a page of them (the first is 1).
pub async fn list(
    look: &Look,
    visit: &Visit,
    show: ReviewFilter,
    page: u32,
) -> Result<ReviewView, ServiceError> {
    let (official, school) = guards::official(look, visit).await?;
    let wanted = wanted(look, &official, &school);
    let mut counts = Vec::with_capacity(ReviewFilter::ALL.len());
    for kind in ReviewFilter::ALL {
        counts.push((*kind, reviews::count(look.db(), wanted, *kind).await?));
    }
    let total = counts.iter().find(|(kind, _)| *kind == show).map_or(0, |(_, count)| *count);
    let (page, pages) = pages(total, PAGE, page);
    let at = (u64::from(page - 1), PAGE);
    let found = reviews::page(look.db(), wanted, show, at).await?;
    let around = Around::load(look, &school, &found).await?;
    let rows = found.iter().map(|row| around.row(look, row)).collect::<Result<_, _>>()?;
    let undo = together(look, &official, &Zone::of(&school.time_zone)).await?;
    let (first, way) = (school.review_first, school.sevis_way.0);
    Ok(ReviewView { show, counts, first, way, page, pages, rows, undo })
}

/// Most reports of a file.
const MOST: u64 = 100_000;
/// Reports read together.
const CHUNK: u64 = 500;

/// All reports of one kind, for a file.
pub async fn all_of(
    look: &Look,
    visit: &Visit,
    show: ReviewFilter,
) -> Result<Vec<ReviewRow>, ServiceError> {
    let (official, school) = guards::official(look, visit).await?;
    let wanted = wanted(look, &official, &school);
    let mut rows = Vec::new();
    let mut last: Option<review::Model> = None;
    for _ in 0..MOST / CHUNK {
        let found = reviews::after(look.db(), wanted, show, (last.as_ref(), CHUNK)).await?;
        let around = Around::load(look, &school, &found).await?;
        for row in &found {
            rows.push(around.row(look, row)?);
        }
        if (found.len() as u64) < CHUNK {
            break;
        }
        last = found.into_iter().next_back();
    }
    Ok(rows)
}

/// What the official accepted together last, while one press takes it back.
async fn together(
    look: &Look,
    official: &account::Model,
    zone: &Zone,
) -> Result<Option<AcceptedTogether>, ServiceError> {
    let last = reviews::last_together(look.db(), &official.id, look.ago(UNDO)).await?;
    let Some(last) = last else { return Ok(None) };
    let all = reviews::together(look.db(), &official.id, &last.together).await?;
    let at = last.done_at.map(|at| zone.words(instant(at))).unwrap_or_default();
    Ok(Some(AcceptedTogether { id: last.together, count: all.len() as u64, at }))
}
