//! The demo's outgoing mail.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, Pager, loaded, page_number};
use crate::wire::MailboxView;
use leptos::prelude::*;

/// Every mail, newest first.
#[component]
pub fn Mailbox() -> impl IntoView {
    loaded(PageOf::Mailbox(page_number()), |MailboxView { codes, mails, page, pages }, _| {
        view! {
            <Heading title="Mailbox of the demo"/>
            <p>"Every mail this portal has written. Outside the demo they go to a mail server instead."</p>
            <details class="demo-codes">
                <summary>"Authenticator codes of the demo’s people"</summary>
                <p>"Their key is the same and public, so that you need no app. A code works once; load this page again for the next one."</p>
                <dl class="facts">
                    {codes.into_iter().map(|(email, code)| view! { <div><dt>{email}</dt><dd><code>{code}</code></dd></div> }).collect_view()}
                </dl>
            </details>
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
                            <p><a class="usa-link alone" href=link.clone()>{"Open the link in this mail"}</a></p>
                        })}
                    </article>
                }).collect_view()}
            </div>
            <Pager path=routes::MAILBOX page=page pages=pages/>
        }
        .into_any()
    })
}
