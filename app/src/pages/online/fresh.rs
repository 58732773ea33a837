//! The page that asks for the password again before a sensitive change.

use crate::api::{LogInAgain, PageOf};
use crate::routes;
use crate::ui::{
    FaultSummary, Hidden, PostForm, SubmitButton, TextField, form_state, loaded, post, query,
};
use crate::wire::{Form, FreshLoginForm};
use leptos::prelude::*;

/// Asks for the password; what was typed before is kept meanwhile.
#[component]
pub fn FreshLogin() -> impl IntoView {
    loaded(PageOf::Frame(FreshLoginForm::NAME.into()), |(), frame| {
        let action = post::<LogInAgain>();
        let form = form_state(Default::default(), frame.replay.clone());
        let next = query("next");
        let next = routes::own_path(&next).unwrap_or_default().to_owned();
        view! {
            <FaultSummary form=form title="Confirm that it is you"/>
            <h1>"Confirm that it is you"</h1>
            <p>"To change how you log in, you must have logged in within the last 15 minutes. What you typed is kept."</p>
            <PostForm to=action class="form">
                <Hidden name="next" value=next/>
                <TextField name="password" kind="password" autocomplete="current-password"/>
                <SubmitButton words="Log in"/>
            </PostForm>
        }
        .into_any()
    })
}
