//! What a student should do now: the first thing on the first page.

use crate::routes;
use crate::ui::SevisTag;
use crate::wire::{FirstSteps, HomeView, LastReport, ReportAbout};
use crate::words::{duty_words, number_of};
use domain::Date;
use domain::date::long;
use domain::deadlines::Deadline;
use domain::next_step::{NextStep, Urgency};
use leptos::prelude::*;

/// What to do, what comes, and what happened last.
pub fn now(view: &HomeView) -> AnyView {
    let urgency = view.steps.iter().map(|step| step.urgency()).max();
    let class = match urgency {
        Some(Urgency::Late) => "now now--late",
        Some(Urgency::Soon) => "now now--soon",
        _ => "now",
    };
    let calm = view.steps.is_empty() && view.first.is_none();
    let may_add = view.employment.authorizations.iter().any(|one| one.may_add);
    let items = view.steps.iter().map(|step| item(*step, view, may_add)).collect_view();
    view! {
        <section class=class aria-label="What to do now">
            <h2>"What to do now"</h2>
            {calm.then(|| view! { <p>"Nothing today. Report a new address, phone or employer, or the end of a job, within 10 days."</p> })}
            {view.first.map(first_steps)}
            {(!view.steps.is_empty()).then(|| view! { <ul>{items}</ul> })}
            {coming(&view.next)}
            {view.last.as_ref().map(last)}
        </section>
    }
    .into_any()
}

/// The first steps of somebody who has just begun, those done with a tick.
fn first_steps(FirstSteps { reachable, employer }: FirstSteps) -> AnyView {
    let class = |done: bool| if done { "done" } else { "" };
    let said = |done: bool| done.then(|| view! { <span class="usa-sr-only">" (done)"</span> });
    view! {
        <ol class="first-steps">
            <li class=class(reachable)>
                <h3><a class="usa-link alone" href=routes::PROFILE>"Put your address and phone on record"</a>{said(reachable)}</h3>
                <p>"Your home address in the US and a phone number; 2 minutes."</p>
            </li>
            {employer.map(|done| view! {
                <li class=class(done)>
                    <h3><a class="usa-link alone" href=routes::NEW_EMPLOYER>"Report your employer"</a>{said(done)}</h3>
                    <p>"Within 10 days of the first day of work. No job yet? Each day without one counts, so come back as soon as you have one."</p>
                </li>
            })}
            <li>
                <h3><a class="usa-link alone" href=routes::DEADLINES>"Put your deadlines in your calendar"</a></h3>
                <p>"One file for any calendar, with reminders a week before."</p>
            </li>
        </ol>
    }
    .into_any()
}

fn item(step: NextStep, view: &HomeView, may_add: bool) -> AnyView {
    let school = view.school.as_str();
    match step {
        NextStep::LimitReached { on, employed } => limit_reached((on, employed), school, may_add),
        NextStep::FewDaysLeft { left, on } => few_days(left, on, school, may_add),
        NextStep::NoJob { left } => no_job(left, may_add),
        NextStep::ConfirmLate(due) => confirm(
            "Confirm your STEM record: it is late",
            format!(
                "It was due by {}. Your school can still report it until {}.",
                long(due.until()),
                long(due.closes())
            ),
        ),
        NextStep::Confirm(due) => confirm(
            "Confirm your STEM record",
            format!(
                "Your STEM validation is due by {}. It takes a minute, even if nothing has changed.",
                long(due.until())
            ),
        ),
        NextStep::AnswerSchool => answer_school(view),
        NextStep::MendPlan => task(
            "Your school has sent a training plan back",
            format!("{school} says what is missing. Change it and have it signed again."),
            (routes::PLANS, "See what your school wrote"),
        ),
        NextStep::EvaluationLate(kind) => task(
            "An evaluation is late",
            format!(
                "{} (Form I-983): {school} does not have it. Write it and have your employer sign it, even now.",
                kind.words()
            ),
            (routes::PLANS, "Write the evaluation"),
        ),
        NextStep::EmployerSaysLeft { on } => says_left(on, view),
        NextStep::JobBegins { on, left } => job_begins(on, left),
        NextStep::Ends { kind, on } => task(
            "Your authorization ends soon",
            format!(
                "{} ends on {}. Ask your DSO at {school} what can follow, and by when to apply for it.",
                kind.words(),
                long(on)
            ),
            (routes::DEADLINES, "See your deadlines"),
        ),
        NextStep::ReportContact => task(
            "Your address or phone is missing",
            "Your school must be able to reach you. Both are required while you are on OPT."
                .to_owned(),
            (routes::PROFILE, "Add them to your profile"),
        ),
    }
}

fn answer_school(view: &HomeView) -> AnyView {
    let asked = view.asked.as_deref().map_or_else(|| routes::INBOX.to_owned(), routes::receipt);
    let school = &view.school;
    let text =
        format!("{school} has asked you something about a report, and waits for your answer.");
    task("Answer your school’s question", text, (&asked, "Read and answer it"))
}

fn says_left(on: Date, view: &HomeView) -> AnyView {
    let (plan, job) = view.left.clone().unwrap_or_default();
    let text = format!(
        "It reported {} as your last day. If that is right, report the end of the job within 10 days of it. If not, write to your DSO.",
        long(on)
    );
    let (report, said) = (routes::job_ended(&job), routes::plan(&plan) + "#job-end");
    let links = view! {
        <p><a class="usa-link alone" href=report>"Report the end of the job"</a></p>
        <p><a class="usa-link alone" href=said>"See what your employer reported"</a></p>
    };
    steps_list("Your employer says that you left".to_owned(), text, links.into_any())
}

fn job_begins(on: Date, left: u32) -> AnyView {
    let text = format!(
        "It begins on {}. Until then each day without a job counts; by then you have {}.",
        long(on),
        number_of(left, "day left", "days left")
    );
    task("Your next job is on record", text, (routes::DEADLINES, "See your deadlines"))
}

fn confirm(heading: &'static str, text: String) -> AnyView {
    task(heading, text, (routes::VALIDATION, "Confirm your record"))
}

fn limit_reached((on, employed): (Date, bool), school: &str, may_add: bool) -> AnyView {
    let text = format!(
        "All your days of unemployment have been used since {}. Do these three things:",
        long(on)
    );
    steps_list("Contact your DSO today".to_owned(), text, after_limit(school, may_add, employed))
}

fn few_days(left: u32, on: Option<Date>, school: &str, may_add: bool) -> AnyView {
    let heading = number_of(left, "day left: act now", "days left: act now");
    let last = |on| {
        let on = long(on);
        format!(
            "If you report no job, your last allowed day of unemployment is {on}. Do these three things:"
        )
    };
    let text = on.map_or_else(String::new, last);
    steps_list(heading, text, before_limit(school, may_add, on.map(long)))
}

fn no_job(left: u32, may_add: bool) -> AnyView {
    let more = if may_add {
        (routes::NEW_EMPLOYER, "Report an employer")
    } else {
        (routes::HELP, "How to reach your school")
    };
    let text = format!(
        "Each day without one counts; you have {}. If you work already, report it now, even late: its days are taken off.",
        number_of(left, "day left", "days left")
    );
    task("No employer is on record today", text, more)
}

fn task(heading: &'static str, text: String, (to, words): (&str, &'static str)) -> AnyView {
    let to = to.to_owned();
    view! { <li class="now__item"><h3>{heading}</h3><p>{text}</p><p><a class="usa-link alone" href=to>{words}</a></p></li> }
        .into_any()
}

fn steps_list(heading: String, text: String, steps: AnyView) -> AnyView {
    view! { <li class="now__item"><h3>{heading}</h3><p>{text}</p>{steps}</li> }.into_any()
}

/// How a job that is not on record gets there.
fn report_it(may_add: bool) -> AnyView {
    if may_add {
        view! { <li>"Do you work already? "<a class="usa-link" href=routes::NEW_EMPLOYER>"Report the job"</a>" now, even late: its days are taken off the count."</li> }.into_any()
    } else {
        view! { <li>"Do you work already? Tell your school now, even late: it adds the employer, and its days are taken off the count."</li> }.into_any()
    }
}

fn before_limit(school: &str, may_add: bool, on: Option<String>) -> AnyView {
    let by = on.map_or_else(String::new, |on| format!(" before {on}"));
    view! {
        <ol>
            {report_it(may_add)}
            <li>{format!("Write to your DSO at {school} today. Ask whether part-time or unpaid work counts for you, and what you can do if you find none.")}</li>
            <li>{format!("Decide{by}: a job that begins in time, another program or status, or leaving the US. Your DSO must know before the days are used.")}</li>
        </ol>
    }
    .into_any()
}

fn after_limit(school: &str, may_add: bool, employed: bool) -> AnyView {
    let (report, say) = if employed {
        let earlier = "Did you work on days before, at whatever employer? Report them now, even late: they are taken off the count.";
        let earlier = view! { <li>{earlier}</li> }.into_any();
        (earlier, "Say on which days you had no job")
    } else {
        (report_it(may_add), "Say since when you have no job")
    };
    view! {
        <ol>
            {report}
            <li>{format!("Write to your DSO at {school} today, or go there. {say}, and ask what is possible.")}</li>
            <li>"Keep your receipts and history: they show what you reported and when."</li>
        </ol>
    }
    .into_any()
}

/// The next deadlines.
fn coming(next: &[Deadline]) -> AnyView {
    if next.is_empty() {
        return ().into_any();
    }
    let rows = next.iter().map(|one| view! { <div><dt class="date">{long(one.on)}</dt><dd>{duty_words(one.duty)}</dd></div> }).collect_view();
    view! {
        <div class="now__item">
            <h3>"What comes next"</h3>
            <dl class="facts">{rows}</dl>
            <p><a class="usa-link alone" href=routes::DEADLINES>"Your deadlines"</a></p>
        </div>
    }
    .into_any()
}

/// The last report, and what became of it.
fn last(report: &LastReport) -> AnyView {
    let about = match &report.about {
        ReportAbout::Contact => "Address and phone".to_owned(),
        ReportAbout::Employer(name) => name.clone(),
        ReportAbout::Confirmation => "Confirmation of your STEM record".to_owned(),
    };
    view! {
        <div class="now__item">
            <h3>"Your last report"</h3>
            <p>{format!("{about}, {} ", long(report.on))}<SevisTag state=report.state/></p>
            <p><a class="usa-link alone" href=routes::receipt(&report.receipt)>"Open its receipt"</a>" "<a class="usa-link alone" href=routes::HISTORY>"Your history"</a>" "<a class="usa-link alone" href=routes::INBOX>"Your inbox"</a></p>
        </div>
    }
    .into_any()
}
