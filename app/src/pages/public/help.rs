//! Help, and the questions people ask. Works without scripts.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, loaded, page_data};
use leptos::prelude::*;

/// Where to find what.
#[component]
pub fn Help() -> impl IntoView {
    let page = page_data(|| PageOf::Frame(String::new()), &[]);
    loaded(page, |(), _| {
        view! {
            <Heading title="Help"/>
            <ul class="usa-list">
                <li><a class="usa-link" href=routes::FAQ>"Questions and answers"</a></li>
                <li>"Your account, your email or your authorization: your school’s international office (DSO)."</li>
                <li>"The official SEVP Response Center: 703-603-3400 or 800-892-4829, Monday to Friday, 8 am to 6 pm Eastern time."</li>
            </ul>
        }
        .into_any()
    })
}

const QUESTIONS: &[(&str, &str)] = &[
    (
        "The mail with my link has not come",
        "It is sent when your OPT is approved and its start date is reached. Look in spam. If three days have passed, ask your DSO to check the email on record and to press “Reset portal account”; that sends a fresh link. Or ask for one yourself under “Forgot password”.",
    ),
    (
        "My link is too old, or says it is locked",
        "A link works for 14 days, the day it was sent being the first. Three wrong SEVIS IDs lock it. In both cases “Forgot password”, with your email and SEVIS ID, mails you a new one.",
    ),
    (
        "Which SEVIS ID do I type?",
        "The newest one, on which your OPT was approved: the letter N and ten digits at the top left of your Form I-20.",
    ),
    (
        "I have to report a job that began more than ten days ago",
        "Report it. It is accepted with its true start date and marked as late; you can say why. Never enter a false date: the days between count as unemployment until the true date is on record.",
    ),
    (
        "How are days of unemployment counted?",
        "From the first day of your OPT, each day without an employer on record counts, weekends and holidays too. 90 days are allowed, 150 in all with STEM OPT. The last day of a job counts as employed.",
    ),
    (
        "I left a job",
        "Edit that employer and enter its end date. Delete an employer only if it was entered by mistake: deleting turns its days into days of unemployment.",
    ),
    (
        "I am on STEM OPT and have a new employer",
        "Send your DSO the Form I-983. Your school adds the employer; after that you can change its address, supervisor, job title, schedule and end date here.",
    ),
    (
        "How do I change my email?",
        "Only your school can. Your account is then locked, and a temporary password is mailed to the new address; log in with both and choose a new password.",
    ),
    (
        "How long can I use my account?",
        "You can edit until 15 days after your authorization ends, and read and print for six months.",
    ),
];

/// Questions and answers.
#[component]
pub fn Faq() -> impl IntoView {
    let page = page_data(|| PageOf::Frame(String::new()), &[]);
    loaded(page, |(), _| {
        view! {
            <Heading title="Questions and answers"/>
            <div class="faq">
                {QUESTIONS.iter().map(|(question, answer)| view! {
                    <details><summary>{*question}</summary><p>{*answer}</p></details>
                }).collect_view()}
            </div>
        }
        .into_any()
    })
}
