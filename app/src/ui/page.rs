//! Loading a page's data and answering for what is missing.

use super::{MadeFor, Reload, framed};
use crate::api::{PageOf, load_page};
use crate::wire::{Frame, Page};
use crate::{AppError, routes};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;
use serde::de::DeserializeOwned;
use std::pin::Pin;

/// The data of a page: loaded anew when `of` changes, or when a form that leads here was accepted.
pub fn page_data(
    of: impl Fn() -> PageOf + Send + Sync + 'static,
) -> Resource<Result<Page, AppError>> {
    // Boxed, so that the bundle holds the machinery of resources once.
    let of: Box<dyn Fn() -> PageOf + Send + Sync> = Box::new(of);
    let reload = use_context::<Reload>();
    Resource::new_blocking(
        move || (of(), reload.map(|Reload(count)| count.get())),
        |(of, _)| load_page(of),
    )
}

/// Shows the page when its data is there, or says what hinders it.
///
/// Pages come as JSON of unknown shape and are read here, once for each `T`: the bundle would hold
/// every type's reading several times otherwise.
pub fn loaded<T>(
    page: Resource<Result<Page, AppError>>,
    view: impl Fn(T, &Frame) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView
where
    T: DeserializeOwned,
{
    suspended(Box::new(move || {
        Box::pin(async move {
            match page.await {
                Ok(Page { frame, body, error }) => {
                    provide_context(MadeFor(frame.made_for.clone()));
                    match (error, serde_json::from_value(body)) {
                        (Some(error), _) => framed(frame, wrong(&error)),
                        (None, Ok(body)) => {
                            let body = view(body, &frame);
                            framed(frame, body)
                        }
                        // The tab is older than the server.
                        (None, Err(_)) => hindered(AppError::Internal("version".into())),
                    }
                }
                Err(error) => hindered(error),
            }
        })
    }))
}

/// A view that is awaited.
type Awaited = Pin<Box<dyn Future<Output = AnyView> + Send>>;

/// The part that is the same for every page, so that the bundle holds it once.
fn suspended(view: Box<dyn Fn() -> Awaited + Send + Sync>) -> AnyView {
    view! {
        <Suspense fallback=|| view! { <p class="waiting">"Loading…"</p> }>
            {move || Suspend::new(view())}
        </Suspense>
    }
    .into_any()
}

fn hindered(error: AppError) -> AnyView {
    match error {
        AppError::LoginRequired => {
            let here = use_location().pathname.get_untracked();
            elsewhere(routes::login_then(&here))
        }
        AppError::AttestationRequired => {
            let here = use_location().pathname.get_untracked();
            let next = routes::own_path(&here).unwrap_or(routes::PROFILE);
            view! { <Redirect path=format!("{}?next={next}", routes::ATTEST)/> }.into_any()
        }
        AppError::PasswordChangeRequired => elsewhere(routes::ACCOUNT.into()),
        AppError::Elsewhere(place) => {
            elsewhere(place.path(&use_location().pathname.get_untracked()))
        }
        other => framed(Frame::default(), wrong(&other)),
    }
}

/// What stands in place of a page that cannot be shown.
fn wrong(error: &AppError) -> AnyView {
    match error {
        AppError::NotFound => missing(),
        other => view! {
            <Heading title="We could not show this page"/>
            <p>{other.to_string()}</p>
            <p><a class="usa-link alone" rel="external" href="">"Try again"</a></p>
        }
        .into_any(),
    }
}

fn elsewhere(path: String) -> AnyView {
    if routes::is_plain(&path) {
        leave(&path);
    }
    view! { <Redirect path=path/> }.into_any()
}

/// Loads a page that only the server renders; does nothing on the server itself.
pub fn leave(path: &str) {
    if cfg!(target_arch = "wasm32") {
        let _ = window().location().assign(path);
    }
}

/// The page for a path that is not there.
pub fn missing() -> AnyView {
    view! {
        <Heading title="Page not found"/>
        <p>"There is no such page, or it is not for this account."</p>
        <p><a class="usa-link alone" rel="external" href=routes::HOME>"Go to the start page"</a></p>
    }
    .into_any()
}

/// The page's heading and title.
#[component]
pub fn Heading(
    /// Both. Fixed words only: the title's text is written unescaped, and names do not belong into
    /// the browser's history.
    title: &'static str,
) -> impl IntoView {
    view! {
        <Title text=title/>
        <h1>{title}</h1>
    }
}
