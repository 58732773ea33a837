//! Who works for the school, for its principal official.

use crate::api::{EndOfficial, InviteOfficial, OfficialRole, PageOf, ResetOfficial};
use crate::routes;
use crate::ui::{
    FaultSummary, Hidden, PostForm, RadioField, SubmitButton, TextField, form_state, loaded, post,
};
use crate::wire::{OfficialRow, OfficialsView};
use domain::role::Role;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The roles that can be given.
fn roles() -> Vec<(&'static str, &'static str)> {
    [Role::Dso, Role::Pdso].map(|role| (role.code(), role.words())).into()
}

/// Officials, and the invitation of another one.
#[component]
pub fn Officials() -> impl IntoView {
    loaded(PageOf::Officials, |view: OfficialsView, frame| {
        let invite = post::<InviteOfficial>();
        let usual = BTreeMap::from([("role".to_owned(), Role::Dso.code().to_owned())]);
        let form = form_state(usual, frame.replay.clone());
        let title = "School officials";
        view! {
            <FaultSummary form=form title=title/>
            <p class="usa-hint"><a class="usa-link alone" href=routes::CONSOLE>"Overview"</a></p>
            <h1>{title}</h1>
            <ul class="cards">{view.rows.into_iter().map(one).collect_view()}</ul>
            <h2>"Invite an official"</h2>
            <PostForm to=invite class="form">
                <TextField name="email" kind="email" inputmode="email" hint="We will email them a link to set a password and a second step."/>
                <TextField name="name" label="Full name"/>
                <RadioField name="role" choices=roles() hint="A principal official can also see this page, the settings and the audit."/>
                <SubmitButton words="Invite"/>
            </PostForm>
        }
        .into_any()
    })
}

fn one(row: OfficialRow) -> AnyView {
    let OfficialRow { id, name, email, role, invited, own } = row;
    let state = if invited { "Invited, not opened yet" } else { "Active" };
    let acts = (!own).then(|| acts(id, &name, role, invited));
    view! {
        <li class="card">
            <h2 class="card__title">{name}</h2>
            <p class="usa-hint">{format!("{email} · {} · {state}", role.words())}{own.then_some(" · you")}</p>
            {acts}
        </li>
    }
    .into_any()
}

/// What can be done with a colleague; nobody ends their own access.
fn acts(id: String, name: &str, role: Role, invited: bool) -> AnyView {
    let (change, end, reset) =
        (post::<OfficialRole>(), post::<EndOfficial>(), post::<ResetOfficial>());
    let (other, words) = match role {
        Role::Pdso => (Role::Dso, "Make designated official"),
        _ => (Role::Pdso, "Make principal official"),
    };
    let again = if invited { "Send the invitation again" } else { "Send a new setup link" };
    let [change_of, again_of, end_of] =
        [words, again, "End access"].map(|words| format!("{words}: {name}"));
    let [change_id, again_id] = [id.clone(), id.clone()];
    view! {
        <div class="actions">
            <PostForm to=change>
                <Hidden name="id" value=change_id/>
                <Hidden name="role" value=other.code().to_owned()/>
                <button type="submit" class="usa-button usa-button--outline" aria-label=change_of>{words}</button>
            </PostForm>
            <PostForm to=reset>
                <Hidden name="id" value=again_id/>
                <button type="submit" class="usa-button usa-button--outline" aria-label=again_of>{again}</button>
            </PostForm>
            <PostForm to=end>
                <Hidden name="id" value=id/>
                <button type="submit" class="usa-button usa-button--outline" aria-label=end_of>"End access"</button>
            </PostForm>
        </div>
    }
    .into_any()
}
