//! The first page of an online account, and the page behind a mailed "this was not me".

use crate::api::{FreezeChange, PageOf};
use crate::routes;
use crate::ui::{Heading, Hidden, PostForm, SubmitButton, loaded, post};
use crate::wire::{EarlierChange, FreezeView, HolderView};
use crate::words::number_of;
use leptos::prelude::*;

/// The account's first page.
#[component]
pub fn Holder() -> impl IntoView {
    loaded(PageOf::Holder, |HolderView { email, role, student, backup_left, unread, asked }, _| {
        view! {
            <Heading title="Your online account"/>
            {(unread > 0).then(|| view! { <p><a class="usa-link alone" href=routes::MESSAGES>{number_of(unread, "conversation with new messages", "conversations with new messages")}</a></p> })}
            {(asked > 0).then(|| view! { <p><a class="usa-link alone" href=routes::CASES>{number_of(asked, "representative is asking to see one of your cases", "representatives are asking to see your cases")}</a></p> })}
            {student.map(|(name, school)| view! {
                <section class="door" aria-labelledby="record">
                    <h2 id="record">"Your student record"</h2>
                    <p>{format!("{name}, {school}. Report changes to your address, phone or employer within 10 days.")}</p>
                    <p><a class="usa-button" href=routes::EMPLOYMENT>"Open your student record"</a></p>
                </section>
            })}
            <dl class="facts">
                <div><dt>"Email"</dt><dd>{email}</dd></div>
                <div><dt>"Account type"</dt><dd>{role.words()}</dd></div>
                <div><dt>"Backup codes left"</dt><dd>{backup_left.to_string()}</dd></div>
            </dl>
            <ul class="usa-list">
                <li><a class="usa-link alone" href=routes::MESSAGES>"Messages with the help team"</a></li>
                <li><a class="usa-link alone" href=routes::CASES>"Cases"</a></li>
                <li><a class="usa-link alone" href=routes::SECURITY>"Second steps, backup codes and sessions"</a></li>
                <li><a class="usa-link alone" href=routes::SEEN>"Who saw my record"</a></li>
                <li><a class="usa-link alone" href=routes::TOOLS>"Explore my options"</a></li>
                <li><a class="usa-link alone" href=routes::FAQ>"Questions and answers"</a></li>
            </ul>
        }
        .into_any()
    })
}

/// The page behind "this was not me". Opening it changes nothing; the button does.
#[component]
pub fn NotMe() -> impl IntoView {
    loaded(PageOf::NotMe, move |change: Option<FreezeView>, frame| {
        let token = frame.link.clone();
        let Some(change) = change else {
            return view! {
                <Heading title="This link no longer works"/>
                <p>"A link works once, for 10 days, and this page keeps it for an hour: if you have not used it yet, open it in the email again. If someone else is using your account, choose a new password now. This ends every session."</p>
                <p><a class="usa-button" href=routes::FORGOT>"Forgot password?"</a></p>
            }
            .into_any();
        };
        let action = post::<FreezeChange>();
        let FreezeView { id: reported, what, earlier } = change;
        let words = if earlier.is_empty() {
            "Press the button to undo this and every later change to how you log in."
        } else {
            "Press the button to undo every change to how you log in from the chosen one on. If the first ones were yours, choose the first that was not."
        };
        view! {
            <Heading title="Wasn’t this you?"/>
            <p class="usa-intro">{what.clone()}</p>
            <p>{words}" This also ends every session and sends you a link to choose a new password."</p>
            <PostForm to=action class="form">
                <Hidden name="id" value=token/>
                {(!earlier.is_empty()).then(|| first_unknown(reported, what, earlier))}
                <SubmitButton words="This was not me" class="usa-button--secondary"/>
            </PostForm>
        }
        .into_any()
    })
}

/// Which change was the first that the owner does not know; the earliest of all, unless told otherwise: of what a thief has
/// added before, nothing may stay because somebody in a hurry has not looked.
fn first_unknown(reported: String, what: String, earlier: Vec<EarlierChange>) -> impl IntoView {
    let choices =
        earlier.into_iter().map(|change| (change.id, change.what)).chain([(reported, what)]);
    let choices = choices.enumerate().map(|(n, (id, what))| (id, what, n == 0));
    view! {
        <fieldset class="usa-fieldset">
            <legend class="usa-legend">"Which is the first change that was not you?"</legend>
            {choices.map(|(id, what, chosen)| {
                let at = format!("from-{id}");
                view! {
                    <div class="usa-radio">
                        <input class="usa-radio__input" type="radio" name="form[from]" id=at.clone() value=id checked=chosen/>
                        <label class="usa-radio__label" for=at>{what}</label>
                    </div>
                }
            }).collect_view()}
        </fieldset>
    }
}
