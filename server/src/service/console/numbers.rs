//! Statistics of a school: reports and mails by week, how long checks take, and how many days of unemployment its
//! students have used.

use super::super::error::ServiceError;
use super::super::visit::{Desk, guards};
use super::alerts::freshen;
use crate::clock::{Zone, instant, millis};
use crate::store::alerts;
use crate::store::numbers::{self, HOUR};
use app::wire::{NumbersView, WeekRow};
use domain::date::days_between;
use domain::numbers::{REVIEW_STEPS, UNEMPLOYED_STEPS, in_steps, median, mondays};

/// The week in which an hour since 1970 begins.
fn week<'a>(weeks: &'a mut [WeekRow], zone: &Zone, hour: i64) -> Option<&'a mut WeekRow> {
    let day = zone.day(instant(hour * HOUR));
    weeks.iter_mut().rfind(|week| week.monday <= day)
}

fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// The page.
pub async fn view(desk: &Desk) -> Result<NumbersView, ServiceError> {
    let (_, school) = guards::official(&desk.look(), &desk.visit).await?;
    let whole = freshen(&desk.portal, &school).await;
    let look = &desk.look();
    let zone = Zone::of(&school.time_zone);
    let today = look.today(&zone);
    let mut weeks: Vec<WeekRow> = mondays(today).into_iter().map(WeekRow::of).collect();
    let first = weeks.first().map_or(today, |row| row.monday);
    let since = millis(zone.begins(first));
    for (hour, count) in numbers::reports_by_hour(look.db(), &school.id, since).await? {
        if let Some(week) = week(&mut weeks, &zone, hour) {
            week.reports += number(count);
        }
    }
    for (hour, written, taken, failed) in
        numbers::mails_by_hour(look.db(), &school.id, since).await?
    {
        if let Some(week) = week(&mut weeks, &zone, hour) {
            week.taken += number(taken);
            week.given_up += number(failed);
            week.waiting += number(written - taken - failed);
        }
    }
    let checked = numbers::checked(look.db(), &school.id, since).await?.into_iter();
    let days = |(from, to): (i64, i64)| {
        let days = days_between(zone.day(instant(from)), zone.day(instant(to)));
        u32::try_from(days).unwrap_or_default()
    };
    let checked: Vec<u32> = checked.map(days).collect();
    let used = alerts::used(look.db(), &school.id).await?.into_iter();
    let used = used.map(|(days, n)| (u32::try_from(days).unwrap_or_default(), number(n)));
    let used: Vec<(u32, u64)> = used.collect();
    let each: Vec<(u32, u64)> = checked.iter().map(|days| (*days, 1)).collect();
    Ok(NumbersView {
        weeks,
        checked: in_steps(&REVIEW_STEPS, &each),
        median: median(checked),
        used: in_steps(&UNEMPLOYED_STEPS, &used),
        whole,
    })
}
