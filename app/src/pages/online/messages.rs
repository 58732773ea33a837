//! Secure messages: the list, a new one, a conversation.

use crate::api::{CloseThread, MarkMessageRead, PageOf, SendMessage};
use crate::routes;
use crate::ui::{
    AreaField, FaultSummary, FileList, FilesField, Heading, Hidden, PostForm, SubmitButton,
    TextField, form_state, loaded, made_for, page_number, param, post,
};
use crate::wire::{
    Frame, MessageView, MessagesView, ThreadRow, ThreadState, ThreadView, WriteView,
};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use std::collections::BTreeMap;

/// The holder's conversations.
#[component]
pub fn Messages() -> impl IntoView {
    loaded(PageOf::Messages, |MessagesView { threads }, _| {
        view! {
            <Heading title="Messages"/>
            <p>"Write to the help team about your account or a case. Only you and the help team can read it."</p>
            <p><a class="usa-button" href=routes::NEW_MESSAGE>"Write a message"</a></p>
            {threads.is_empty().then(|| view! { <p>"No messages yet."</p> })}
            <ThreadList threads=threads/>
        }
        .into_any()
    })
}

/// Conversations, for both sides.
#[component]
pub fn ThreadList(
    /// The rows.
    threads: Vec<ThreadRow>,
) -> impl IntoView {
    view! {
        <ul class="cards">
            {threads.into_iter().map(|row| view! {
                <li class="card">
                    <p>
                        <a class="usa-link alone" href=routes::message(&row.id)><strong>{row.subject}</strong></a>
                        {row.unread.then(|| view! { " "<span class="tag tag--late">"New"</span> })}
                    </p>
                    <p class="usa-hint">{[row.who, row.state.words().to_owned(), row.at].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")}</p>
                </li>
            }).collect_view()}
        </ul>
    }
}

/// A new conversation.
#[component]
pub fn NewMessage() -> impl IntoView {
    loaded(PageOf::NewMessage, |write: WriteView, frame| {
        let form = message_form(frame, write, String::new(), "Write a message");
        view! {
            {form.0}
            <h1>"Write a message"</h1>
            {form.1}
            <p><a class="usa-link alone" href=routes::MESSAGES>"Back to messages"</a></p>
        }
        .into_any()
    })
}

/// One conversation.
#[component]
pub fn Thread() -> impl IntoView {
    loaded(PageOf::Thread(param("id"), page_number()), |view: ThreadView, frame| {
        let ThreadView { row, messages, page, pages, upto, write, help, about } = view;
        let id = row.id;
        let at = routes::message(&id);
        let link = |to: u32, words: &'static str| {
            view! { <p><a class="usa-link alone" href=format!("{at}?page={to}")>{words}</a></p> }
        };
        let earlier = (page < pages).then(|| link(page + 1, "Earlier messages"));
        let later = (page > 1).then(|| link(page - 1, "Later messages"));
        let (to_read, to_close) = (id.clone(), id.clone());
        let (close, read) = (post::<CloseThread>(), post::<MarkMessageRead>());
        let back = if help { routes::QUEUE } else { routes::MESSAGES };
        let closed = row.state == ThreadState::Closed;
        let form = message_form(frame, write, id, "Conversation");
        view! {
            {form.0}
            <h1 class="breakable">{row.subject}</h1>
            <p class="usa-hint">{[row.who, about, row.state.words().to_owned()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")}</p>
            {earlier}
            <ol class="talk">{messages.into_iter().map(message).collect_view()}</ol>
            {later}
            // What stands on the first page is read there.
            {(row.unread && page == 1).then(|| view! {
                <PostForm to=read>
                    <Hidden name="id" value=to_read/>
                    <Hidden name="upto" value=upto.to_string()/>
                    <button type="submit" class="usa-button usa-button--outline" data-mark-read="">"Mark as read"</button>
                </PostForm>
            })}
            <h2>{if closed { "Write again" } else { "Answer" }}</h2>
            {form.1}
            {(!closed).then(|| view! {
                // Out of the way of a thumb that means "Send".
                <details class="closing">
                    <summary>"Nothing more to ask"</summary>
                    <p>"A closed conversation stays here. Writing a new message reopens it."</p>
                    <PostForm to=close>
                        <Hidden name="id" value=to_close/>
                        <Hidden name="upto" value=upto.to_string()/>
                        <SubmitButton words="Close this conversation" class="usa-button--outline"/>
                    </PostForm>
                </details>
            })}
            <p><a class="usa-link alone" href=back>"Back to messages"</a></p>
        }
        .into_any()
    })
}

fn message(view: MessageView) -> AnyView {
    let MessageView { author, own, at, body, read, files } = view;
    view! {
        <li class=if own { "said said--own" } else { "said" }>
            <p class="usa-hint"><strong>{author}</strong>" · "{at}</p>
            <p class="said__words">{body}</p>
            <FileList files=files/>
            {own.then(|| view! { <p class="usa-hint">{if read { "Read" } else { "Not read yet" }}</p> })}
        </li>
    }
    .into_any()
}

/// The summary of faults and the form. It is posted by the browser itself, with or without
/// scripts: files go no other way.
fn message_form(
    frame: &Frame,
    write: WriteView,
    thread: String,
    title: &'static str,
) -> (AnyView, AnyView) {
    let stored = BTreeMap::from([("key".to_owned(), write.key)]);
    let form = form_state(stored, frame.replay.clone());
    let summary = view! { <FaultSummary form=form title=title/> }.into_any();
    let fields = view! {
        <form class="form" action=SendMessage::PATH method="post" enctype="multipart/form-data" novalidate="">
            {made_for()}
            <Hidden name="thread" value=thread.clone()/>
            <Hidden name="key" value=form.value("key")/>
            {thread.is_empty().then(|| view! { <TextField name="subject"/> })}
            <AreaField name="body"/>
            <FilesField kept=write.kept/>
            <SubmitButton words="Send"/>
        </form>
    }
    .into_any();
    (summary, fields)
}
