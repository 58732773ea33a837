//! Help, and the questions people ask. Works without scripts.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, loaded, query};
use leptos::prelude::*;

/// Where to find what.
#[component]
pub fn Help() -> impl IntoView {
    loaded(PageOf::Frame(String::new()), |(), _| {
        view! {
            <Heading title="Help"/>
            <ul class="usa-list">
                <li><a class="usa-link alone" href=routes::CHECK_RECEIPT>"Check a receipt that someone showed you"</a></li>
                <li><a class="usa-link alone" href=routes::FAQ>"Questions and answers"</a></li>
                <li><a class="usa-link" href=routes::TOOLS>"Explore my options"</a>": answer a few questions to find out what you can do."</li>
                <li>"For questions about your account, email or authorization: your school’s international office (DSO)."</li>
                <li>"For other questions, the official SEVP Response Center: 703-603-3400 or 800-892-4829, Monday to Friday, 8 am to 6 pm Eastern time."</li>
            </ul>
        }
        .into_any()
    })
}

const QUESTIONS: &[(&str, &str)] = &[
    (
        "The email with my link has not arrived",
        "It is sent once your OPT is approved and its start date is reached. Check your spam folder. If three days have passed, ask your DSO to check the email on your record and to press “Reset portal account”, which sends a new link. Or ask for one yourself under “Forgot password”.",
    ),
    (
        "My link has expired or is locked",
        "A link works for 14 days, counting the day it was sent. Three wrong SEVIS IDs lock it. In both cases, use “Forgot password” with your email and SEVIS ID to get a new one.",
    ),
    (
        "Which SEVIS ID do I type?",
        "The most recent one, the one your OPT was approved under: the letter N and ten digits at the top left of your Form I-20.",
    ),
    (
        "I have to report a job that began more than ten days ago",
        "Report it. It is accepted with its true start date and marked as late; you can say why. Always enter the true date, even if it is long ago: until it is on record, the days in between count as unemployment.",
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
        "Students: only your school can. Your account is then locked, and a temporary password is mailed to the new address; log in with both and choose a new password. If you have an online account, use “Change email” under “Account security”.",
    ),
    (
        "Which second step should I choose?",
        "A passkey, if your phone or computer offers one: there is no code to type, and a fake site cannot steal it. Otherwise, an authenticator app. Add a second one so that losing your phone does not lock you out.",
    ),
    (
        "I lost my phone or my passkey",
        "At the second step, look under “Another way” for a different second step or a backup code. If you have none left, choose “I have lost all of these”. Applicants can then log in with a code we email and answers to two of their questions. Students ask their DSO to reset the account, which removes lost second steps. Once you are logged in, add a new second step and remove the lost one under “Account security”.",
    ),
    (
        "How do I write to the help team?",
        "Open an online account, then “Messages”. You can add PDF, PNG and JPEG files. Answers appear there, and an email tells you when there is one. If you are on OPT, ask your school’s DSO instead.",
    ),
    (
        "How do I see my paper case online?",
        "Open an online account, choose “Cases” and “Add a case”, and type the receipt number and the online access code from your letter. If your code is lost or has expired, choose “I need a new access code”. You do not need to call.",
    ),
    (
        "How does my lawyer see my case?",
        "Your legal representative opens an account of their own and asks for the case by its receipt number. You decide under “Cases” in your account, and can withdraw your consent at any time.",
    ),
    (
        "I opened the confirmation link too late",
        "Enter your email again on the sign-up page. You can use the same email, and you continue where you left off.",
    ),
    (
        "How long may I leave a page open?",
        "You are usually logged out after 30 minutes without a click, and always after 12 hours. Two minutes before that, a notice lets you stay logged in. What you typed comes back after you log in again.",
    ),
    (
        "How long can I use my account?",
        "You can make changes until 15 days after your authorization ends, and read and print your record for six months after it ends.",
    ),
];

/// Questions and answers: all at once, or those with the words searched for.
#[component]
pub fn Faq() -> impl IntoView {
    loaded(PageOf::Frame(String::new()), move |(), _| {
        let (wanted, all) = (query("q"), query("open") == "all");
        let found: Vec<_> = QUESTIONS
            .iter()
            .filter(|(question, answer)| holds(question, answer, &wanted))
            .collect();
        let searched = !wanted.trim().is_empty();
        let toggle =
            if all { (routes::FAQ, "Collapse all") } else { ("/help/faq?open=all", "Expand all") };
        view! {
            <Heading title="Questions and answers"/>
            <form class="search" method="get" action=routes::FAQ role="search">
                <label class="usa-label" for="f-q">"Search the answers"</label>
                <input class="usa-input" id="f-q" name="q" type="search" maxlength="100" value=wanted/>
                <button type="submit" class="usa-button">"Search"</button>
            </form>
            {match (searched, found.len()) {
                (false, _) => view! { <p><a class="usa-link alone" href=toggle.0>{toggle.1}</a></p> }.into_any(),
                (true, 0) => view! { <p role="status">"No answers contain these words. Try fewer words, or "<a class="usa-link" href=routes::FAQ>"show all questions"</a>"."</p> }.into_any(),
                (true, n) => view! { <p role="status">{format!("{n} found. ")}<a class="usa-link" href=routes::FAQ>"Show all questions"</a></p> }.into_any(),
            }}
            <div class="faq">
                {found.into_iter().map(|(question, answer)| view! {
                    <details open=all || searched><summary>{*question}</summary><p>{*answer}</p></details>
                }).collect_view()}
            </div>
        }
        .into_any()
    })
}

/// True if each word that was typed is in the question or its answer.
fn holds(question: &str, answer: &str, wanted: &str) -> bool {
    let text = format!("{question} {answer}").to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| text.contains(word))
}
