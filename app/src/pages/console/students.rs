//! Find a student.

use crate::api::{PageOf, SearchStudents};
use crate::routes;
use crate::ui::{
    FaultSummary, Hidden, Pager, Post, PostForm, SubmitButton, TextField, form_state, loaded,
    page_number, post,
};
use crate::wire::{EMPLOYERS, Searched, StudentRow, StudentsView};
use crate::words::number_of;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The search and what it found.
#[component]
pub fn Students() -> impl IntoView {
    let action = post::<SearchStudents>();
    provide_context(action);
    loaded(PageOf::Students(page_number()), |view: StudentsView, frame| {
        let StudentsView { q, searched, total, page, pages, rows } = view;
        let action = expect_context::<Post>();
        let form = form_state(BTreeMap::from([("q".to_owned(), q.clone())]), frame.replay.clone());
        let found = match (total, q.is_empty()) {
            (0, false) => vain(searched).to_owned(),
            (0, true) => "No students yet. They come with an import.".to_owned(),
            (n, _) => number_of(n, "student", "students"),
        };
        let limits = (!q.is_empty() && total > 0).then(|| limits(&q, searched));
        let by_employer = searched == Searched::Employers;
        let again = q.clone();
        view! {
            <FaultSummary form=form title="Students"/>
            <h1>"Students"</h1>
            <PostForm to=action class="search">
                <TextField name="q"/>
                <SubmitButton words="Find"/>
            </PostForm>
            <p role="status">{found}</p>
            {limits}
            {(!q.is_empty()).then(|| others(again, searched, action))}
            {(total == 0 && q.is_empty()).then(|| view! { <p><a class="usa-link alone" href=routes::IMPORT>"Import students"</a></p> })}
            {table(rows, by_employer)}
            <Pager path=routes::STUDENTS page=page pages=pages/>
        }
        .into_any()
    })
}

/// Nobody was found.
fn vain(searched: Searched) -> &'static str {
    match searched {
        Searched::People => "No students found by name, SEVIS ID or email. Try fewer letters.",
        Searched::Employers => "No student has or had an employer named so.",
    }
}

/// What the list is cut down to.
fn limits(q: &str, searched: Searched) -> AnyView {
    let words = match searched {
        Searched::Employers => format!("By an employer, present or past, named like “{q}”."),
        Searched::People => format!("Only those that match “{q}” by name, SEVIS ID or email."),
    };
    view! { <p class="usa-hint">{words}</p> }.into_any()
}

/// Where else to look: among the others, and at all.
fn others(q: String, searched: Searched, action: Post) -> AnyView {
    let (within, words) = match searched {
        Searched::Employers => ("", "Search names instead"),
        Searched::People => (EMPLOYERS, "Search employers instead"),
    };
    view! {
        <div class="buttons">
            <PostForm to=action>
                <Hidden name="q" value=q/>
                <Hidden name="within" value=within.to_owned()/>
                <SubmitButton words=words class="usa-button--unstyled"/>
            </PostForm>
            <PostForm to=action>
                <Hidden name="q" value=String::new()/>
                <SubmitButton words="Show all" class="usa-button--unstyled"/>
            </PostForm>
        </div>
    }
    .into_any()
}

/// A page of the list.
fn table(rows: Vec<StudentRow>, by_employer: bool) -> AnyView {
    let none = rows.is_empty();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Students" hidden=none>
            <table class="usa-table usa-table--borderless" aria-label="Students">
                <thead><tr>
                    <th scope="col">"Name"</th><th scope="col">"SEVIS ID"</th>
                    {by_employer.then(|| view! { <th scope="col">"Employer"</th> })}
                    <th scope="col">"Email"</th><th scope="col">"Account"</th>
                </tr></thead>
                <tbody>
                    {rows.into_iter().map(|row| view! {
                        <tr>
                            <th scope="row"><a class="usa-link alone" href=routes::student(&row.id)>{match row.person.given_name.as_str() {
                                "" => row.person.surname,
                                given => format!("{}, {given}", row.person.surname),
                            }}</a></th>
                            <td>{row.person.sevis_id}</td>
                            {by_employer.then(|| view! { <td>{row.employers.join(", ")}</td> })}
                            <td class="breakable">{row.person.email}</td><td>{row.account.words()}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
