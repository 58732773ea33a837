//! Find a student.

use super::not_whole;
use crate::api::{PageOf, SearchStudents};
use crate::routes;
use crate::ui::{
    FaultSummary, Hidden, Pager, Post, PostForm, SubmitButton, TextField, form_state, loaded,
    page_number, post, query,
};
use crate::wire::{StudentRow, StudentSort, StudentsOf, StudentsView};
use crate::words::counted;
use domain::date;
use domain::paging::{COUNTED, FOUND};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The search and what it found.
#[component]
pub fn Students() -> impl IntoView {
    let action = post::<SearchStudents>();
    provide_context(action);
    let sort = StudentSort::from_code(&query("sort")).unwrap_or(StudentSort::Name);
    loaded(
        PageOf::Students(StudentsOf { sort, page: page_number() }),
        |view: StudentsView, frame| {
            let StudentsView { q, sort, total, page, pages, rows, whole } = view;
            let action = expect_context::<Post>();
            let form =
                form_state(BTreeMap::from([("q".to_owned(), q.clone())]), frame.replay.clone());
            let found = match (total, q.is_empty()) {
                (0, false) => {
                    "No students found by name, SEVIS ID, email or employer. Try fewer letters."
                        .to_owned()
                }
                (0, true) => "No students yet. They come with an import.".to_owned(),
                (n, true) => counted(n, COUNTED, "student", "students"),
                (n, false) => counted(n, FOUND, "student", "students"),
            };
            let path = match sort {
                StudentSort::Name => routes::STUDENTS.to_owned(),
                other => routes::students(other.code()),
            };
            view! {
            <FaultSummary form=form title="Students"/>
            <h1>"Students"</h1>
            <PostForm to=action class="search">
                <TextField name="q"/>
                <SubmitButton words="Find"/>
            </PostForm>
            <p role="status">{found}</p>
            {(!q.is_empty()).then(|| limits(&q, total, action))}
            {(total == 0 && q.is_empty()).then(|| view! { <p><a class="usa-link alone" href=routes::IMPORT>"Import students"</a></p> })}
            {(total > 0).then(|| table(rows, sort))}
            <Pager path=path page=page pages=pages/>
            {(!whole).then(not_whole)}
        }
        .into_any()
        },
    )
}

/// What the list is cut down to, and the way back to all.
fn limits(q: &str, total: u64, action: Post) -> AnyView {
    let words = format!(
        "Only those that match “{q}” by name, SEVIS ID, email, or an employer of now or before."
    );
    view! {
        {(total > 0).then(|| view! { <p class="usa-hint">{words}</p> })}
        <div class="buttons">
            <PostForm to=action>
                <Hidden name="q" value=String::new()/>
                <SubmitButton words="Show all" class="usa-button--unstyled"/>
            </PostForm>
        </div>
    }
    .into_any()
}

/// A page of the list; what it can be put in the order of has a link in its heading.
fn table(rows: Vec<StudentRow>, sort: StudentSort) -> AnyView {
    let heading = |by: StudentSort| {
        let falls = by == StudentSort::Days;
        let order = (by == sort).then_some(if falls { "descending" } else { "ascending" });
        let href = routes::students(by.code());
        view! { <th scope="col" aria-sort=order><a class="usa-link alone" href=href>{by.words()}</a></th> }
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Students">
            <table class="usa-table usa-table--borderless scan" aria-label="Students">
                <thead><tr>
                    {heading(StudentSort::Name)}
                    <th scope="col">"SEVIS ID"</th>
                    {heading(StudentSort::Days)}{heading(StudentSort::Ends)}
                    <th scope="col">"Employer"</th>
                    <th scope="col">"Email"</th><th scope="col">"Account"</th>
                </tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(row: StudentRow) -> AnyView {
    let StudentRow { id, person, account, days, ends, employers } = row;
    let days = days.map(|(used, allowed)| format!("{used} of {allowed} days"));
    let name = match person.given_name.as_str() {
        "" => person.surname,
        given => format!("{}, {given}", person.surname),
    };
    view! {
        <tr>
            <th scope="row"><a class="usa-link alone" href=routes::student(&id)>{name}</a></th>
            <td>{person.sevis_id}</td>
            <td class="date">{days.unwrap_or_default()}</td>
            <td class="date">{ends.map(date::typed).unwrap_or_default()}</td>
            <td>{employers.join(", ")}</td>
            <td class="breakable">{person.email}</td><td>{account.words()}</td>
        </tr>
    }
    .into_any()
}
