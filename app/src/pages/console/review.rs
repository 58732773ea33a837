//! Reports to check: the list, with what is accepted together.

use super::report::{clock, report};
use crate::api::{AcceptReports, PageOf, UndoAccept};
use crate::routes;
use crate::ui::{
    FaultSummary, Hidden, KindLink, Pager, Post, PostForm, SevisTag, form_state, kinds, loaded,
    page_number, param, post, query,
};
use crate::wire::{AcceptedTogether, PICK, ReviewRow, ReviewView};
use crate::words::number_of;
use domain::review::{ReviewFilter, ReviewState};
use domain::sevis_state::SevisWay;
use leptos::prelude::*;

/// All reports of one kind, or one report.
#[component]
pub fn Review() -> impl IntoView {
    match param("id") {
        id if id.is_empty() => all(),
        id => report(id),
    }
}

fn all() -> AnyView {
    let show = ReviewFilter::from_code(&query("show")).unwrap_or(ReviewFilter::Open);
    loaded(PageOf::Review(show, page_number()), |view: ReviewView, frame| {
        let ReviewView { show, counts, first, way, page, pages, rows, undo } = view;
        let accept = post::<AcceptReports>();
        let form = form_state(Default::default(), frame.replay.clone());
        let title = "Reports to check";
        let kinds_of = matches!(show, ReviewFilter::Open | ReviewFilter::Mine | ReviewFilter::Late);
        let pick = kinds_of && rows.iter().any(|row| row.state.waits_for_school());
        let some = !rows.is_empty();
        view! {
            <FaultSummary form=form title=title/>
            <h1>{title}</h1>
            <p>{how(first, way)}</p>
            {links(show, counts)}
            {undo.map(taken_back)}
            {if rows.is_empty() {
                view! { <p>{nothing(show)}</p> }.into_any()
            } else {
                listed(rows, show, pick.then_some(accept))
            }}
            {some.then(|| view! {
                <p class="actions">
                    <a class="usa-link alone" href=routes::as_file(&routes::reviews(show), "xlsx")>"Download as a workbook (XLSX)"</a>
                    <a class="usa-link alone" href=routes::as_file(&routes::reviews(show), "csv")>"Download as a table (CSV)"</a>
                </p>
            })}
            <Pager path=routes::reviews(show) page=page pages=pages/>
        }
        .into_any()
    })
}

fn how(first: bool, way: SevisWay) -> &'static str {
    match (way, first) {
        (SevisWay::Rehearsal, _) => {
            "What students reported, oldest first. Your school is in rehearsal mode: nothing is sent to SEVIS."
        }
        (SevisWay::Batch | SevisWay::Transport, true) => {
            "What students reported, oldest first. Nothing goes into a batch until you accept it."
        }
        (SevisWay::ByHand, true) => {
            "What students reported, oldest first. What you accept is added to the list of changes your school enters in SEVIS."
        }
        (SevisWay::Batch | SevisWay::Transport, false) => {
            "What students reported, oldest first. They go into the next batch without waiting for this check. Correct any mistakes you find."
        }
        (SevisWay::ByHand, false) => {
            "What students reported, oldest first. They are already on the list of changes your school enters in SEVIS. Correct any mistakes you find."
        }
    }
}

fn nothing(show: ReviewFilter) -> &'static str {
    match show {
        ReviewFilter::Open => "All reports are checked.",
        ReviewFilter::Mine => "Nothing is assigned to you. Open a report to take it.",
        ReviewFilter::Late => "Nothing is late.",
        ReviewFilter::Asked => "No students have questions to answer.",
        ReviewFilter::Accepted => "Nothing is accepted yet.",
    }
}

/// The kinds of reports, with how many there are.
fn links(show: ReviewFilter, counts: Vec<(ReviewFilter, u64)>) -> AnyView {
    let link = |(kind, count): (ReviewFilter, u64)| KindLink {
        href: routes::reviews(kind),
        words: kind.words(),
        count: Some(count),
        shown: kind == show,
    };
    kinds("Kinds of reports", counts.into_iter().map(link).collect())
}

/// What was accepted together last, with the way back.
fn taken_back(undo: AcceptedTogether) -> AnyView {
    let act = post::<UndoAccept>();
    let reports = number_of(undo.count, "report", "reports");
    view! {
        <PostForm to=act class="undo">
            <Hidden name="id" value=undo.id/>
            <span>{format!("You accepted {reports} together, {}.", undo.at)}</span>
            <button type="submit" class="usa-button usa-button--unstyled">"Take it back"</button>
        </PostForm>
    }
    .into_any()
}

/// The reports; with a form where several can be accepted together.
fn listed(rows: Vec<ReviewRow>, show: ReviewFilter, accept: Option<Post>) -> AnyView {
    let picks = accept.is_some();
    let list = rows.into_iter().map(|one| row(one, show, picks)).collect_view();
    match accept {
        None => view! { <ul class="reports">{list}</ul> }.into_any(),
        Some(accept) => view! {
            <PostForm to=accept>
                <ul class="reports" id="f-pick" tabindex="-1">{list}</ul>
                <button type="submit" class="usa-button usa-button--outline">"Accept selected reports"</button>
            </PostForm>
        }
        .into_any(),
    }
}

fn row(row: ReviewRow, show: ReviewFilter, picks: bool) -> AnyView {
    let id = format!("pick-{}", row.id);
    let what = match row.employer.as_str() {
        "" => row.what.clone(),
        employer => format!("{}: {employer}", row.what),
    };
    let words = format!("Choose {}, {what}", row.name);
    let box_ = (picks && row.state.waits_for_school()).then(|| {
        view! {
            <div class="usa-checkbox">
                <input class="usa-checkbox__input" type="checkbox" id=id.clone() name=format!("form[pick][{PICK}{}]", row.id) value=row.version/>
                <label class="usa-checkbox__label" for=id><span class="usa-sr-only">{words}</span></label>
            </div>
        }
    });
    let decided = row.state != ReviewState::Open && show != ReviewFilter::Accepted;
    let class = if row.state == ReviewState::Answered { "tag tag--late" } else { "tag" };
    view! {
        <li class="report-row">
            {box_}
            <div>
                <p><a class="usa-link alone" href=routes::report(&row.id)>{row.name.clone()}</a>" "<span class="usa-hint">{row.sevis_id.clone()}</span></p>
                <p>{what}</p>
                <p class="usa-hint">{format!("Reported {}", row.at)}{(!row.assigned.is_empty()).then(|| format!(" · Assigned to {}", row.assigned))}</p>
            </div>
            <p class="tags">
                {decided.then(|| view! { <span class=class>{row.state.words()}</span> })}
                {clock(&row)}
                {(row.days_late > 0).then(|| view! { <span class="tag tag--late">{late(row.days_late)}</span> })}
                <SevisTag state=row.sevis/>
            </p>
        </li>
    }
    .into_any()
}

/// By how many days a student's report was late.
pub(super) fn late(days: i64) -> String {
    match days {
        1 => "Reported 1 day late".to_owned(),
        n => format!("Reported {n} days late"),
    }
}
