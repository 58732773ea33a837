//! What stands around every page: skip link, header, notice, footer.

mod mark;

use crate::routes;
use crate::ui::{here, keys, made_for};
use crate::wire::{Frame, Said, Viewer};
use crate::words::number_of;
use leptos::prelude::*;

/// Puts the frame around a body.
pub fn framed(frame: Frame, body: AnyView) -> AnyView {
    view! {
        <a class="usa-skipnav" href="#main">"Skip to main content"</a>
        {frame.demo.then(demo_strip)}
        {header(&frame.viewer)}
        <main id="main" tabindex="-1">
            {frame.said.map(said)}
            {frame.asked.map(asked)}
            {body}
        </main>
        <footer class="site-footer">
            <nav aria-label="Footer">
                <a class="usa-link" href=routes::HELP>"Help"</a>
                <a class="usa-link" href=routes::FAQ>"Questions and answers"</a>
                <a class="usa-link" href=routes::TOOLS>"Explore my options"</a>
                <a class="usa-link" href=routes::ACCESSIBILITY>"Accessibility"</a>
                {matches!(frame.viewer, Viewer::Official { .. }).then(keys)}
            </nav>
            {(frame.viewer != Viewer::Nobody).then(|| view! {
                <p>{format!("For your security, you are logged out after {} without a click. What you typed is kept.", number_of(frame.idle_minutes, "minute", "minutes"))}</p>
            })}
            <p>"Foothold is free software run by your school. It is not a government site."</p>
        </footer>
    }
    .into_any()
}

fn demo_strip() -> impl IntoView {
    view! {
        <div class="demo-strip" role="note">
            "Demo with fictional people. "
            <a class="usa-link" href=routes::MAILBOX>"Open the mailbox"</a>
        </div>
    }
}

/// A path and its words.
type Door = (&'static str, &'static str);

const NOBODY: [Door; 2] = [(routes::HELP, "Help"), (routes::LOGIN, "Log in")];
const STUDENT: [Door; 5] = [
    (routes::PROFILE, "Profile"),
    (routes::EMPLOYMENT, "Employment"),
    (routes::INBOX, "Inbox"),
    (routes::HISTORY, "History"),
    (routes::ACCOUNT, "Account"),
];
const BOTH: [Door; 7] = [
    (routes::HOLDER, "Home"),
    (routes::PROFILE, "Profile"),
    (routes::EMPLOYMENT, "Employment"),
    (routes::HISTORY, "History"),
    (routes::CASES, "Cases"),
    (routes::MESSAGES, "Messages"),
    (routes::SECURITY, "Account"),
];
const HOLDER: [Door; 4] = [
    (routes::HOLDER, "Home"),
    (routes::CASES, "Cases"),
    (routes::MESSAGES, "Messages"),
    (routes::SECURITY, "Account"),
];
const HELP_TEAM: [Door; 3] =
    [(routes::QUEUE, "Messages"), (routes::HELP_CASES, "Cases"), (routes::SECURITY, "Account")];
const OFFICIAL: [Door; 5] = [
    (routes::CONSOLE, "Overview"),
    (routes::STUDENTS, "Students"),
    (routes::REVIEW, "Reports"),
    (routes::BATCHES, "SEVIS"),
    (routes::ACCOUNT, "Account"),
];

/// The page itself, or the part of the site that it belongs to.
fn current(path: &str, here: &str) -> Option<&'static str> {
    let below = path != routes::CONSOLE
        && here.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
    if path == here { Some("page") } else { below.then_some("true") }
}

fn header(viewer: &Viewer) -> impl IntoView {
    let (links, who): (&[Door], String) = match viewer {
        Viewer::Nobody => (&NOBODY, String::new()),
        Viewer::Student { name } => (&STUDENT, name.clone()),
        Viewer::Both { name } => (&BOTH, name.clone()),
        Viewer::Holder { email } => (&HOLDER, email.clone()),
        Viewer::Helpdesk { name } => (&HELP_TEAM, name.clone()),
        Viewer::Official { name } => (&OFFICIAL, name.clone()),
    };
    let here = here();
    view! {
        <header class="site-header">
            <a class="brand" href=routes::HOME>{mark::mark()}"Foothold"</a>
            <nav aria-label="Main">
                <ul>
                    {links.iter().map(|(path, words)| view! {
                        <li><a href=*path aria-current=current(path, &here)>{*words}</a></li>
                    }).collect_view()}
                </ul>
            </nav>
            {(*viewer != Viewer::Nobody).then(|| view! {
                <div class="side">{finds(viewer, &here).then(finder)}{log_out(who)}</div>
            })}
        </header>
    }
}

/// Officials find a student from every page but those whose own subject that is.
fn finds(viewer: &Viewer, here: &str) -> bool {
    matches!(viewer, Viewer::Official { .. })
        && here != routes::CONSOLE
        && here.split('?').next() != Some(routes::STUDENTS)
}

fn finder() -> impl IntoView {
    view! {
        <form class="finder" method="post" action="/api/console/search" role="search">
            {made_for()}
            <label class="usa-sr-only" for="finder">"Find a student"</label>
            <input class="usa-input" type="search" id="finder" name="form[q]" autocomplete="off" placeholder="Find a student" maxlength="100" data-find=""/>
            <button type="submit" class="usa-button usa-button--outline">"Find"</button>
        </form>
    }
}

fn log_out(who: String) -> impl IntoView {
    view! {
        <form class="logout" method="post" action="/api/logout">
            {made_for()}
            <span class="who">{who}</span>
            <button type="submit" class="usa-button usa-button--unstyled">"Log out"</button>
        </form>
    }
}

/// The school waits for an answer.
fn asked(receipt: String) -> impl IntoView {
    view! {
        <p class="asked">"Your school has a question about one of your reports. "<a class="usa-link" href=routes::receipt(&receipt)>"Read and answer it"</a></p>
    }
}

fn said(Said { heading, sentence, done, undo }: Said) -> impl IntoView {
    let kind = if done { "usa-alert usa-alert--success" } else { "usa-alert usa-alert--info" };
    // A plain form: it comes back to this very page, which is then loaded anew.
    let undo = undo.map(|id| {
        view! {
            <form method="post" action="/api/employer/restore">
                {made_for()}
                <input type="hidden" name="form[id]" value=id/>
                <button type="submit" class="usa-button usa-button--outline">"Undo"</button>
            </form>
        }
    });
    view! {
        <div class=kind>
            <div class="usa-alert__body" role="status">
                <h2 class="usa-alert__heading">{heading}</h2>
                <p class="usa-alert__text">{sentence}</p>
                {undo}
            </div>
        </div>
    }
}
