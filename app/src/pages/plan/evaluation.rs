//! The student writes and signs an evaluation.

use super::parts::evaluation_text;
use super::words::sentence;
use crate::api::{Evaluate, PageOf, PlanPage};
use crate::routes;
use crate::ui::{
    AreaField, CheckField, FaultSummary, FormState, Hidden, PostForm, SubmitButton, TextField,
    form_state_in, loaded, param, post, unsent,
};
use crate::wire::EvaluationView;
use domain::date::{long, typed};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The page.
#[component]
pub fn PlanEvaluation() -> impl IntoView {
    let (id, kind) = (param("id"), param("kind"));
    loaded(PageOf::Plans(PlanPage::Evaluation(id, kind)), |view: EvaluationView, frame| {
        let EvaluationView { id, signs_as, employer, row, open, offered } = view;
        let act = post::<Evaluate>();
        let stored = [
            ("period_from", typed(offered.0)),
            ("period_to", typed(offered.1)),
            ("evaluation", row.text.clone()),
        ];
        let stored: BTreeMap<String, String> =
            stored.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let form = form_state_in(stored, frame.replay.clone(), sentence);
        let (title, typed_now) = (row.kind.words(), refused_text(form));
        let (back, name) = (routes::plan(&id), signs_as);
        let due = format!(
            "With {employer}. It is due on {}; your school has it, signed by both, by {}.",
            long(row.on),
            long(row.until)
        );
        let body = match open {
            false => view! {
                {evaluation_text(&row)}
                {unsent("What you typed was not sent:", typed_now)}
                <p>{match row.stage {
                    Some(stage) => stage.words().to_owned(),
                    None => format!("You can write it from {}.", long(row.opens)),
                }}</p>
            }
            .into_any(),
            true => view! {
                {(!row.returned.is_empty()).then(|| view! { <p>"The employer sent it back and wrote:"</p><p class="quote">{row.returned.clone()}</p> })}
                <PostForm to=act class="form">
                    <Hidden name="id" value=id/>
                    <Hidden name="kind" value=row.kind.code().to_owned()/>
                    <TextField name="period_from" label="From" hint="First day of the period you evaluate, MM/DD/YYYY." inputmode="numeric" width="m"/>
                    <TextField name="period_to" label="To" hint="Last day of it, MM/DD/YYYY." inputmode="numeric" width="m"/>
                    <AreaField name="evaluation" label="Self-evaluation" hint="What you have done and learned, measured by the goals of your plan. At most 4,000 characters."/>
                    <p class="usa-hint">{format!("You sign as: {name}")}</p>
                    <TextField name="signed_name" label="Full name" hint="As it appears in the plan." autocomplete="name"/>
                    <CheckField name="agree" label="This is true to the best of my knowledge, and I sign it"/>
                    <p class="usa-hint">"We will email your overseeing official a link to sign as well."</p>
                    <SubmitButton words="Sign and send to the employer"/>
                </PostForm>
            }
            .into_any(),
        };
        view! {
            <FaultSummary form=form title=title/>
            <p class="usa-hint"><a class="usa-link alone" href=back>"The whole plan"</a></p>
            <h1>{title}</h1>
            <p class="usa-intro">{due}</p>
            {body}
        }
        .into_any()
    })
}

/// What was typed and refused; empty for nothing.
fn refused_text(form: FormState) -> String {
    let refused = form.faults.with_value(|faults| !faults.is_empty());
    if refused { form.value("evaluation") } else { String::new() }
}
