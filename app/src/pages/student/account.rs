//! Email and password of whoever is logged in.

use crate::api::{ChangePassword, PageOf};
use crate::routes;
use crate::ui::{
    FaultSummary, NewPassword, PostForm, SubmitButton, TextField, form_state, loaded, post,
};
use crate::wire::{AccountView, ForcedChange, Viewer};
use leptos::prelude::*;

/// The account.
#[component]
pub fn AccountPage() -> impl IntoView {
    loaded(PageOf::Account, |view: AccountView, frame| {
        let AccountView {
            email,
            forced,
            asks_current,
            policy,
            context,
            password_since,
            password_expires,
        } = view;
        let viewer = frame.viewer.clone();
        let action = post::<ChangePassword>();
        let form = form_state(Default::default(), frame.replay.clone());
        let why = match forced {
            Some(ForcedChange::Temporary) => Some(
                "You logged in with a temporary password. Choose your own password to continue.",
            ),
            Some(ForcedChange::Expired) => {
                Some("Your password has expired. Choose a new one to continue.")
            }
            None => None,
        };
        view! {
            <FaultSummary form=form title="Account"/>
            <h1>"Account"</h1>
            {why.map(|why| view! {
                <div class="usa-alert usa-alert--warning usa-alert--slim"><div class="usa-alert__body"><p class="usa-alert__text">{why}</p></div></div>
            })}
            <dl class="facts">
                <div><dt>"Email"</dt><dd>{email}</dd></div>
                <div><dt>"Password set"</dt><dd>{password_since}</dd></div>
                {password_expires.map(|day| view! { <div><dt>"Password expires"</dt><dd>{day}</dd></div> })}
            </dl>
            {forced.is_none().then(|| view! {
                <p><a class="usa-button usa-button--outline" href=routes::SECURITY>"Second steps, backup codes, sessions"</a></p>
                <p><a class="usa-link alone" href=routes::SEEN>"Who saw my record"</a></p>
                {matches!(viewer, Viewer::Student { .. }).then(|| view! { <p><a class="usa-link alone" href=routes::REACH>"How we reach you"</a></p><p><a class="usa-link alone" href=routes::OPEN_ONLINE>"Open an online account with this login"</a></p> })}
            })}
            <h2>"Change password"</h2>
            <PostForm to=action class="form">
                {asks_current.then(|| view! { <TextField name="current" kind="password" autocomplete="current-password"/> })}
                <NewPassword policy=policy context=context label="New password"/>
                <SubmitButton words="Change password"/>
            </PostForm>
        }
        .into_any()
    })
}
