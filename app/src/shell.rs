//! The HTML document and the route table.

use crate::pages::{console as c, public as p, student as s};
use crate::ui::{PagesShown, framed};
use crate::wire::{Assets, Frame};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{ParamSegment as Param, SsrMode, StaticSegment as Seg};

/// The document around the app. Scripts are left out for browsers that save data: every page
/// works without them.
pub fn shell(assets: Assets, saves_data: bool) -> impl IntoView {
    let nonce = use_nonce();
    // A module script is deferred, so nothing here holds up the first paint.
    let start = format!(
        "import start, {{ hydrate }} from '{}';\nstart({{ module_or_path: '{}' }}).then(hydrate);",
        assets.js, assets.wasm
    );
    let scripts = (!saves_data).then(|| {
        view! { <script type="module" nonce=nonce inner_html=start></script> }
    });
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light"/>
                <link rel="stylesheet" href=assets.css/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {scripts}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Pages render completely before they are sent.
const SSR: SsrMode = SsrMode::Async;

/// Every route. Pages render completely before they are sent, so that they work without scripts.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(PagesShown(StoredValue::new(0)));
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Foothold".into() } else { format!("{title} - Foothold") }/>
        <Router>
            <Routes fallback=|| framed(Frame::default(), view! { <p::NotFound/> }.into_any())>
                <Route path=Seg("") view=p::Home ssr=SSR/>
                <Route path=Seg("register") view=p::Register ssr=SSR/>
                <Route path=Seg("login") view=p::Login ssr=SSR/>
                <Route path=Seg("forgot") view=p::Forgot ssr=SSR/>
                <Route path=Seg("reset") view=p::Reset ssr=SSR/>
                <Route path=Seg("help") view=p::Help ssr=SSR/>
                <Route path=(Seg("help"), Seg("faq")) view=p::Faq ssr=SSR/>
                <Route path=Seg("mailbox") view=p::Mailbox ssr=SSR/>
                <Route path=Seg("attest") view=s::Attest ssr=SSR/>
                <Route path=Seg("profile") view=s::ProfilePage ssr=SSR/>
                <Route path=Seg("history") view=s::History ssr=SSR/>
                <Route path=Seg("inbox") view=s::Inbox ssr=SSR/>
                <Route path=Seg("account") view=s::AccountPage ssr=SSR/>
                <Route path=(Seg("receipts"), Param("id")) view=s::Receipt ssr=SSR/>
                <Route path=Seg("employment") view=s::Employment ssr=SSR/>
                <Route path=(Seg("employment"), Seg("new")) view=s::NewEmployer ssr=SSR/>
                <Route path=(Seg("employment"), Param("id")) view=s::EmployerPage ssr=SSR/>
                <Route path=(Seg("employment"), Param("id"), Seg("edit")) view=s::EditEmployer ssr=SSR/>
                <Route path=Seg("console") view=c::Overview ssr=SSR/>
                <Route path=(Seg("console"), Seg("students")) view=c::Students ssr=SSR/>
                <Route path=(Seg("console"), Seg("students"), Param("id")) view=c::Record ssr=SSR/>
                <Route path=(Seg("console"), Seg("review")) view=c::Review ssr=SSR/>
            </Routes>
        </Router>
    }
}
