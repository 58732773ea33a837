//! Sending a form. Without scripts the browser posts it; with them it is fetched, so that the page
//! stays and what is typed stays with it.
//!
//! Leptos's `ServerAction` and `ActionForm` do the same, but are compiled anew for every server
//! function, which made the bundle a sixth larger (see ARCHITECTURE.md).

use super::page::leave;
use crate::AppError;
use crate::routes::is_plain;
use crate::wire::{MADE_FOR, Outcome};
use domain::Fault;
use gloo_net::http::Request;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::JsValue;
use leptos::web_sys::js_sys::{Array, Reflect};
use leptos::web_sys::{FormData, HtmlFormElement, RequestInit, UrlSearchParams};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::de::DeserializeOwned;

/// The rules of a form, asked before it is sent: the very ones by which the server decides.
type Check = Box<dyn Fn(serde_json::Value) -> Vec<Fault> + Send + Sync>;

/// A form's destination and the answers it got.
#[derive(Clone, Copy)]
pub struct Post {
    url: &'static str,
    check: StoredValue<Option<Check>>,
    /// The last answer.
    pub answer: RwSignal<Option<Result<Outcome, AppError>>>,
    /// An answer is awaited.
    pub pending: RwSignal<bool>,
}

/// Counts accepted forms that lead to the page they stand on, which then loads anew.
#[derive(Clone, Copy)]
pub struct Reload(pub RwSignal<usize>);

/// A form for the server function `S`.
pub fn post<S: ServerFn>() -> Post {
    Post {
        url: S::PATH,
        check: StoredValue::new(None),
        answer: RwSignal::new(None),
        pending: RwSignal::new(false),
    }
}

/// The same, judged by its own rules before it is sent: a fault shows at once, and the server still
/// decides.
pub fn checked_post<S, F>(check: impl Fn(F) -> Vec<Fault> + Send + Sync + 'static) -> Post
where
    S: ServerFn,
    F: DeserializeOwned,
{
    let post = post::<S>();
    post.check.set_value(Some(Box::new(move |fields| {
        // What cannot be read here is the server's to judge.
        serde_json::from_value(fields).map(&check).unwrap_or_default()
    })));
    post
}

/// The fields of a form as the values of its type: `form[name]` is `name`.
fn typed(fields: &UrlSearchParams) -> serde_json::Value {
    let mut values = serde_json::Map::new();
    for pair in fields.entries().into_iter().flatten() {
        let pair = Array::from(&pair);
        if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string())
            && let Some(name) = name.strip_prefix("form[").and_then(|name| name.strip_suffix(']'))
        {
            values.insert(name.to_owned(), value.into());
        }
    }
    values.into()
}

/// The account that the page is made for.
#[derive(Clone)]
pub struct MadeFor(pub String);

/// Says for whom a form is made, so that nobody else's login can send it.
pub fn made_for() -> impl IntoView {
    let value = use_context::<MadeFor>().map(|MadeFor(name)| name).unwrap_or_default();
    view! { <input type="hidden" name=MADE_FOR value=value/> }
}

/// The form itself.
#[component]
pub fn PostForm(
    /// Where it goes.
    to: Post,
    /// Classes.
    #[prop(default = "")]
    class: &'static str,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let navigate = use_navigate();
    let reload = use_context::<Reload>();
    let submit = move |event: SubmitEvent| {
        let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let fields = form.and_then(|form| FormData::new_with_form(&form).ok());
        let fields =
            fields.and_then(|fields| UrlSearchParams::new_with_str_sequence_sequence(&fields).ok());
        // Without them the browser sends the form by itself.
        let Some(fields) = fields else {
            return;
        };
        event.prevent_default();
        // A second click while the first is under way sends nothing.
        if to.pending.get_untracked() {
            return;
        }
        let faults = to.check.with_value(|check| check.as_ref().map(|check| check(typed(&fields))));
        if let Some(faults) = faults.filter(|faults| !faults.is_empty()) {
            to.answer.set(Some(Ok(Outcome::Refused(faults))));
            return;
        }
        to.pending.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let (answer, next) = send(to.url, &fields).await;
            to.pending.set(false);
            let done = answer == Ok(Outcome::Done);
            to.answer.set(Some(answer));
            match next {
                Some(next) if is_plain(&next) => leave(&next),
                // The same page: its address does not change, so it is told to load anew.
                Some(next) if next == here() => {
                    if let (true, Some(Reload(count))) = (done, reload) {
                        count.update(|n| *n += 1);
                    }
                }
                Some(next) => navigate(&next, NavigateOptions::default()),
                None => {}
            }
        });
    };
    view! {
        <form action=to.url method="post" novalidate="" class=class on:submit=submit>{made_for()}{children()}</form>
    }
    .into_any()
}

/// Path and query of the page.
fn here() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// A body of more bytes cannot outlive its page (Fetch, "keepalive").
const OUTLIVES: usize = 60_000;

/// The request goes on when the page is left meanwhile.
fn request(url: &str, body: String) -> Result<Request, JsValue> {
    let init = RequestInit::new();
    init.set_method("POST");
    Reflect::set(&init, &"keepalive".into(), &(body.len() < OUTLIVES).into())?;
    init.set_body(&body.into());
    let request = leptos::web_sys::Request::new_with_str_and_init(url, &init)?;
    request.headers().set("Accept", "application/json")?;
    request.headers().set("Content-Type", "application/x-www-form-urlencoded")?;
    Ok(request.into())
}

/// Posts the fields; returns the answer and where it says to go.
async fn send(url: &str, fields: &UrlSearchParams) -> (Result<Outcome, AppError>, Option<String>) {
    let response = match request(url, String::from(fields.to_string())) {
        Ok(request) => request.send().await.ok(),
        Err(_) => None,
    };
    let Some(response) = response else {
        return (Err(AppError::Offline), None);
    };
    let next = response.headers().get("Location");
    let text = response.text().await.unwrap_or_default();
    let answer = if response.ok() {
        serde_json::from_str(&text).map_err(|_| AppError::Offline)
    } else {
        Err(serde_json::from_str(&text).unwrap_or(AppError::Offline))
    };
    (answer, next)
}
