//! An employer's facts, as the student and the official see them.

pub mod states;

use crate::wire::{EmployerCard, SevisState};
use crate::words::number_of;
use domain::{date, ein, phone};
use leptos::prelude::*;

/// Where a change stands on its way to SEVIS.
#[component]
pub fn SevisTag(
    /// The state; none for what SEVIS has no field for.
    #[prop(into)]
    state: Option<SevisState>,
) -> impl IntoView {
    let class = match state {
        Some(SevisState::Confirmed | SevisState::ByHand) => "tag tag--good",
        Some(SevisState::Refused | SevisState::Conflict) => "tag tag--bad",
        None
        | Some(
            SevisState::InReview
            | SevisState::Queued
            | SevisState::Sent
            | SevisState::Superseded
            | SevisState::Rehearsed,
        ) => "tag",
    };
    view! { <span class=class>{SevisState::words_of(state)}</span> }
}

/// Label and value of all that is known of an employer.
#[component]
pub fn EmployerFacts(
    /// The employer.
    card: EmployerCard,
) -> impl IntoView {
    let tagged =
        card.employer.self_employed || card.days_late > 0 || card.deleted || card.sevis.is_some();
    let employer = card.employer;
    let end = employer.end.map_or_else(|| "Ongoing".to_owned(), date::typed);
    let supervisor =
        format!("{} {}", employer.supervisor_first_name, employer.supervisor_last_name);
    let mut sup_phone = phone::spell_us(&employer.supervisor_phone);
    if !employer.supervisor_phone_ext.is_empty() {
        sup_phone.push_str(&format!(" ext. {}", employer.supervisor_phone_ext));
    }
    let rows = [
        ("Start date", date::typed(employer.start)),
        ("End date", end),
        ("Schedule", employer.schedule.words().to_owned()),
        ("Job title", employer.job_title),
        ("Address", employer.address.one_line()),
        ("Place of work", employer.workplace.words().to_owned()),
        ("EIN", ein::spell(&employer.ein)),
        ("Supervisor", supervisor.trim().to_owned()),
        ("Supervisor phone", sup_phone),
        ("Supervisor email", employer.supervisor_email),
        ("Relation to field of study", employer.relation),
        ("Reason for the late report", employer.late_reason),
    ];
    view! {
        {tagged.then(|| view! { <p class="tags">
            {employer.self_employed.then(|| view! { <span class="tag">"Self-employed"</span> })}
            {(card.days_late > 0).then(|| view! {
                <span class="tag tag--late">{format!("Reported {} late", number_of(card.days_late.unsigned_abs(), "day", "days"))}</span>
            })}
            {card.deleted.then(|| view! { <span class="tag tag--bad">"Deleted"</span> })}
            {card.sevis.map(|state| view! { <SevisTag state=state/> })}
        </p> })}
        <dl class="facts">
            {rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| view! {
                <div><dt>{label}</dt><dd>{value}</dd></div>
            }).collect_view()}
        </dl>
    }
}
