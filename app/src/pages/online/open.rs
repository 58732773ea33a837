//! A student opens an online account with the same login.

use crate::api::{OpenOnline, PageOf};
use crate::routes;
use crate::ui::{FaultSummary, PostForm, RadioField, SubmitButton, form_state, loaded, post};
use crate::wire::OpenOnlineView;
use leptos::prelude::*;

/// What it takes, and the form once all of it is there.
#[component]
pub fn OpenOnlinePage() -> impl IntoView {
    loaded(PageOf::OpenOnline, |view: OpenOnlineView, frame| {
        let action = post::<OpenOnline>();
        let form = form_state(Default::default(), frame.replay.clone());
        let ready = view.is_ready();
        let title = "Open an online account";
        let needs = [
            Some((view.second_step, "A second step", routes::SECURITY)),
            Some((view.backup_codes, "Backup codes", routes::SECURITY)),
            view.questions.map(|there| (there, "Password reset questions", routes::QUESTIONS)),
        ];
        let needs = needs.into_iter().flatten().map(|(there, what, at)| {
            if there {
                view! { <li>{what}": set up"</li> }.into_any()
            } else {
                view! { <li><a class="usa-link" href=at>{what}</a>": missing"</li> }.into_any()
            }
        });
        view! {
            <FaultSummary form=form title=title/>
            <h1>{title}</h1>
            <p>"An online account shows your cases and carries messages with the help team. It uses the login you already have, and your student record stays where it is:"</p>
            <p class="address">{view.email}</p>
            <h2>"What you need"</h2>
            <ul class="usa-list">{needs.collect_view()}</ul>
            {if ready {
                view! {
                    <PostForm to=action class="form">
                        <RadioField name="account_type" choices=vec![
                            ("applicant", "I am an applicant, petitioner, or requestor"),
                            ("representative", "I am a legal representative"),
                        ]/>
                        <p class="usa-hint">"From then on, every login needs your second step. Your school can no longer reset this login; use “Forgot password?” instead."</p>
                        <SubmitButton words="Open the account"/>
                    </PostForm>
                }
                .into_any()
            } else {
                view! { <p>"Add what is missing, then come back to this page."</p> }.into_any()
            }}
            <p><a class="usa-link alone" href=routes::ACCOUNT>"Back to your account"</a></p>
        }
        .into_any()
    })
}
