//! Students whom an official should look at: what was worked out last (`again`), in the order that is asked for.

mod again;
mod chunk;
mod twice;

use crate::scope::Look;
use crate::service::error::ServiceError;
use crate::service::visit::{Desk, guards};
use crate::store::alerts;
use crate::store::entity::{alert, school};
use app::AppError;
use app::wire::{AlertRow, AlertsOf, AlertsView};
use domain::alert::AlertKind;
use domain::paging::pages;

pub use again::{freshen, freshen_all};

/// Seconds after which a file is asked for again that could not be made, because students go on changing.
const WAIT: u32 = 30;
/// Rows on a page.
const PAGE: u64 = 100;

fn row(of: alert::Model) -> AlertRow {
    let number = |days: Option<i32>| days.and_then(|days| u32::try_from(days).ok());
    AlertRow {
        student: of.student,
        name: of.name,
        sevis_id: of.sevis_id,
        kind: of.kind.0,
        days: number(of.used).zip(number(of.allowed)),
        ends: of.ends,
    }
}

/// How many there are of each kind, where there are any, the most urgent first; one more than [`domain::paging::FOUND`]
/// stands for all beyond.
pub async fn counts(
    look: &Look,
    school: &school::Model,
) -> Result<Vec<(AlertKind, u64)>, ServiceError> {
    Ok(alerts::counts(look.db(), &school.id).await?)
}

/// All of the official's school, of one kind or of all, for a file.
pub async fn all(desk: &Desk, of: &AlertsOf) -> Result<Vec<AlertRow>, ServiceError> {
    let (_, school) = guards::official(&desk.look(), &desk.visit).await?;
    if !freshen_all(&desk.portal, &school).await? {
        return Err(AppError::Busy(WAIT).into());
    }
    let rows = alerts::all(desk.look().db(), &school.id, (of.kind, of.sort)).await?;
    Ok(rows.into_iter().map(row).collect())
}

/// The alerts of the official's school, of one kind or of all.
pub async fn list(desk: &Desk, of: &AlertsOf) -> Result<AlertsView, ServiceError> {
    let (_, school) = guards::official(&desk.look(), &desk.visit).await?;
    let whole = freshen(&desk.portal, &school).await;
    let look = desk.look();
    let counts = counts(&look, &school).await?;
    let shown = counts.iter().filter(|(kind, _)| of.kind.is_none_or(|wanted| wanted == *kind));
    let (page, pages) = pages(shown.map(|(_, n)| n).sum(), PAGE, of.page);
    let some = (u64::from(page.saturating_sub(1)) * PAGE, PAGE);
    let rows = alerts::page(look.db(), &school.id, (of.kind, of.sort), some).await?;
    let rows = rows.into_iter().map(row).collect();
    Ok(AlertsView { kind: of.kind, sort: of.sort, counts, rows, page, pages, whole })
}
