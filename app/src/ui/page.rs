//! Loading a page's data and answering for what is missing.

use super::{MadeFor, Title, framed, here};
use crate::api::{Page, PageOf, load_page};
use crate::ports::backend;
use crate::wire::Frame;
use crate::{AppError, routes};
use leptos::prelude::*;
use std::any::Any;

/// Shows the page when its data is there, or says what hinders it. Never within another page's view: one that has to wait there
/// would be left out.
pub fn loaded<T: Any>(
    page: PageOf,
    view: impl FnOnce(T, &Frame) -> AnyView + Send + 'static,
) -> AnyView {
    Suspend::new(async move {
        match load_page(page).await {
            Ok(Page { frame, body }) => {
                provide_context(MadeFor(frame.made_for.clone()));
                match body.map(|body| body.downcast::<T>()) {
                    Err(error) => framed(frame, wrong(&error)),
                    Ok(Ok(body)) => {
                        let body = view(*body, &frame);
                        framed(frame, body)
                    }
                    // A page that asks for another one's data: our own mistake.
                    Ok(Err(_)) => {
                        backend().reply.status(500);
                        hindered(AppError::Internal("page".into()))
                    }
                }
            }
            Err(error) => hindered(error),
        }
    })
    .into_any()
}

fn hindered(error: AppError) -> AnyView {
    match error {
        AppError::LoginRequired => lead(routes::login_then(&here())),
        AppError::AttestationRequired => {
            let here = here();
            let next = routes::own_path(&here).unwrap_or(routes::PROFILE);
            lead(format!("{}?next={next}", routes::ATTEST))
        }
        AppError::PasswordChangeRequired => lead(routes::ACCOUNT.into()),
        AppError::Elsewhere(place) => lead(place.path(&here())),
        other => framed(Frame::default(), wrong(&other)),
    }
}

/// Leads to another page of our own instead.
pub fn lead(path: String) -> AnyView {
    backend().reply.lead(&path);
    ().into_any()
}

/// What stands in place of a page that cannot be shown.
fn wrong(error: &AppError) -> AnyView {
    match error {
        AppError::NotFound => missing(),
        AppError::SchoolAdds => {
            backend().reply.status(404);
            view! {
                <Heading title="Your school adds this employer"/>
                <p>{error.to_string()}</p>
                <p><a class="usa-link alone" href=routes::PLANS>"Training plans (Form I-983)"</a>" "<a class="usa-link alone" href=routes::EMPLOYMENT>"Back to employment"</a></p>
            }
            .into_any()
        }
        other => view! {
            <Heading title="We could not show this page"/>
            <p>{other.to_string()}</p>
            <p><a class="usa-link alone" href="">"Try again"</a></p>
        }
        .into_any(),
    }
}

/// What stands in place of something that is not there, or not for whoever asks.
pub fn missing() -> AnyView {
    backend().reply.status(404);
    view! {
        <Heading title="Page not found"/>
        <p>"This page does not exist, or you cannot open it."</p>
        <p><a class="usa-link alone" href=routes::HOME>"Go to the start page"</a></p>
    }
    .into_any()
}

/// The page for a path that is not there.
pub fn nowhere() -> AnyView {
    loaded(PageOf::Frame(String::new()), |(), _| missing())
}

/// The page's heading and title.
#[component]
pub fn Heading(
    /// Both. Fixed words only: names do not belong into the browser's history.
    title: &'static str,
) -> impl IntoView {
    view! {
        <Title text=title/>
        <h1>{title}</h1>
    }
}
