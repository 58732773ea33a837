//! A table that doubles as a bar chart: each row has a number and a bar of that length.

pub mod states;
#[cfg(test)]
mod tests;

use leptos::prelude::*;

/// What a row of bars is made of.
pub struct Bars {
    /// What it shows.
    pub title: &'static str,
    /// What stands in the first column.
    pub head: &'static str,
    /// Names of the other columns; the bar is made of all of them, one behind the other.
    pub columns: &'static [&'static str],
    /// Each row with a number for each column.
    pub rows: Vec<(String, Vec<u64>)>,
}

/// Length of the longest bar.
const LENGTH: u64 = 1000;

/// The table. Its bars are ornaments: whoever cannot see them hears the numbers.
pub fn bars(of: Bars) -> AnyView {
    let Bars { title, head, columns, rows } = of;
    let most = rows.iter().map(|(_, numbers)| numbers.iter().sum::<u64>()).max().unwrap_or(0);
    let row = |(name, numbers): (String, Vec<u64>)| {
        let bar = bar(&numbers, most);
        let number = |number: u64| view! { <td class="number">{number}</td> };
        view! {
            <tr><th scope="row" class="date">{name}</th>{numbers.into_iter().map(number).collect_view()}<td class="bars__bar" aria-hidden="true">{bar}</td></tr>
        }
    };
    let heading = |name: &&'static str| view! { <th scope="col" class="number">{*name}</th> };
    view! {
        <table class="usa-table usa-table--borderless bars">
            <caption>{title}</caption>
            <thead><tr><th scope="col">{head}</th>{columns.iter().map(heading).collect_view()}<td aria-hidden="true"></td></tr></thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn bar(numbers: &[u64], most: u64) -> AnyView {
    let mut at = 0;
    let part = |(place, number): (usize, &u64)| {
        let width = (number * LENGTH).checked_div(most).unwrap_or(0);
        let from = at;
        at += width;
        let class = format!("bars__part bars__part--{place}");
        view! { <rect class=class x=from y="0" width=width height="10"/> }
    };
    let parts = numbers.iter().enumerate().map(part).collect_view();
    view! { <svg viewBox="0 0 1000 10" preserveAspectRatio="none" focusable="false">{parts}</svg> }
        .into_any()
}
