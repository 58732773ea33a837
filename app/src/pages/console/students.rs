//! Find a student.

use crate::api::{PageOf, SearchStudents};
use crate::routes;
use crate::ui::{
    FaultSummary, Post, PostForm, SubmitButton, TextField, form_state, loaded, page_data, post,
};
use crate::wire::StudentsView;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::collections::BTreeMap;

/// The search and what it found.
#[component]
pub fn Students() -> impl IntoView {
    let query = use_query_map();
    let action = post::<SearchStudents>();
    provide_context(action);
    let number = move || query.with(|q| q.get("page")).and_then(|n| n.parse().ok()).unwrap_or(1);
    let page = page_data(move || PageOf::Students(number()), &[action]);
    loaded(page, |view: StudentsView, frame| {
        let StudentsView { q, total, page, pages, rows } = view;
        let action = expect_context::<Post>();
        let form =
            form_state(action, BTreeMap::from([("q".to_owned(), q.clone())]), frame.replay.clone());
        let found = match (total, q.is_empty()) {
            (0, false) => "Nobody found. Try fewer letters, or the SEVIS ID.".to_owned(),
            (1, _) => "1 student".to_owned(),
            (n, _) => format!("{n} students"),
        };
        let link = |to: u32, words: &'static str| {
            (to >= 1 && to <= pages).then(|| view! { <a class="usa-link alone" href=format!("{}?page={to}", routes::STUDENTS)>{words}</a> })
        };
        view! {
            <FaultSummary form=form title="Students"/>
            <h1>"Students"</h1>
            <PostForm to=action class="search">
                <TextField name="q"/>
                <SubmitButton words="Find" form=form/>
            </PostForm>
            <p role="status">{found}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label="Students">
                <table class="usa-table usa-table--borderless usa-table--striped">
                    <thead><tr>
                        <th scope="col">"Name"</th><th scope="col">"SEVIS ID"</th>
                        <th scope="col">"Email"</th><th scope="col">"Account"</th>
                    </tr></thead>
                    <tbody>
                        {rows.into_iter().map(|row| view! {
                            <tr>
                                <th scope="row"><a class="usa-link alone" href=routes::student(&row.id)>{format!("{}, {}", row.person.surname, row.person.given_name)}</a></th>
                                <td>{row.person.sevis_id}</td><td class="breakable">{row.person.email}</td><td>{row.account.words()}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
            <nav class="pager" aria-label="Pages">
                {link(page - 1, "Previous page")}
                <span>{format!("Page {page} of {pages}")}</span>
                {link(page + 1, "Next page")}
            </nav>
        }
        .into_any()
    })
}
