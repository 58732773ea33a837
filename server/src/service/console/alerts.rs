//! Students whom an official should look at.

use super::super::error::ServiceError;
use super::super::visit::{Visit, guards};
use super::alert_chunk::Chunk;
use crate::clock::Zone;
use crate::scope::Look;
use crate::store::entity::school;
use crate::store::students;
use app::wire::{AlertRow, AlertsOf, AlertsView};
use domain::alert::{AlertKind, AlertSort};
use domain::date::plus_days;
use domain::paging::pages;
use domain::stem::GRACE_DAYS;
use std::cmp::Reverse;

/// Students looked up together.
const CHUNK: u64 = 400;
/// Students looked at in all.
const MOST: usize = 6000;
/// Rows on a page.
const PAGE: u64 = 100;

/// Whom a school's officials should look at.
pub struct Found {
    /// Why and whom, the most urgent first.
    pub rows: Vec<(AlertKind, AlertRow)>,
    /// Days of unemployment used by each student whose authorization runs.
    pub used: Vec<u32>,
    /// Every student was looked at.
    pub whole: bool,
}

impl Found {
    /// How many of each kind there are, where there are any.
    pub fn counts(&self) -> Vec<(AlertKind, usize)> {
        let of = |kind: AlertKind| self.rows.iter().filter(|(known, _)| *known == kind).count();
        let counts = AlertKind::ALL.iter().map(|kind| (*kind, of(*kind)));
        counts.filter(|(_, n)| *n > 0).collect()
    }

    /// Keeps those of the wanted kind, in the wanted order.
    pub fn keep(&mut self, of: &AlertsOf) {
        self.rows.retain(|(kind, _)| of.kind.is_none_or(|wanted| wanted == *kind));
        self.sort(of.sort);
    }

    fn sort(&mut self, by: AlertSort) {
        let place = |kind: AlertKind| AlertKind::ALL.iter().position(|known| *known == kind);
        self.rows.sort_by(|a, b| (place(a.0), &a.1.name).cmp(&(place(b.0), &b.1.name)));
        match by {
            AlertSort::Urgent => {}
            AlertSort::Name => self.rows.sort_by(|a, b| a.1.name.cmp(&b.1.name)),
            AlertSort::Days => self.rows.sort_by_key(|(_, row)| Reverse(row.days)),
            AlertSort::Ends => self.rows.sort_by_key(|(_, row)| (row.ends.is_none(), row.ends)),
        }
    }
}

/// The alerts of a school.
pub async fn of_school(look: &Look, school: &school::Model) -> Result<Found, ServiceError> {
    let zone = Zone::of(&school.time_zone);
    let today = look.today(&zone);
    let stays = plus_days(today, -GRACE_DAYS);
    let (mut after, mut seen) = (String::new(), 0);
    let mut found = Found { rows: Vec::new(), used: Vec::new(), whole: true };
    loop {
        let rows =
            students::with_running(look.db(), &school.id, (today, stays), &after, CHUNK).await?;
        let Some(last) = rows.last() else { break };
        after.clone_from(&last.id);
        seen += rows.len();
        let told = Chunk::load(look, school, &rows).await?.tell(look)?;
        found.rows.extend(told.rows);
        found.used.extend(told.used);
        if seen >= MOST {
            found.whole = false;
            break;
        }
    }
    found.sort(AlertSort::Urgent);
    Ok(found)
}

/// The alerts of the official's school, of one kind or of all.
pub async fn list(look: &Look, visit: &Visit, of: &AlertsOf) -> Result<AlertsView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let mut found = of_school(look, &school).await?;
    let (counts, whole) = (found.counts(), found.whole);
    found.keep(of);
    let (page, pages) = pages(found.rows.len() as u64, PAGE, of.page);
    let (skip, take) = (page.saturating_sub(1) as usize * PAGE as usize, PAGE as usize);
    let rows = found.rows.into_iter().skip(skip).take(take).map(|(_, row)| row).collect();
    Ok(AlertsView { kind: of.kind, sort: of.sort, counts, rows, page, pages, whole })
}
