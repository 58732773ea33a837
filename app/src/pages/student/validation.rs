//! Every six months a STEM student confirms what is on record.

use crate::api::{PageOf, Validate};
use crate::routes;
use crate::ui::{
    CheckField, FaultSummary, Hidden, PostForm, SubmitButton, form_state, loaded, post,
};
use crate::wire::ValidationView;
use domain::Date;
use domain::date::{long, typed};
use domain::stem::Validation;
use leptos::prelude::*;

/// What is on record, and the confirmation.
#[component]
pub fn ValidationPage() -> impl IntoView {
    loaded(PageOf::Validation, |view: ValidationView, frame| {
        let act = post::<Validate>();
        let form = form_state(Default::default(), frame.replay.clone());
        let title = "STEM validation";
        let asks = view.due.filter(|_| view.open);
        let body = match asks {
            Some(due) => view! {
                <p class="usa-intro">{intro(due, view.today)}</p>
                <dl class="facts">
                    {view.facts.into_iter().map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }).collect_view()}
                </dl>
                <p>"If something is wrong or missing, change it first: "<a class="usa-link" href=routes::PROFILE>"address and phone"</a>", "<a class="usa-link" href=routes::EMPLOYMENT>"employers"</a>". Your school adds a new employer, or changes its name or start date, based on Form I-983."</p>
                {due.with_evaluation().then(|| view! { <p>"A Form I-983 evaluation is also due now. Give it to your school, signed by you and your employer. This confirmation does not replace it."</p> })}
                <PostForm to=act class="form">
                    <Hidden name="seen" value=view.seen/>
                    <CheckField name="agree"/>
                    <SubmitButton words="Confirm"/>
                </PostForm>
            }
            .into_any(),
            None => view! { <p class="usa-intro">{nothing(&view.all, view.today)}</p> }.into_any(),
        };
        view! {
            <FaultSummary form=form title=title/>
            <h1>{title}</h1>
            {body}
            {(!view.all.is_empty()).then(|| listed(view.all, view.today))}
        }
        .into_any()
    })
}

fn intro(due: Validation, today: Date) -> String {
    let by = if today > due.until() {
        format!(
            "It was due by {}. Please confirm now. Your school can still report it.",
            long(due.until())
        )
    } else {
        format!("Please confirm by {}.", long(due.until()))
    };
    format!(
        "On STEM OPT, you confirm every six months that your record is correct, even if nothing has changed or you have no job. {by}"
    )
}

fn nothing(all: &[(Validation, Option<Date>)], today: Date) -> String {
    match all.iter().find(|(one, done)| done.is_none() && one.opens() > today) {
        Some((next, _)) => format!(
            "Nothing is due now. You can confirm from {}. We will email you then.",
            long(next.opens())
        ),
        None => "Nothing is due now.".to_owned(),
    }
}

/// All of them with their state.
fn listed(all: Vec<(Validation, Option<Date>)>, today: Date) -> AnyView {
    let row = |(one, done): (Validation, Option<Date>)| {
        let state = match done {
            Some(day) => format!("Confirmed on {}", typed(day)),
            None if one.takes(today) => "Open now".to_owned(),
            None if one.closes() < today => {
                "Not confirmed here. If your school has it in SEVIS, nothing is missing.".to_owned()
            }
            None => format!("Opens on {}", typed(one.opens())),
        };
        view! {
            <tr><th scope="row">{format!("{}\u{a0}months", one.months)}</th><td class="date">{typed(one.on)}</td><td>{state}</td></tr>
        }
    };
    view! {
        <h2>"All of your validations"</h2>
        <div class="table-scroll" tabindex="0" role="region" aria-label="All of your validations">
            <table class="usa-table usa-table--borderless">
                <thead><tr><th scope="col">"After"</th><th scope="col">"Day"</th><th scope="col">"State"</th></tr></thead>
                <tbody>{all.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
