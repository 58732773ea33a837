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
        let title = "Settings of your school";
        let ways = view.ways.iter().map(|way| (way.code(), way.words())).collect::<Vec<_>>();
        let reviews = vec![
            ("after", "Meanwhile: a report is put on its way to SEVIS at once"),
            ("first", "First: nothing is put on its way before an official has accepted it"),
        ];
        view! {
            <FaultSummary form=form title=title/>
            <p class="usa-hint"><a class="usa-link alone" href=routes::CONSOLE>"Overview"</a></p>
            <h1>{title}</h1>
            <p class="usa-hint">{format!("School code {}", view.code)}</p>
            <PostForm to=act class="form">
                <Hidden name="seen" value=seen/>
                <TextField name="name" label="Name of the school"/>
                <TextField name="time_zone" hint="Days begin and end in it: America/Chicago, for example."/>
                <RadioField name="sevis" choices=ways/>
                <TextField name="sevis_org" optional=true hint="For batches: three capitals, 214F, eight digits. Empty for the school code."/>
                <TextField name="sevis_user" optional=true width="m" hint="For batches: the official's id in SEVIS, ten characters."/>
                <RadioField name="review" choices=reviews/>
                <h2>"Training plans (Form I-983)"</h2>
                <CheckField name="paper" label="Plans signed by hand are taken too, as a scan"/>
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
