//! Authority where it is used: every server function and every path by its line, tried by everybody
//! who may not, and by a session that ends while its form is on the way.

mod acts;
mod completion;
mod digest;
mod forms;
mod lines;
mod paths;
mod people;
mod plans;
mod stage;
mod stage_student;
mod tries;

use crate::support::TestPortal;
use crate::{Rule, rules};
use completion::*;
use digest::every_table_is_looked_at_or_named_as_one_that_may_change;
use forms::*;
use lines::LINES;
use people::People;

pub fn rules() -> Vec<Rule> {
    rules! {
        every_server_function_has_its_line,
        every_path_has_its_line,
        every_table_is_looked_at_or_named_as_one_that_may_change,
        nobody_does_what_is_anothers,
        nobody_reads_what_is_anothers,
        a_thing_of_anothers_is_as_if_it_were_not_there,
        what_was_loaded_before_the_end_brings_nothing_about,
        a_form_of_another_who_was_here_is_refused_and_never_shown,
        a_form_of_another_is_not_kept_over_a_login,
        a_draft_is_read_by_nobody_before_its_writers_login,
        every_form_that_is_posted_says_for_whom_it_was_made,
        the_password_again_is_no_way_past_the_second_step,
        an_expired_password_is_changed_with_the_old_one_only,
        a_new_password_makes_no_old_second_step_fresh,
        a_login_from_a_new_browser_is_told_to_everybody,
    }
}

async fn every_server_function_has_its_line(_: TestPortal) {
    let mut known: Vec<&str> = LINES.iter().map(|line| line.path).collect();
    let mut there: Vec<&str> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    known.sort_unstable();
    there.sort_unstable();
    assert_eq!(known, there, "a server function without a line in lines.rs, or the reverse");
}

async fn every_path_has_its_line(_: TestPortal) {
    let mut known: Vec<String> = paths::PATHS.iter().map(|(path, _)| (*path).to_owned()).collect();
    let mut there = server::site::paths();
    known.sort_unstable();
    there.sort_unstable();
    assert_eq!(known, there, "a path without a line in paths.rs, or the reverse");
}

async fn nobody_does_what_is_anothers(p: TestPortal) {
    let mut people = People::of(&p).await;
    for (n, line) in LINES.iter().enumerate() {
        tries::everybody(&p, &mut people, line, n).await;
    }
}

async fn nobody_reads_what_is_anothers(p: TestPortal) {
    let mut people = People::of(&p).await;
    paths::everybody(&p, &mut people).await;
}

async fn a_thing_of_anothers_is_as_if_it_were_not_there(p: TestPortal) {
    let mut people = People::of(&p).await;
    paths::others_things(&p, &mut people).await;
}

/// The same of a session that is deleted between its loading and its use, for the plain race.
async fn what_was_loaded_before_the_end_brings_nothing_about(p: TestPortal) {
    tries::race(&p).await;
}
