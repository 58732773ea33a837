//! The first page of the console.

use super::super::batches::page::silent;
use super::super::error::ServiceError;
use super::super::reviews::wanted;
use super::super::visit::{Visit, guards};
use super::audit;
use crate::clock::{Zone, instant};
use crate::scope::Look;
use crate::store::{batches, plans, reviews, sevis_changes, students};
use app::wire::ConsoleHomeView;
use domain::date::days_between;
use domain::plan::PlanFilter;
use domain::review::ReviewFilter;

/// The first page.
pub async fn home(look: &Look, visit: &Visit) -> Result<ConsoleHomeView, ServiceError> {
    let (official, school) = guards::official(look, visit).await?;
    let zone = Zone::of(&school.time_zone);
    let today = look.today(&zone);
    let wanted = wanted(look, &official, &school);
    let oldest = reviews::page(look.db(), wanted, ReviewFilter::Open, (0, 1)).await?;
    let oldest = oldest.into_iter().next();
    Ok(ConsoleHomeView {
        students: students::count(look.db(), &school.id).await?,
        open_reports: reviews::count(look.db(), wanted, ReviewFilter::Open).await?,
        answered: reviews::answered(look.db(), &school.id).await?,
        not_taken: sevis_changes::not_taken(look.db(), &school.id).await?,
        in_trouble: batches::in_trouble(look.db(), &school.id, silent(look, &school)).await?,
        overdue: reviews::count(look.db(), wanted, ReviewFilter::Late).await?,
        oldest_report_days: oldest.map_or(0, |row| days_between(zone.day(instant(row.at)), today)),
        plans_to_check: plans::count(look.db(), &school.id, PlanFilter::AtSchool).await?,
        plans_to_hand: plans::count(look.db(), &school.id, PlanFilter::ToHand).await?,
        departures: plans::departures::count_open(look.db(), &school.id).await?,
        audit: audit::may_read(&official),
        school: school.name,
    })
}
