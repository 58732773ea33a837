//! The HTML document and the tables of routes.

use crate::pages::{
    console as c, help_team as h, online as o, plan as t, public as p, student as s,
};
use crate::routes;
use crate::ui::framed;
use crate::wire::{Assets, Frame};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{
    OptionalParamSegment as Perhaps, ParamSegment as Param, SsrMode, StaticSegment as Seg,
};

/// The document around the page at this path. Every page works without scripts; browsers that save data get none, and nobody while
/// there is no bundle. The rules of forms are fetched at the first touch of a form that has any, from where the document says.
pub fn document(assets: Assets, saves_data: bool, path: &str) -> impl IntoView + use<> {
    let without_scripts = saves_data || !assets.built;
    // The little script is needed where a passkey is the second step, and nowhere else.
    let script = (!without_scripts || routes::asks_passkey(path)).then(|| {
        view! { <script type="module" nonce=use_nonce() src=assets.enhance></script> }
    });
    let kept = |path: String| (!without_scripts).then_some(path);
    view! {
        <!DOCTYPE html>
        <html lang="en" data-forms=kept(assets.forms) data-rules=kept(assets.rules) data-wasm=kept(assets.wasm)>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light"/>
                <link rel="stylesheet" href=assets.css/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {script}
                <MetaTags/>
            </head>
            <body>{Pages::at(path).view()}</body>
        </html>
    }
}

/// Pages render completely before they are sent.
const SSR: SsrMode = SsrMode::Async;

/// The tables of routes. A request makes the one that its page is in: to make all seventy routes takes longer than a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    /// For everyone, and by mailed links.
    Public,
    /// A student's, and an employer's part of a training plan.
    Student,
    /// Of an account, and of the online account.
    Online,
    /// Of officials and the help team.
    Console,
}

impl Pages {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Public, Self::Student, Self::Online, Self::Console];

    /// The table in which a path is, by its first part; what is nowhere is found in none.
    pub fn at(path: &str) -> Self {
        match path.split('/').nth(1).unwrap_or_default() {
            "console" => Self::Console,
            "attest" | "deadlines" | "employer-plan" | "employment" | "history" | "inbox"
            | "job-ended" | "profile" | "receipts" | "training-plan" | "validation" => {
                Self::Student
            }
            "account" | "cases" | "confirm" | "confirm-email" | "home" | "log-in-again"
            | "messages" | "not-me" | "second-step" | "sign-up" | "verify" => Self::Online,
            _ => Self::Public,
        }
    }

    /// The page of the request within its table.
    pub fn view(self) -> AnyView {
        provide_meta_context();
        let pages = match self {
            Self::Public => view! { <PublicPages/> }.into_any(),
            Self::Student => view! { <StudentPages/> }.into_any(),
            Self::Online => view! { <OnlinePages/> }.into_any(),
            Self::Console => view! { <ConsolePages/> }.into_any(),
        };
        view! {
            <Title formatter=|title: String| if title.is_empty() { "Foothold".into() } else { format!("{title} - Foothold") }/>
            {pages}
        }
        .into_any()
    }
}

fn nowhere() -> impl IntoView {
    framed(Frame::default(), view! { <p::NotFound/> }.into_any())
}

#[component]
fn PublicPages() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=nowhere>
                <Route path=Seg("register") view=p::Register ssr=SSR/>
                <Route path=Seg("") view=p::Home ssr=SSR/>
                <Route path=Seg("help") view=p::Help ssr=SSR/>
                <Route path=(Seg("help"), Seg("faq")) view=p::Faq ssr=SSR/>
                <Route path=(Seg("help"), Seg("tools"), Perhaps("at")) view=p::Tools ssr=SSR/>
                <Route path=Seg("check-receipt") view=p::CheckReceiptPage ssr=SSR/>
                <Route path=Seg("login") view=p::Login ssr=SSR/>
                <Route path=Seg("record-copy") view=p::RecordCopy ssr=SSR/>
                <Route path=Seg("forgot") view=p::Forgot ssr=SSR/>
                <Route path=Seg("reset") view=p::Reset ssr=SSR/>
                <Route path=Seg("mailbox") view=p::Mailbox ssr=SSR/>
            </Routes>
        </Router>
    }
}

#[component]
fn StudentPages() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=nowhere>
                <Route path=Seg("attest") view=s::Attest ssr=SSR/>
                <Route path=Seg("profile") view=s::ProfilePage ssr=SSR/>
                <Route path=Seg("history") view=s::History ssr=SSR/>
                <Route path=Seg("inbox") view=s::Inbox ssr=SSR/>
                <Route path=Seg("employment") view=s::Employment ssr=SSR/>
                <Route path=(Seg("employment"), Seg("new")) view=s::NewEmployer ssr=SSR/>
                <Route path=(Seg("employment"), Param("id")) view=s::EmployerPage ssr=SSR/>
                <Route path=(Seg("employment"), Param("id"), Seg("edit")) view=s::EditEmployer ssr=SSR/>
                <Route path=(Seg("receipts"), Param("id")) view=s::Receipt ssr=SSR/>
                <Route path=(Seg("job-ended"), Param("id")) view=s::JobEnded ssr=SSR/>
                <Route path=Seg("deadlines") view=s::Deadlines ssr=SSR/>
                <Route path=Seg("validation") view=s::ValidationPage ssr=SSR/>
                <Route path=Seg("training-plan") view=t::Plans ssr=SSR/>
                <Route path=(Seg("training-plan"), Param("id")) view=t::Plan ssr=SSR/>
                <Route path=(Seg("training-plan"), Param("id"), Seg("edit"), Param("section")) view=t::PlanSection ssr=SSR/>
                <Route path=(Seg("training-plan"), Param("id"), Seg("paper")) view=t::PlanPaper ssr=SSR/>
                <Route path=(Seg("training-plan"), Param("id"), Seg("evaluation"), Param("kind")) view=t::PlanEvaluation ssr=SSR/>
                <Route path=Seg("employer-plan") view=t::EmployerPlan ssr=SSR/>
                <Route path=(Seg("employer-plan"), Param("section")) view=t::EmployerSectionPage ssr=SSR/>
            </Routes>
        </Router>
    }
}

#[component]
fn OnlinePages() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=nowhere>
                <Route path=Seg("account") view=s::AccountPage ssr=SSR/>
                <Route path=Seg("sign-up") view=o::SignUpPage ssr=SSR/>
                <Route path=(Seg("sign-up"), Seg("confirm")) view=o::Waiting ssr=SSR/>
                <Route path=Seg("confirm") view=o::Confirm ssr=SSR/>
                <Route path=(Seg("sign-up"), Param("step")) view=o::SignUpStep ssr=SSR/>
                <Route path=Seg("verify") view=o::Verify ssr=SSR/>
                <Route path=(Seg("verify"), Seg("backup-code")) view=o::VerifyBackup ssr=SSR/>
                <Route path=(Seg("verify"), Seg("lost")) view=o::Lost ssr=SSR/>
                <Route path=(Seg("account"), Seg("questions")) view=o::ChangeQuestionsPage ssr=SSR/>
                <Route path=Seg("second-step") view=o::FirstFactor ssr=SSR/>
                <Route path=(Seg("second-step"), Seg("confirm")) view=o::Enrol ssr=SSR/>
                <Route path=Seg("log-in-again") view=o::FreshLogin ssr=SSR/>
                <Route path=(Seg("account"), Seg("security")) view=o::Security ssr=SSR/>
                <Route path=(Seg("account"), Seg("online")) view=o::OpenOnlinePage ssr=SSR/>
                <Route path=(Seg("account"), Seg("email")) view=o::NewEmail ssr=SSR/>
                <Route path=(Seg("account"), Seg("seen")) view=o::SeenPage ssr=SSR/>
                <Route path=Seg("confirm-email") view=o::ConfirmEmailPage ssr=SSR/>
                <Route path=Seg("not-me") view=o::NotMe ssr=SSR/>
                <Route path=Seg("home") view=o::Holder ssr=SSR/>
                <Route path=Seg("messages") view=o::Messages ssr=SSR/>
                <Route path=(Seg("messages"), Seg("new")) view=o::NewMessage ssr=SSR/>
                <Route path=(Seg("messages"), Param("id")) view=o::Thread ssr=SSR/>
                <Route path=Seg("cases") view=o::Cases ssr=SSR/>
                <Route path=(Seg("cases"), Seg("add")) view=o::AddCasePage ssr=SSR/>
                <Route path=(Seg("cases"), Seg("access-code")) view=o::AccessCode ssr=SSR/>
                <Route path=(Seg("cases"), Seg("ask-client")) view=o::AskClientPage ssr=SSR/>
                <Route path=(Seg("cases"), Param("id")) view=o::Case ssr=SSR/>
            </Routes>
        </Router>
    }
}

#[component]
fn ConsolePages() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=nowhere>
                <Route path=Seg("console") view=c::Overview ssr=SSR/>
                <Route path=(Seg("console"), Seg("students")) view=c::Students ssr=SSR/>
                <Route path=(Seg("console"), Seg("students"), Param("id")) view=c::Record ssr=SSR/>
                <Route path=(Seg("console"), Seg("students"), Param("id"), Param("what"), Param("of")) view=c::Amend ssr=SSR/>
                <Route path=(Seg("console"), Seg("students"), Param("id"), Seg("merge")) view=c::MergeRecords ssr=SSR/>
                <Route path=(Seg("console"), Seg("alerts")) view=c::Alerts ssr=SSR/>
                <Route path=(Seg("console"), Seg("numbers")) view=c::Numbers ssr=SSR/>
                <Route path=(Seg("console"), Seg("both-sides")) view=c::BothSides ssr=SSR/>
                <Route path=(Seg("console"), Seg("import"), Perhaps("id")) view=c::Import ssr=SSR/>
                <Route path=(Seg("console"), Seg("batches"), Perhaps("id")) view=c::Batches ssr=SSR/>
                <Route path=(Seg("console"), Seg("review"), Perhaps("id")) view=c::Review ssr=SSR/>
                <Route path=(Seg("console"), Seg("plans"), Perhaps("id")) view=t::SchoolPlans ssr=SSR/>
                <Route path=(Seg("console"), Seg("officials")) view=c::Officials ssr=SSR/>
                <Route path=(Seg("console"), Seg("school")) view=c::School ssr=SSR/>
                <Route path=(Seg("console"), Seg("audit")) view=c::AuditPage ssr=SSR/>
                <Route path=(Seg("console"), Seg("messages")) view=h::Queue ssr=SSR/>
                <Route path=(Seg("console"), Seg("cases")) view=h::HelpCases ssr=SSR/>
                <Route path=(Seg("console"), Seg("cases"), Seg("new")) view=h::NewCase ssr=SSR/>
                <Route path=(Seg("console"), Seg("cases"), Param("id")) view=h::HelpCase ssr=SSR/>
            </Routes>
        </Router>
    }
}
