//! The student hands in a scan of a plan that was signed by hand.

use super::words::sentence;
use crate::api::{HandInPaper, PageOf, PlanPage};
use crate::routes;
use crate::ui::{
    CheckField, FaultSummary, FormState, Hidden, PAPERS, SubmitButton, form_state_in, loaded,
    made_for, one_file, param,
};
use crate::wire::{PlanView, SignatureView};
use domain::plan::Signer;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The page.
#[component]
pub fn PlanPaper() -> impl IntoView {
    let id = param("id");
    loaded(PageOf::Plans(PlanPage::Paper(id)), |plan: PlanView, frame| {
        let form = form_state_in(Default::default(), frame.replay.clone(), sentence);
        let title = "Sign on paper";
        let back = routes::plan(&plan.id);
        view! {
            <FaultSummary form=form title=title/>
            <p class="usa-hint"><a class="usa-link alone" href=back>"The whole plan"</a></p>
            <h1>{title}</h1>
            {match not_now(&plan) {
                Some(why) => view! { <p>{why}</p> }.into_any(),
                None => hand_in(&plan, form, frame.replay.is_some()),
            }}
        }
        .into_any()
    })
}

/// True for who has not signed yet, or on paper: a better scan takes the place of the one before.
pub(super) fn can_be_shown(one: &SignatureView) -> bool {
    one.signed.as_ref().is_none_or(|signed| signed.paper.is_some())
}

/// Why no scan is taken now.
fn not_now(plan: &PlanView) -> Option<&'static str> {
    if !plan.on_paper {
        return Some("Your school accepts signatures by emailed link only.");
    }
    if !plan.state.is_open() {
        return Some(
            "This version is already signed or no longer current, so there is nothing to submit.",
        );
    }
    if !plan.missing.is_empty() {
        return Some("Fill in the whole plan first: a paper with gaps cannot be signed.");
    }
    let none = !plan.signatures.iter().any(can_be_shown);
    none.then_some("All three have signed.")
}

fn hand_in(plan: &PlanView, form: FormState, again_asked: bool) -> AnyView {
    let (id, file) = (plan.id.clone(), routes::plan_file(&plan.id));
    let covers = plan.signatures.iter().find(|one| one.signer == Signer::Student);
    let covers = covers.map(|one| one.covers.clone()).unwrap_or_default();
    let waits = |signer: Signer| {
        plan.signatures.iter().any(|one| one.signer == signer && can_be_shown(one))
    };
    let again = plan.signatures.iter().any(|one| one.signed.is_some() && can_be_shown(one));
    let fault = form.fault("signers");
    let wrong = fault.is_some();
    view! {
        <ol class="usa-list">
            <li><a class="usa-link alone" href=file>"Save this version as a PDF"</a>" and print it."</li>
            <li>"Have everyone sign and date it by hand where indicated."</li>
            <li>"Scan or photograph all its pages into one file, and hand it in here."</li>
        </ol>
        {again.then(|| view! { <p>"A scan was already submitted. A new scan replaces it for the people you tick."</p> })}
        <p>"Like a signature by link, a signature on paper stays valid as long as nothing it covers is changed."</p>
        <form class="form" method="post" enctype="multipart/form-data" action=HandInPaper::PATH>
            {made_for()}
            <Hidden name="id" value=id/>
            <Hidden name="version" value=covers/>
            <fieldset class="usa-fieldset" class:usa-form-group--error=wrong id="f-signers" tabindex="-1" aria-describedby=wrong.then_some("f-signers-fault")>
                <legend class="usa-legend">"Whose signatures does the scan show?"</legend>
                {fault.map(|fault| view! { <span class="usa-error-message" id="f-signers-fault">{fault}</span> })}
                {waits(Signer::Signatory).then(|| view! { <CheckField name="signatory" label="Section 4: the official with signatory authority"/> })}
                {waits(Signer::Overseer).then(|| view! { <CheckField name="overseer" label="Section 6: the official who oversees the training"/> })}
                {waits(Signer::Student).then(|| view! { <CheckField name="student" label="Section 2: me"/> })}
            </fieldset>
            {scan(form, again_asked)}
            <CheckField name="agree" label="The scan shows the whole plan as shown here, and these people signed it"/>
            <SubmitButton words="Hand in"/>
        </form>
    }
    .into_any()
}

/// Where the form comes back, refused or after logging in, its file is gone.
fn scan(form: FormState, came_back: bool) -> AnyView {
    let hint = match came_back {
        true => "One PDF, PNG or JPEG, up to 10 MB. Choose it again: it was not kept.",
        false => {
            "One PDF, PNG or JPEG, up to 10 MB. A phone’s scan function puts several pages into one PDF."
        }
    };
    one_file(form, "files", ("Scan", hint), PAPERS)
}
