//! The HTML document, and which page is at which path.

use crate::pages::{
    console as c, help_team as h, online as o, plan as t, public as p, student as s,
};
use crate::routes;
use crate::ui::{escape, here};
use crate::wire::Assets;
use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// The document around a rendered page. Every page works without scripts; browsers that save data get none, and nobody while there is
/// no bundle. The rules of forms are fetched at the first touch of a form that has any, from where the document says.
pub fn document(assets: Assets, saves_data: bool, title: &str, body: String) -> String {
    let without_scripts = saves_data || !assets.built;
    // The little script is needed where a browser is asked for what no page can ask, and nowhere else.
    let script = (!without_scripts || routes::asks_browser(&here())).then(|| {
        view! { <script type="module" nonce=use_nonce() src=assets.enhance></script> }
    });
    let notify = (assets.built && here() == routes::REACH).then(|| {
        view! { <script type="module" nonce=use_nonce() src=assets.notify></script> }
    });
    let kept = |path: String| (!without_scripts).then_some(path);
    let title = if title.is_empty() { "Foothold".into() } else { format!("{title} - Foothold") };
    // As a child it would be followed by a comment, which a title shows as it stands.
    view! {
        <!DOCTYPE html>
        <html lang="en" data-forms=kept(assets.forms) data-rules=kept(assets.rules) data-wasm=kept(assets.wasm)>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title inner_html=escape(&title)></title>
                <link rel="stylesheet" href=assets.css/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                {script}
                {notify}
            </head>
            <body inner_html=body></body>
        </html>
    }
    .to_html()
}

/// A page: its path, with the names of its variable parts in braces, and its view.
pub type Page = (&'static str, fn() -> AnyView);

/// Every page.
pub fn pages() -> impl Iterator<Item = Page> {
    [PUBLIC, STUDENT, ONLINE, CONSOLE].into_iter().flatten().copied()
}

/// `path => component`, one a line.
macro_rules! pages {
    ($($path:literal => $page:path,)*) => { &[$(($path, || $page().into_any())),*] };
}

/// For everyone, and by mailed links.
const PUBLIC: &[Page] = pages! {
    "/register" => p::Register,
    "/" => p::Home,
    "/help" => p::Help,
    "/accessibility" => p::Accessibility,
    "/help/faq" => p::Faq,
    "/help/tools" => p::Tools,
    "/help/tools/{at}" => p::Tools,
    "/check-receipt" => p::CheckReceiptPage,
    "/login" => p::Login,
    "/record-copy" => p::RecordCopy,
    "/forgot" => p::Forgot,
    "/reset" => p::Reset,
    "/mailbox" => p::Mailbox,
    "/gallery" => p::Gallery,
};

/// A student's, and an employer's part of a training plan.
const STUDENT: &[Page] = pages! {
    "/attest" => s::Attest,
    "/profile" => s::ProfilePage,
    "/history" => s::History,
    "/inbox" => s::Inbox,
    "/inbox/choices" => s::ReachPage,
    "/employment" => s::Employment,
    "/employment/new" => s::NewEmployer,
    "/employment/{id}" => s::EmployerPage,
    "/employment/{id}/edit" => s::EditEmployer,
    "/receipts/{id}" => s::Receipt,
    "/job-ended/{id}" => s::JobEnded,
    "/deadlines" => s::Deadlines,
    "/validation" => s::ValidationPage,
    "/training-plan" => t::Plans,
    "/training-plan/{id}" => t::Plan,
    "/training-plan/{id}/edit/{section}" => t::PlanSection,
    "/training-plan/{id}/paper" => t::PlanPaper,
    "/training-plan/{id}/evaluation/{kind}" => t::PlanEvaluation,
    "/employer-plan" => t::EmployerPlan,
    "/employer-plan/{section}" => t::EmployerSectionPage,
};

/// Of an account, and of the online account.
const ONLINE: &[Page] = pages! {
    "/account" => s::AccountPage,
    "/sign-up" => o::SignUpPage,
    "/sign-up/confirm" => o::Waiting,
    "/confirm" => o::Confirm,
    "/sign-up/{step}" => o::SignUpStep,
    "/verify" => o::Verify,
    "/verify/backup-code" => o::VerifyBackup,
    "/verify/lost" => o::Lost,
    "/account/questions" => o::ChangeQuestionsPage,
    "/second-step" => o::FirstFactor,
    "/second-step/confirm" => o::Enrol,
    "/log-in-again" => o::FreshLogin,
    "/account/security" => o::Security,
    "/account/online" => o::OpenOnlinePage,
    "/account/email" => o::NewEmail,
    "/account/seen" => o::SeenPage,
    "/confirm-email" => o::ConfirmEmailPage,
    "/not-me" => o::NotMe,
    "/home" => o::Holder,
    "/messages" => o::Messages,
    "/messages/new" => o::NewMessage,
    "/messages/{id}" => o::Thread,
    "/cases" => o::Cases,
    "/cases/add" => o::AddCasePage,
    "/cases/access-code" => o::AccessCode,
    "/cases/ask-client" => o::AskClientPage,
    "/cases/{id}" => o::Case,
};

/// Of officials and the help team.
const CONSOLE: &[Page] = pages! {
    "/console" => c::Overview,
    "/console/students" => c::Students,
    "/console/students/{id}" => c::Record,
    "/console/students/{id}/{what}/{of}" => c::Amend,
    "/console/students/{id}/merge" => c::MergeRecords,
    "/console/alerts" => c::Alerts,
    "/console/numbers" => c::Numbers,
    "/console/both-sides" => c::BothSides,
    "/console/import" => c::Import,
    "/console/import/{id}" => c::Import,
    "/console/batches" => c::Batches,
    "/console/batches/{id}" => c::Batches,
    "/console/review" => c::Review,
    "/console/review/{id}" => c::Review,
    "/console/plans" => t::SchoolPlans,
    "/console/plans/{id}" => t::SchoolPlans,
    "/console/officials" => c::Officials,
    "/console/school" => c::School,
    "/console/audit" => c::AuditPage,
    "/console/messages" => h::Queue,
    "/console/cases" => h::HelpCases,
    "/console/cases/new" => h::NewCase,
    "/console/cases/{id}" => h::HelpCase,
};
