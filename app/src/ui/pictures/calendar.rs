//! The count as a calendar: a row for each month, each day with its reason, today, and the day on which the limit comes.

use domain::calendar::{DayReason, MonthRow, months};
use domain::unemployment::Count;
use leptos::prelude::*;
use std::fmt::Write;
use time::Date;

/// Where the first day of a month is drawn, and how wide each day is.
const LEFT: u32 = 58;
const DAY: u32 = 9;
/// Height of a month's row, and of the line above all.
const ROW: usize = 16;
const TOP: usize = 18;
/// Height of a day.
const TALL: usize = 13;
/// Months from which on those that say nothing are left out.
const MANY: usize = 14;

/// The picture with its legend. What it shows stands in the table of [`crate::ui::CountReason`] as well. It is written as text:
/// there is nothing in it but numbers and our own words, and as elements it would cost as much as the rest of its page.
pub fn calendar(count: &Count) -> AnyView {
    let (rows, cut) = shown(count);
    let today = at(&rows, count.as_of);
    let limit = count.reached_on.filter(|day| *day > count.as_of).and_then(|day| at(&rows, day));
    let mut picture = drawn(count, &rows, today, limit);
    legend(&mut picture, &rows, limit.is_some());
    view! {
        <div class="picture" inner_html=picture></div>
        {cut.then(|| view! { <p class="usa-hint">"Later months are not shown: nothing in them is decided yet."</p> })}
    }
    .into_any()
}

/// A place in the picture.
type At = Option<(u32, usize)>;

fn drawn(count: &Count, rows: &[MonthRow], today: At, limit: At) -> String {
    let (width, height) = (LEFT + 31 * DAY, TOP + rows.len() * ROW);
    let (used, allowed) = (count.used, count.allowed);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"Calendar of the OPT, a row for each month. {used} of {allowed} days of unemployment are used. The table “Show each day’s reason” says the same in words.\">"
    );
    for day in [1, 8, 15, 22, 29] {
        let _ = write!(svg, "<text x=\"{}\" y=\"12\">{day}</text>", LEFT + (day - 1) * DAY);
    }
    for (place, row) in rows.iter().enumerate() {
        let name = row.month.to_string();
        let short = name.get(..3).unwrap_or(&name);
        let _ = write!(svg, "<text x=\"0\" y=\"{}\">{short}", TOP + place * ROW + 11);
        if place == 0 || row.month == time::Month::January {
            let _ = write!(svg, " ’{:02}", row.year.rem_euclid(100));
        }
        svg.push_str("</text>");
    }
    let Drawn { employed, counted, dots, ahead } = Drawn::of(rows);
    let days = between(height);
    let _ = write!(
        svg,
        "<path class=\"day-ahead\" d=\"{ahead}\"/><path class=\"day-employed\" d=\"{employed}\"/><path class=\"day-counted\" d=\"{counted}\"/><path class=\"stroke-counted\" d=\"{dots}\" stroke-dasharray=\"3 6\" stroke-dashoffset=\"-3\"/><path class=\"line-days\" d=\"{days}\"/>"
    );
    if let Some((x, y)) = limit {
        let (square, cross) = (square(x, y), cross(x, y));
        let _ = write!(
            svg,
            "<path class=\"mark-limit\" d=\"{square}\"/><path class=\"stroke-limit\" d=\"{cross}\"/>"
        );
    }
    if let Some((x, y)) = today {
        let _ = write!(svg, "<path class=\"mark-today\" d=\"{}\"/>", square(x, y));
    }
    svg.push_str("</svg>");
    svg
}

/// The months to draw: all of a short OPT; of a long one those until today and the limit, with two to come.
fn shown(count: &Count) -> (Vec<MonthRow>, bool) {
    let mut rows = months(count);
    let all = rows.len();
    if rows.len() > MANY {
        let until = count.reached_on.filter(|day| *day <= count.opt.to);
        let until = until.map_or(count.as_of, |day| day.max(count.as_of));
        let reached = rows.iter().position(|row| month_of(row, until));
        rows.truncate(reached.map_or(rows.len(), |place| place + 3));
    }
    let cut = rows.len() < all;
    (rows, cut)
}

fn month_of(row: &MonthRow, day: Date) -> bool {
    (row.year, row.month) == (day.year(), day.month())
}

/// Where a day is drawn.
fn at(rows: &[MonthRow], day: Date) -> Option<(u32, usize)> {
    let place = rows.iter().position(|row| month_of(row, day))?;
    Some((LEFT + (u32::from(day.day()) - 1) * DAY, TOP + place * ROW))
}

fn square(x: u32, y: usize) -> String {
    format!("M{x} {y}h{w}v{TALL}h-{w}z", w = DAY - 1)
}

fn cross(x: u32, y: usize) -> String {
    let (w, h) = (DAY - 4, TALL - 6);
    format!("M{} {}l{w} {h}m-{w} 0l{w} -{h}", x + 2, y + 3)
}

/// Lines that cut the rows into days.
fn between(height: usize) -> String {
    (1..31).fold(String::new(), |mut path, day| {
        let _ = write!(path, "M{} {TOP}V{height}", LEFT + day * DAY);
        path
    })
}

/// A path for each reason.
#[derive(Default)]
struct Drawn {
    employed: String,
    counted: String,
    /// Counted days carry a dot each, so that they differ by more than their colour.
    dots: String,
    ahead: String,
}

impl Drawn {
    fn of(rows: &[MonthRow]) -> Self {
        let mut drawn = Self::default();
        for (place, row) in rows.iter().enumerate() {
            let y = TOP + place * ROW;
            for run in &row.runs {
                let x = LEFT + (u32::from(run.from) - 1) * DAY;
                let w = u32::from(run.to - run.from + 1) * DAY;
                let path = match run.reason {
                    DayReason::Employed => &mut drawn.employed,
                    DayReason::Ahead => &mut drawn.ahead,
                    DayReason::Outside => continue,
                    DayReason::Counted => {
                        let _ = write!(drawn.dots, "M{x} {}h{w}", y + TALL / 2);
                        &mut drawn.counted
                    }
                };
                let _ = write!(path, "M{x} {y}h{w}v{TALL}h-{w}z");
            }
        }
        drawn
    }
}

/// A day as the legend shows it, and what it means.
macro_rules! sample {
    ($class:literal, $more:literal, $words:literal) => {
        concat!(
            "<li><svg viewBox=\"0 0 14 14\" aria-hidden=\"true\"><path class=\"",
            $class,
            "\" d=\"M1 1h12v12h-12z\"/>",
            $more,
            "</svg>",
            $words,
            "</li>"
        )
    };
}

/// What each colour means, of those that are there.
fn legend(picture: &mut String, rows: &[MonthRow], limit: bool) {
    let has = |reason| rows.iter().any(|row| row.runs.iter().any(|run| run.reason == reason));
    picture.push_str("<ul class=\"legend\" aria-hidden=\"true\">");
    let dot = sample!(
        "day-counted",
        "<path class=\"stroke-counted\" d=\"M5 7h4\"/>",
        "No employer: counts"
    );
    let cross = sample!(
        "mark-limit",
        "<path class=\"stroke-limit\" d=\"M4 4l6 6m-6 0l6-6\"/>",
        "The limit"
    );
    for (there, sample) in [
        (has(DayReason::Employed), sample!("day-employed", "", "With an employer")),
        (has(DayReason::Counted), dot),
        (has(DayReason::Ahead), sample!("day-ahead", "", "To come")),
        (true, sample!("mark-today", "", "Today")),
        (limit, cross),
    ] {
        if there {
            picture.push_str(sample);
        }
    }
    picture.push_str("</ul>");
}
