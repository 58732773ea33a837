use super::{calendar, timeline};
use crate::ui::example::{counted, day, job, opt_and_stem, today};
use crate::ui::html::html;
use crate::wire::AuthorizationView;
use leptos::prelude::*;
use time::Month;

#[test]
fn the_calendar_says_in_words_what_it_shows_and_explains_only_colours_that_it_has() {
    let employed =
        counted(day(Month::June, 1), vec![job(day(Month::June, 1), None)]).expect("count");
    let picture = html(|| calendar(&employed));
    assert!(
        picture.contains("role=\"img\"")
            && picture.contains("0 of 90 days of unemployment are used"),
        "{picture}"
    );
    assert!(picture.contains("With an employer") && !picture.contains("No employer: counts"));
    let unemployed = counted(day(Month::June, 12), Vec::new()).expect("count");
    let picture = html(|| calendar(&unemployed));
    assert!(picture.contains("No employer: counts") && picture.contains("The limit"), "{picture}");
}

#[test]
fn a_timeline_of_one_bar_is_none() {
    let [_, opt] = opt_and_stem();
    assert_eq!(html(|| timeline(&[opt], today())), html(|| ().into_any()));
}

#[test]
fn what_the_timeline_shows_stands_in_its_table_with_dates_that_do_not_break() {
    let html = html(|| timeline(&opt_and_stem(), today()));
    for date in ["06/01/2026", "05/31/2027", "06/01/2027"] {
        assert!(html.contains(&format!("<td class=\"date\">{date}</td>")), "{date}: {html}");
    }
    assert!(html.contains("line-today"));
}

#[test]
fn an_authorization_that_was_not_approved_is_not_on_the_timeline() {
    let [stem, opt] = opt_and_stem();
    let status = domain::authorization::Status::Pending;
    let authorization = domain::authorization::Authorization { status, ..stem.authorization };
    let waiting = AuthorizationView { authorization, ..stem };
    assert_eq!(html(|| timeline(&[waiting, opt], today())), html(|| ().into_any()));
}
