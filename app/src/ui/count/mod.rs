//! The unemployment count: used, left, the forecast, and the days it is made of.

pub mod states;
#[cfg(test)]
mod tests;

use crate::ui::calendar;
use domain::date;
use domain::unemployment::{Count, Opt, Stretch};
use leptos::prelude::*;

/// The three figures and the forecast.
#[component]
pub fn CountPanel(
    /// The count.
    count: Count,
    /// The account speaks to the student ("you") or about one.
    #[prop(optional)]
    to_official: bool,
) -> impl IntoView {
    let (used, left, allowed) = (count.used, count.left(), count.allowed);
    let class = match left {
        0 => "count count--over",
        1..=15 => "count count--near",
        _ => "count",
    };
    let employed =
        count.stretches.last().is_some_and(|s| s.to == count.as_of && !s.employers.is_empty());
    let forecast = match count.reached_on {
        Some(day) if day <= count.as_of => {
            format!("The limit of {allowed} days was reached on {}.", date::long(day))
        }
        Some(day) if employed => {
            format!("With the end dates now on record the limit is reached on {}.", date::long(day))
        }
        Some(day) => format!("At this rate the limit is reached on {}.", date::long(day)),
        None => "With the employers now on record the limit is not reached.".to_owned(),
    };
    let advice = (used >= allowed && !to_official).then(|| view! {
        <p><strong>"Contact your DSO today. "</strong>
        "If a job is missing here, report it even if it is late: its days are then taken off the count."</p>
    });
    view! {
        <section class=class aria-label="Days of unemployment">
            <h2>"Days of unemployment"</h2>
            <p>{counted(&count.opt, to_official)}</p>
            <div class="count__glance">
                <div>
                    <dl class="figures">
                        <div><dt>"Days used"</dt><dd>{used}</dd></div>
                        <div><dt>"Days left"</dt><dd>{left}</dd></div>
                        <div><dt>"Days allowed"</dt><dd>{allowed}</dd></div>
                    </dl>
                    <progress max=allowed value=used.min(allowed) aria-label="Days of unemployment used"></progress>
                    <p class="forecast">{forecast}</p>
                    {advice}
                    <p class="usa-hint">{format!("Counted up to and including {}.", date::long(count.as_of))}</p>
                </div>
                {calendar(&count)}
            </div>
            <CountReason stretches=count.stretches/>
        </section>
    }
}

/// Which OPT is counted.
fn counted(opt: &Opt, to_official: bool) -> String {
    let Opt { from, to, stem, earlier } = opt;
    let with = if *stem { " with its STEM extension" } else { "" };
    let before = if *earlier { ". Days of an earlier OPT do not count here" } else { "" };
    let whose = if to_official { "The" } else { "Your" };
    format!("{whose} OPT of {} to {}{with}{before}.", date::long(*from), date::long(*to))
}

/// The days, run by run, behind a disclosure that needs no script.
#[component]
pub fn CountReason(
    /// The runs of days.
    stretches: Vec<Stretch>,
) -> impl IntoView {
    view! {
        <details>
            <summary>"Show each day’s reason"</summary>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Each day’s reason">
                <table class="usa-table usa-table--borderless">
                    <thead><tr>
                        <th scope="col">"Days"</th><th scope="col">"Why"</th>
                        <th scope="col">"Number"</th><th scope="col">"Used so far"</th>
                    </tr></thead>
                    <tbody>
                        {stretches.into_iter().rev().map(|stretch| {
                            let more = (stretch.from != stretch.to).then(|| view! { " to "<span class="date">{date::typed(stretch.to)}</span> });
                            let why = if stretch.employers.is_empty() {
                                "No employer on record: each day counts".to_owned()
                            } else {
                                format!("Employed: {}", stretch.employers.join(", "))
                            };
                            view! {
                                <tr><td><span class="date">{date::typed(stretch.from)}</span>{more}</td><td class="wraps">{why}</td><td>{stretch.days()}</td><td>{stretch.used}</td></tr>
                            }
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
        </details>
    }
}
