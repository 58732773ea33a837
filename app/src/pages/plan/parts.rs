//! The parts of a plan's page that student, employer and school all see.

use crate::ui::FileList;
use crate::wire::{DepartureRow, EvaluationRow, PlanVersion, PlanView, SectionView, SignatureView};
use domain::date::long;
use domain::plan::Signer;
use leptos::prelude::*;

/// A section as it is filled in, folded where `open` is not set; with a link where it can be changed, or a button to
/// copy each value.
pub(super) fn section(
    view: SectionView,
    open: bool,
    edit: Option<String>,
    copied: bool,
) -> AnyView {
    let SectionView { section, facts } = view;
    let filled: Vec<_> = facts.into_iter().filter(|(_, _, value)| !value.is_empty()).collect();
    let none = filled.is_empty();
    let edit_label = format!("Fill in or change: {}", section.words());
    view! {
        <details class="faq" open=open>
            <summary>{section.words()}</summary>
            {none.then(|| view! { <p>"Nothing is filled in yet."</p> })}
            <dl class="facts">
                {filled.into_iter().map(|(_, label, value)| {
                    let copy = copied.then(|| format!("Copy {label}"));
                    view! { <div><dt>{label}</dt><dd><span class="lines" data-value=copy>{value}</span></dd></div> }
                }).collect_view()}
            </dl>
            {edit.map(|href| view! { <p><a class="usa-link alone" href=href>{edit_label}</a></p> })}
        </details>
    }
    .into_any()
}

/// The three signatures.
pub(super) fn signatures(all: &[SignatureView]) -> AnyView {
    let one = |one: &SignatureView| {
        let state = match &one.signed {
            Some(signed) => {
                let title = if signed.title.is_empty() {
                    String::new()
                } else {
                    format!(", {}", signed.title)
                };
                match signed.paper {
                    Some(_) => format!(
                        "Signed on paper by {}{title}, as the student says. Scan handed in {}",
                        signed.name, signed.at
                    ),
                    None => format!("Signed by {}{title}, {}", signed.name, signed.at),
                }
            }
            None if !one.link_until.is_empty() => {
                format!(
                    "Waiting for {}. The emailed link works until {}.",
                    one.name, one.link_until
                )
            }
            None if one.name.is_empty() => "Not named yet".to_owned(),
            None => format!("Waiting for {}", one.name),
        };
        let class = if one.signed.is_some() { "signature signature--done" } else { "signature" };
        let drawn = one.signed.as_ref().map(|signed| signed.drawn.clone()).unwrap_or_default();
        let covers = one.signed.as_ref().map(|signed| signed.covers.clone());
        let paper = one.signed.as_ref().and_then(|signed| signed.paper.clone());
        // The mailbox that was proved, not the one that is named.
        let mailbox = one.signed.as_ref().map_or(&one.email, |signed| &signed.email).clone();
        view! {
            <li class=class>
                <p><strong>{one.signer.section()}</strong>" · "{one.signer.words()}</p>
                <p>{state}</p>
                {paper.map(|file| view! { <FileList files=vec![file]/> })}
                {(!mailbox.is_empty()).then(|| view! { <p class="usa-hint">{mailbox}</p> })}
                {(!drawn.is_empty()).then(|| view! {
                    <svg class="drawn" viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label="Signature drawn by hand"><path d=drawn fill="none" stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke"/></svg>
                })}
                {covers.map(|covers| { let short: String = covers.chars().take(16).collect(); view! { <p class="usa-hint code">{format!("What was signed: SHA-256 {short}…")}</p> } })}
            </li>
        }
    };
    view! { <ol class="signatures">{all.iter().map(one).collect_view()}</ol> }.into_any()
}

/// All versions with what is new in each.
pub(super) fn versions(all: Vec<PlanVersion>) -> AnyView {
    if all.len() < 2 {
        return ().into_any();
    }
    let signs = |signs: Vec<Signer>| match signs.as_slice() {
        [] => "No one needs to sign again".to_owned(),
        [one] => format!("{} needs to sign again", one.words()),
        [one, other] => {
            format!("{} and {} need to sign again", one.words(), other.words().to_lowercase())
        }
        _ => "All three need to sign again".to_owned(),
    };
    let one = |version: PlanVersion| {
        let changes = version.changes;
        let row = move |(label, old, new, who): (String, String, String, Vec<Signer>)| {
            view! { <tr><th scope="row">{label}</th><td>{old}</td><td>{new}</td><td>{signs(who)}</td></tr> }
        };
        let none = changes.is_empty();
        let label = format!("What is new in version {}", version.number);
        view! {
            <li>
                <p><strong>{format!("Version {}", version.number)}</strong>" "<span class="usa-hint">{format!("{} · {}", version.at, version.state.words())}</span></p>
                {(!none).then(|| view! {
                    <div class="table-scroll" tabindex="0" role="region" aria-label=label>
                        <table class="usa-table usa-table--borderless">
                            <thead><tr><th scope="col">"Field"</th><th scope="col">"Before"</th><th scope="col">"Now"</th><th scope="col">"Signatures"</th></tr></thead>
                            <tbody>{changes.into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                })}
            </li>
        }
    };
    view! {
        <h2>"Versions"</h2>
        <ol class="history">{all.into_iter().map(one).collect_view()}</ol>
    }
    .into_any()
}

/// Where an evaluation stands.
fn standing(row: &EvaluationRow, today: domain::Date) -> String {
    let until = long(row.until);
    match row.stage {
        Some(stage) if !row.late => stage.words().to_owned(),
        Some(stage) => format!("{}, late", stage.words()),
        None if row.late => format!("Late: it was due by {until}"),
        None if row.opens <= today => format!("Can be written now, due by {until}"),
        None => format!("Can be written from {}, due by {until}", long(row.opens)),
    }
}

/// The evaluations; with a link to write one.
pub(super) fn evaluations(
    all: Vec<EvaluationRow>,
    today: domain::Date,
    write: impl Fn(&EvaluationRow) -> Option<String>,
) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let one = |row: EvaluationRow| {
        let (state, link) = (standing(&row, today), write(&row));
        let words = format!("Write the {}", row.kind.words().to_lowercase());
        view! {
            <li class="card">
                <h3 class="card__title">{row.kind.words()}</h3>
                <p>{state}</p>
                {evaluation_text(&row)}
                {link.map(|href| view! { <p><a class="usa-link alone" href=href>{words}</a></p> })}
            </li>
        }
    };
    view! {
        <h2>"Evaluations"</h2>
        <ul class="cards">{all.into_iter().map(one).collect_view()}</ul>
    }
    .into_any()
}

/// What is written of an evaluation.
pub(super) fn evaluation_text(row: &EvaluationRow) -> AnyView {
    let period = row.period.map(|(from, to)| format!("{} to {}", long(from), long(to)));
    let returned = row.returned.clone();
    view! {
        {period.map(|period| view! { <p class="usa-hint">{period}</p> })}
        {(!row.text.is_empty()).then(|| view! { <p class="quote">{row.text.clone()}</p> })}
        {row.signatures.iter().map(|one| view! { <p class="usa-hint">"Signed: "{one.clone()}</p> }).collect_view()}
        {(!returned.is_empty()).then(|| view! { <p>"The employer wrote:"</p><p class="quote">{returned}</p> })}
    }
    .into_any()
}

/// What the employer reported about the end of the job.
pub(super) fn departures(all: Vec<DepartureRow>) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let one = |row: DepartureRow| view! { <li class="card">{departure(&row)}</li> };
    view! {
        <h2 id="job-end">"End of the job, as the employer reported it"</h2>
        <ul class="cards">{all.into_iter().map(one).collect_view()}</ul>
    }
    .into_any()
}

/// One report.
pub(super) fn departure(row: &DepartureRow) -> AnyView {
    let late = if row.late { ", late" } else { "" };
    view! {
        <p><strong>{row.how.words()}</strong>{format!(", last day {}", long(row.last_day))}</p>
        {(!row.note.is_empty()).then(|| view! { <p class="quote">{row.note.clone()}</p> })}
        <p class="usa-hint">{format!("Reported by {}; due by {}{late}", row.by, long(row.due))}</p>
        {(!row.seen.is_empty()).then(|| view! { <p class="usa-hint">"Handled by "{row.seen.clone()}</p> })}
    }
    .into_any()
}

/// Who has named whom, above everything else.
pub(super) fn head(plan: &PlanView) -> AnyView {
    let version =
        if plan.number > 1 { format!(" · version {}", plan.number) } else { String::new() };
    view! {
        <p class="usa-hint">{format!("{} · {}{version}", plan.person.name(), plan.person.sevis_id)}</p>
        <p><strong>{plan.state.words()}</strong></p>
    }
    .into_any()
}
