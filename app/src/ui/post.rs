//! Where a form is sent, and for whom it is made. The browser posts it as any form; where scripts run, one that names its rules
//! is judged by them first, and sent so that its page stays (`frontend/forms.js`).

use crate::AppError;
use crate::told::Judged;
use crate::wire::MADE_FOR;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// A form's destination, and the rules that are asked before it is sent.
#[derive(Clone, Copy)]
pub struct Post {
    url: &'static str,
    judged: Option<(Judged, StoredValue<String>)>,
}

/// A form for the server function `S`.
pub fn post<S: ServerFn>() -> Post {
    Post { url: S::PATH, judged: None }
}

/// The same, judged by its own rules before it is sent: a fault shows at once, and the server still
/// decides. `about` is what the form belongs to, as [`crate::told`] reads it.
pub fn judged_post<S: ServerFn>(rules: Judged, about: &impl serde::Serialize) -> Post {
    // Without it the rules cannot be asked, and the server alone decides.
    let about = serde_json::to_string(about).unwrap_or_default();
    Post { url: S::PATH, judged: Some((rules, StoredValue::new(about))) }
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
    let judged = to.judged.map(|(rules, _)| rules.code());
    let about = to.judged.map(|(_, about)| about.get_value());
    let offline = judged.map(|_| AppError::Offline.to_string());
    view! {
        <form action=to.url method="post" novalidate="" class=class
            data-judged=judged data-about=about data-offline=offline>{made_for()}{children()}</form>
    }
    .into_any()
}
