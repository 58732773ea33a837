//! The demo's outgoing mail.

use crate::api::PageOf;
use crate::ui::{Heading, loaded, page_data};
use crate::wire::MailView;
use leptos::prelude::*;

/// Every mail, newest first.
#[component]
pub fn Mailbox() -> impl IntoView {
    let page = page_data(|| PageOf::Mailbox, &[]);
    loaded(page, |mails: Vec<MailView>, _| {
        view! {
            <Heading title="Mailbox of the demo"/>
            <p>"Every mail this portal has written. Outside the demo they go to a mail server instead."</p>
            {mails.is_empty().then(|| view! { <p>"No mail yet."</p> })}
            <div class="mails">
                {mails.into_iter().map(|mail| view! {
                    <article class="mail">
                        <h2>{mail.subject}</h2>
                        <p class="usa-hint">{format!("{} · To {} · {}", mail.at, mail.to, mail.state.words())}</p>
                        <details>
                            <summary>"Show the mail"</summary>
                            <pre>{mail.text}</pre>
                        </details>
                        {mail.link.map(|link| view! {
                            <p><a class="usa-link" rel="external" href=link.clone()>{"Open the link in this mail"}</a></p>
                        })}
                    </article>
                }).collect_view()}
            </div>
        }
        .into_any()
    })
}
