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
            <Heading title="Demo mailbox"/>
            <p>"Every email this portal has sent. Outside the demo, they go to a mail server instead."</p>
            <details class="demo-codes">
                <summary>"Authenticator codes for the demo accounts"</summary>
                <p>"All of them use the same public key, so you do not need an app. A code works once; reload this page for the next one."</p>
                <dl class="facts">
                    {codes.into_iter().map(|(email, code)| view! { <div><dt>{email}</dt><dd><code>{code}</code></dd></div> }).collect_view()}
                </dl>
            </details>
            {mails.is_empty().then(|| view! { <p>"No emails yet."</p> })}
            <div class="mails">
                {mails.into_iter().map(|mail| view! {
                    <article class="mail">
                        <h2>{mail.subject}</h2>
                        <p class="usa-hint">{format!("{} · {}", mail.at, mail.state.line(&mail.to))}</p>
                        <details>
                            <summary>"Show the email"</summary>
                            <pre>{mail.text}</pre>
                        </details>
                        {mail.link.map(|link| view! {
                            <p><a class="usa-link alone" href=link.clone()>{"Open the link in this email"}</a></p>
                        })}
                    </article>
                }).collect_view()}
            </div>
            <Pager path=routes::MAILBOX page=page pages=pages/>
        }
        .into_any()
    })
}
