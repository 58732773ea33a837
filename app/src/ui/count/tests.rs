use super::CountPanel;
use crate::ui::example::{counted, day, job};
use crate::ui::html::html;
use domain::date::plus_days;
use leptos::prelude::*;
use time::Month;

fn panel(begun: time::Date, to_official: bool) -> String {
    let count = counted(begun, Vec::new()).expect("an OPT that has begun");
    html(|| view! { <CountPanel count=count to_official=to_official/> }.into_any())
}

#[test]
fn the_edge_tells_far_from_near_and_near_from_over() {
    let today = day(Month::September, 1);
    for (used, class) in [
        (74, "count"),
        (75, "count count--near"),
        (89, "count count--near"),
        (90, "count count--over"),
    ] {
        let html = panel(plus_days(today, 1 - used), false);
        assert!(html.contains(&format!("class=\"{class}\"><h2>")), "{used} days: {html}");
    }
}

#[test]
fn past_the_limit_the_student_is_told_whom_to_ask_and_the_official_is_not() {
    let begun = day(Month::May, 1);
    assert!(panel(begun, false).contains("Contact your DSO today."));
    assert!(!panel(begun, true).contains("Contact your DSO today."));
}

#[test]
fn each_run_of_days_says_why_it_counts_and_no_date_breaks() {
    let (begun, hired) = (day(Month::June, 1), day(Month::June, 20));
    let count = counted(begun, vec![job(hired, None)]).expect("an OPT that has begun");
    let html = html(|| view! { <CountPanel count=count/> }.into_any());
    assert!(html.contains("No employer on record: each day counts"));
    assert!(html.contains("Employed: Cedar Analytics"));
    for date in ["06/01/2026", "06/19/2026", "06/20/2026"] {
        assert!(html.contains(&format!("<span class=\"date\">{date}</span>")), "{date}: {html}");
    }
}
