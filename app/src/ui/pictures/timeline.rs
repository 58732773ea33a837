//! Authorizations and the jobs under them as bars along the time, with the table that says the same.

use crate::ui::escape;
use crate::wire::AuthorizationView;
use domain::Date;
use domain::date;
use leptos::prelude::*;
use std::fmt::Write;

/// Width of the picture, in its own units.
const WIDTH: i64 = 372;
/// Height of a bar with its name above it.
const LANE: usize = 30;
/// Letters of a name that have room.
const LETTERS: usize = 22;

/// One bar.
struct Bar {
    name: String,
    from: Date,
    to: Date,
    /// As it is said: a job that goes on has no last day.
    end: Option<Date>,
    class: &'static str,
}

/// The picture and its table; nothing where there is nothing to compare.
pub fn timeline(all: &[AuthorizationView], today: Date) -> AnyView {
    let bars = bars(all);
    let (Some(first), Some(last)) =
        (bars.iter().map(|bar| bar.from).min(), bars.iter().map(|bar| bar.to).max())
    else {
        return ().into_any();
    };
    if bars.len() < 2 {
        return ().into_any();
    }
    let days = (date::days_between(first, last) + 1).max(1);
    let x = move |day: Date| date::days_between(first, day) * WIDTH / days;
    let lanes = bars.len();
    let height = lanes * LANE + 2;
    let now = (first <= today && today <= last).then(|| x(today));
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"Your authorizations and jobs as bars. The table below says the same.\">"
    );
    for (place, bar) in bars.iter().enumerate() {
        let from = x(bar.from);
        let width = (x(date::plus_days(bar.to, 1)) - from).max(3);
        draw(&mut svg, bar, place * LANE, (from, width));
    }
    if let Some(x) = now {
        let _ = write!(svg, "<path class=\"line-today\" d=\"{}\"/>", marks(x, lanes));
    }
    svg.push_str("</svg>");
    if now.is_some() {
        svg.push_str(TODAY);
    }
    view! {
        <section aria-labelledby="timeline">
            <h2 id="timeline">"Your OPT over time"</h2>
            <div class="picture" inner_html=svg></div>
            <details>
                <summary>"Show these dates as a table"</summary>
                <div class="table-scroll" tabindex="0" role="region" aria-label="These dates">
                    <table class="usa-table usa-table--borderless">
                        <thead><tr><th scope="col">"What"</th><th scope="col">"From"</th><th scope="col">"To"</th></tr></thead>
                        <tbody>{bars.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
    .into_any()
}

/// What the line of today means.
const TODAY: &str = "<ul class=\"legend\" aria-hidden=\"true\"><li><svg viewBox=\"0 0 14 14\" aria-hidden=\"true\"><path class=\"line-today\" d=\"M7 0v14\"/></svg>Today</li></ul>";

/// One bar with its name above it. The name is the only thing that is not ours.
fn draw(svg: &mut String, bar: &Bar, y: usize, (from, width): (i64, i64)) {
    let short: String = bar.name.chars().take(LETTERS).collect();
    let more = if short == bar.name { "" } else { "…" };
    let end = bar.end.map_or_else(|| "ongoing".to_owned(), date::typed);
    // A name that begins far to the right would leave the picture.
    let (at, anchor) = if from > WIDTH / 8 { (WIDTH, "end") } else { (0, "start") };
    let _ = write!(
        svg,
        "<text x=\"{at}\" y=\"{}\" text-anchor=\"{anchor}\">{}{more}, {} to {end}</text><rect class=\"{}\" x=\"{from}\" y=\"{}\" width=\"{width}\" height=\"10\" rx=\"3\"/>",
        y + 12,
        escape(&short),
        date::typed(bar.from),
        bar.class,
        y + 16,
    );
}

/// Today on each bar, below its name.
fn marks(x: i64, lanes: usize) -> String {
    (0..lanes).map(|place| format!("M{x} {}v12", place * LANE + 15)).collect()
}

fn row(bar: Bar) -> impl IntoView {
    let to = bar.end.map_or_else(|| "Ongoing".to_owned(), date::typed);
    view! {
        <tr><th scope="row" class="breakable">{bar.name}</th><td class="date">{date::typed(bar.from)}</td><td class="date">{to}</td></tr>
    }
}

/// Approved authorizations, the oldest first, each with the jobs that are not deleted.
fn bars(all: &[AuthorizationView]) -> Vec<Bar> {
    let mut bars = Vec::new();
    for one in all.iter().rev().filter(|one| one.authorization.counts()) {
        let about = &one.authorization;
        bars.push(Bar {
            name: about.kind.words().to_owned(),
            from: about.start,
            to: about.end,
            end: Some(about.end),
            class: "bar-authorization",
        });
        let mut jobs: Vec<_> = one.employers.iter().filter(|card| !card.deleted).collect();
        jobs.sort_by_key(|card| card.employer.start);
        bars.extend(jobs.into_iter().map(|card| Bar {
            name: card.employer.name.clone(),
            from: card.employer.start,
            to: card.employer.end.unwrap_or(about.end).max(card.employer.start),
            end: card.employer.end,
            class: "bar-employer",
        }));
    }
    bars
}
