//! Address and phone.

use super::access_note;
use crate::api::{PageOf, SaveProfile};
use crate::told::Judged;
use crate::ui::{
    CheckField, FaultSummary, PlaceFields, PostForm, SubmitButton, TextField, Version, form_state,
    judged_post, loaded,
};
use crate::wire::{Form, ProfileView};
use domain::window::Access;
use leptos::prelude::*;

/// Who the student is, and the form for the rest.
#[component]
pub fn ProfilePage() -> impl IntoView {
    loaded(PageOf::Profile, |ProfileView { person, form, access }, frame| {
        let action = judged_post::<SaveProfile>(Judged::Profile, &());
        let version = form.version.clone();
        let state = form_state(form.values(), frame.replay.clone());
        let name = person.name();
        let editable = matches!(access, Access::Edit { .. });
        let facts = [
            ("Name", name),
            ("SEVIS ID", person.sevis_id),
            ("Email", person.email),
            ("School", person.school),
        ];
        view! {
            <FaultSummary form=state title="Profile"/>
            <h1>"Profile"</h1>
            {access_note(access)}
            <dl class="facts">
                {facts.into_iter().map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }).collect_view()}
            </dl>
            <p class="usa-hint">"If something here is wrong, ask your school’s DSO. Only they can correct it."</p>
            <PostForm to=action class="form">
                <Version form=state value=version/>
                <fieldset class="usa-fieldset" disabled=!editable>
                    <legend class="usa-legend usa-legend--large">"Where you live"</legend>
                    <p class="usa-hint">"A street address in the US. Report a move within 10 days."</p>
                    <TextField name="street" autocomplete="address-line1" hint="With apartment or suite number"/>
                    <TextField name="line2" autocomplete="address-line2" optional=true/>
                    <PlaceFields own=true/>
                </fieldset>
                <fieldset class="usa-fieldset" disabled=!editable>
                    <legend class="usa-legend usa-legend--large">"Phone"</legend>
                    <p class="usa-hint">"One number is enough."</p>
                    <TextField name="us_phone" kind="tel" autocomplete="tel-national" inputmode="tel"/>
                    <TextField name="foreign_phone_country" kind="tel" autocomplete="tel-country-code" inputmode="tel" width="s" optional=true/>
                    <TextField name="foreign_phone" kind="tel" inputmode="tel" optional=true/>
                    <CheckField name="no_phone"/>
                </fieldset>
                <fieldset class="usa-fieldset" disabled=!editable>
                    <legend class="usa-legend usa-legend--large">"Mailing address"</legend>
                    <p class="usa-hint">"Fill this in only if your mail goes to a different address. It can be a P.O. box."</p>
                    <TextField name="mailing_street" optional=true/>
                    <TextField name="mailing_line2" optional=true/>
                    <PlaceFields mailing=true/>
                    <CheckField name="mailing_po_box"/>
                </fieldset>
                {editable.then(|| view! { <SubmitButton words="Save"/> })}
            </PostForm>
        }
        .into_any()
    })
}
