//! "Explore my options": a short tree of questions, as data. Each question is a page of its own, so
//! that it works without scripts and with the Back button.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, loaded, missing, param};
use leptos::prelude::*;

/// One page of the tree.
struct Node {
    id: &'static str,
    /// The question, or the heading of the advice.
    words: &'static str,
    /// Said below it.
    advice: &'static [&'static str],
    /// Answers, and where each leads.
    answers: &'static [(&'static str, &'static str)],
}

/// The first page.
const FIRST: &str = "start";

const TREE: &[Node] = &[
    Node {
        id: FIRST,
        words: "What describes you best?",
        advice: &[],
        answers: &[
            ("I am a student on OPT or STEM OPT", "/help/tools/student"),
            ("I want to apply for, petition for or request something", "/help/tools/apply"),
            ("I represent someone", "/help/tools/represent"),
        ],
    },
    Node {
        id: "student",
        words: "What do you want to do?",
        advice: &[],
        answers: &[
            ("Open my portal account", "/help/tools/open-portal"),
            ("Report a job, address or phone", "/help/tools/report"),
            ("I have no job at the moment", "/help/tools/unemployed"),
        ],
    },
    Node {
        id: "open-portal",
        words: "Open your portal account",
        advice: &[
            "We email you a link to create your account once your OPT is approved and its start date is reached. The link works for 14 days.",
            "If it did not arrive or has expired, use “Forgot password” with your email and SEVIS ID, or ask your DSO for “Reset portal account”.",
        ],
        answers: &[("Forgot password", routes::FORGOT)],
    },
    Node {
        id: "report",
        words: "Report within ten days",
        advice: &[
            "Log in and report each change within ten days (8 CFR 214.2(f)(17)). Later reports are accepted too. Enter the true date.",
            "On STEM OPT, your school adds new employers: send your DSO the Form I-983.",
        ],
        answers: &[("Log in", routes::LOGIN)],
    },
    Node {
        id: "unemployed",
        words: "Days without a job are counted",
        advice: &[
            "90 days are allowed on OPT, 150 in all with STEM OPT (8 CFR 214.2(f)(10)(ii)(E)). Your employment page shows how many are used and left.",
            "Before they run out, talk to your DSO: you can keep your record in good standing by changing your education level, transferring or leaving the US in time.",
        ],
        answers: &[("See my count", routes::EMPLOYMENT)],
    },
    Node {
        id: "apply",
        words: "Do you have an online account?",
        advice: &["An online account belongs to one person and needs an email and a second step."],
        answers: &[("Yes", "/help/tools/have-account"), ("No, I want one", routes::SIGN_UP)],
    },
    Node {
        id: "have-account",
        words: "Log in to your account",
        advice: &[
            "If you lost your second step, choose “Another way” after your password: a different step or a backup code.",
        ],
        answers: &[("Log in", routes::LOGIN), ("I forgot my password", routes::FORGOT)],
    },
    Node {
        id: "represent",
        words: "Accounts for legal representatives",
        advice: &[
            "Attorneys and accredited representatives choose “I am a legal representative” in the last step of the sign-up.",
            "Email alone is not enough as their second step: choose a passkey, an authenticator app or text messages.",
        ],
        answers: &[("Create an online account", routes::SIGN_UP), ("Log in", routes::LOGIN)],
    },
];

/// One question.
#[component]
pub fn Tools() -> impl IntoView {
    loaded(PageOf::Frame(String::new()), move |(), _| {
        let at = param("at");
        let id = if at.is_empty() { FIRST } else { &at };
        let Some(node) = TREE.iter().find(|node| node.id == id) else {
            return missing();
        };
        view! {
            <p class="usa-hint">"Explore my options"</p>
            <Heading title=node.words/>
            {node.advice.iter().map(|advice| view! { <p>{*advice}</p> }).collect_view()}
            <ul class="ways">
                {node.answers.iter().map(|(words, to)| view! {
                    <li><a class="usa-button usa-button--outline" href=*to>{*words}</a></li>
                }).collect_view()}
            </ul>
            {(node.id != FIRST).then(|| view! { <p><a class="usa-link alone" href=routes::TOOLS>"Start over"</a></p> })}
        }
        .into_any()
    })
}
