//! The settings of the school, for its principal official.

use crate::api::{PageOf, SetSchool};
use crate::routes;
use crate::ui::{
    CheckField, FaultSummary, Hidden, PostForm, RadioField, SubmitButton, TextField, form_state,
    loaded, post,
};
use crate::wire::{SchoolForm, SchoolView};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The settings.
#[component]
pub fn School() -> impl IntoView {
    loaded(PageOf::School, |view: SchoolView, frame| {
        let act = post::<SetSchool>();
        let seen = view.form.seen.clone();
        let form = form_state(values(view.form), frame.replay.clone());
        let title = "School settings";
        let ways = view.ways.iter().map(|way| (way.code(), way.words())).collect::<Vec<_>>();
        let reviews = vec![
            ("after", "In parallel: a report is passed on to SEVIS right away"),
            ("first", "First: a report is passed on only after an official has accepted it"),
        ];
        view! {
            <FaultSummary form=form title=title/>
            <p class="usa-hint"><a class="usa-link alone" href=routes::CONSOLE>"Overview"</a></p>
            <h1>{title}</h1>
            <p class="usa-hint">{format!("School code {}", view.code)}</p>
            <PostForm to=act class="form">
                <Hidden name="seen" value=seen/>
                <TextField name="name" label="Name of the school"/>
                <TextField name="time_zone" hint="For example, America/Chicago. Deadlines and days are counted in this time zone."/>
                <RadioField name="sevis" choices=ways/>
                <TextField name="sevis_org" optional=true hint="For batches: three capital letters, 214F and eight digits. Leave empty to use the school code."/>
                <TextField name="sevis_user" optional=true width="m" hint="For batches: the official’s SEVIS user ID, ten characters."/>
                <RadioField name="review" choices=reviews/>
                <h2>"Training plans (Form I-983)"</h2>
                <CheckField name="paper" label="Also accept scans of plans signed by hand"/>
                <SubmitButton words="Save"/>
            </PostForm>
        }
        .into_any()
    })
}

fn values(form: SchoolForm) -> BTreeMap<String, String> {
    let SchoolForm { name, time_zone, sevis, sevis_org, sevis_user, review, paper, seen: _ } = form;
    let all = [
        ("name", name),
        ("time_zone", time_zone),
        ("sevis", sevis),
        ("sevis_org", sevis_org),
        ("sevis_user", sevis_user),
        ("review", review),
        ("paper", paper),
    ];
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
