//! Asking for a passkey: the only component that cannot work without scripts; the page then says so.

use crate::api::{AnswerPasskey, LogInByPasskey};
use crate::ui::{Hidden, PostForm, SubmitButton, made_for, post};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The button by which the browser asks the passkey; `enhance.js` does the asking.
#[component]
pub fn PasskeyAsk(
    /// The page it stands on.
    page: &'static str,
    /// Creates a passkey; otherwise an existing one is asked.
    create: bool,
    /// The address of the portal has a name, as passkeys need.
    named_host: bool,
) -> impl IntoView {
    let action = post::<AnswerPasskey>();
    let what = if create { "create" } else { "get" };
    view! {
        <div data-passkey=what>
            {if named_host {
                view! { <p data-without="">"Passkeys need JavaScript. Turn it on, or use another second step."</p> }
            } else {
                view! { <p data-without="">"Passkeys need a portal whose address is a name with https, or “localhost”. Use another way here."</p> }
            }}
            <p data-with="" hidden="">"Your device will ask for your fingerprint, face or PIN. These never leave your device."</p>
            <p class="usa-error-message" role="alert" data-failed="" hidden=""></p>
            <PostForm to=action class="form">
                <Hidden name="page" value=page.to_owned()/>
                <Hidden name="credential" value=String::new()/>
                <SubmitButton words=if create { "Create a passkey" } else { "Use a passkey" }/>
            </PostForm>
        </div>
    }
    .into_any()
}

/// Logs in by a passkey alone. `enhance.js` shows it where the browser can.
#[component]
pub fn PasskeyLogin(
    /// Where to go then.
    next: String,
) -> impl IntoView {
    view! {
        <div class="passkey-login" data-passkey="get" data-ask="/api/passkey/ask-login" hidden="">
            <p class="or">"or"</p>
            <form action=LogInByPasskey::PATH method="post">
                {made_for()}
                <Hidden name="next" value=next/>
                <Hidden name="credential" value=String::new()/>
                <button type="submit" class="usa-button usa-button--outline">"Use a passkey instead"</button>
            </form>
            <p class="usa-error-message" role="alert" data-failed="" hidden=""></p>
        </div>
    }
    .into_any()
}
