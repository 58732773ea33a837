//! A receipt to print.

use crate::api::{AnswerReport, PageOf};
use crate::routes;
use crate::ui::{
    AreaField, FaultSummary, FormState, Hidden, Notes, Post, PostForm, SevisTag, SubmitButton,
    form_state, loaded, param, post, unsent,
};
use crate::wire::{CheckView, ReceiptView};
use domain::receipt_code::spell;
use domain::review::ReviewState;
use leptos::prelude::*;

/// Number, time and what was sent.
#[component]
pub fn Receipt() -> impl IntoView {
    loaded(PageOf::Receipt(param("id")), |receipt: ReceiptView, frame| {
        let act = post::<AnswerReport>();
        let form = form_state(Default::default(), frame.replay.clone());
        let (id, check) = (receipt.id.clone(), receipt.check.clone());
        let name = receipt.person.name();
        let late = match receipt.days_late {
            0 => None,
            1 => Some("Received 1 day after the 10-day limit.".to_owned()),
            n => Some(format!("Received {n} days after the 10-day limit.")),
        };
        view! {
            <FaultSummary form=form title="Receipt"/>
            <h1>"Receipt"</h1>
            {check.map(|check| checked(id, check, act, form))}
            <dl class="facts receipt">
                <div><dt>"Receipt number"</dt><dd>{receipt.number}</dd></div>
                {(!receipt.code.is_empty()).then(|| view! { <div><dt>"Code"</dt><dd>{spell(&receipt.code)}<span class="usa-hint">{format!(" Anyone you show this receipt to can check it with its number and code at {}", receipt.check_at)}</span></dd></div> })}
                <div><dt>"Received"</dt><dd>{receipt.at}</dd></div>
                <div><dt>"Report"</dt><dd>{receipt.event.words()}</dd></div>
                {late.map(|late| view! { <div><dt>"Late"</dt><dd>{late}</dd></div> })}
                <div><dt>"Student"</dt><dd>{format!("{name}, {}", receipt.person.sevis_id)}</dd></div>
                <div><dt>"School"</dt><dd>{receipt.person.school}</dd></div>
                <div><dt>"State"</dt><dd><SevisTag state=receipt.sevis/></dd></div>
            </dl>
            <h2>"What you sent"</h2>
            <dl class="facts">
                {receipt.sent.into_iter().map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }).collect_view()}
            </dl>
            <p class="actions no-print">
                // Without scripts the browser's own menu prints.
                <button type="button" class="usa-button usa-button--outline" data-print="" hidden="">"Print"</button>
                <a class="usa-link alone" href=routes::EMPLOYMENT>"Go to employment"</a>
                <a class="usa-link alone" href=routes::PROFILE>"Go to profile"</a>
            </p>
        }
        .into_any()
    })
}

/// What the school asks, and the answer; what was asked and decided stays in sight.
fn checked(id: String, check: CheckView, act: Post, form: FormState) -> AnyView {
    let asked = check.state == ReviewState::Asked;
    let more = check.state == ReviewState::Answered;
    view! {
        {asked.then(|| view! { <p>"Your school has a question. What you reported is saved, and stays saved."</p> })}
        <Notes notes=check.notes/>
        {(!asked && !more).then(|| unsent("Your answer was not sent:", form.value("answer")))}
        {(asked || more).then(|| view! {
            <PostForm to=act class="form no-print">
                <Hidden name="id" value=id/>
                <AreaField name="answer" hint="If something in the report itself is wrong, correct it under Employment or Profile as well. That makes a separate report."/>
                <SubmitButton words="Send the answer"/>
            </PostForm>
        })}
    }
    .into_any()
}
