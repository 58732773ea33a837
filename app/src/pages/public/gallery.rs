//! Every component in its states, in the demo: for whoever changes the look, and for the tests that look at it.

use crate::api::PageOf;
use crate::pages::student::now;
use crate::ui::example::{day, today};
use crate::ui::{Heading, loaded, missing, states};
use crate::wire::{EmploymentView, FirstSteps, HomeView, LastReport, ReportAbout, SevisState};
use domain::date::plus_days;
use domain::next_step::NextStep;
use domain::stem::Validation;
use domain::window::Access;
use leptos::prelude::*;
use time::Month;

/// The page; not found outside of the demo.
#[component]
pub fn Gallery() -> impl IntoView {
    loaded(PageOf::Frame(String::new()), |(), frame| {
        if !frame.demo {
            return missing();
        }
        view! {
            <Heading title="Gallery"/>
            <p class="usa-intro">"Every component in its states. docs/design.md says when to use which."</p>
            {words()}
            {buttons()}
            {alerts()}
            {homes()}
            {states()}
        }
        .into_any()
    })
}

fn words() -> AnyView {
    view! {
        <h2>"Words"</h2>
        <p class="usa-intro">"An introduction says in a sentence or two what a page is for."</p>
        <p>"A paragraph with "<a class="usa-link" href="#words">"a link"</a>", "<strong>"something important"</strong>" and "<kbd>"k"</kbd>"."</p>
        <p class="usa-hint">"A hint is quieter than what it is about."</p>
        <h3>"A heading of the third level"</h3>
        <dl class="facts"><div><dt>"Label"</dt><dd>"Value"</dd></div><div><dt>"A longer label"</dt><dd>"A value that takes more than one line on a phone, so that one sees how it breaks"</dd></div></dl>
    }
    .into_any()
}

fn buttons() -> AnyView {
    view! {
        <h2>"Buttons"</h2>
        <p class="buttons">
            <button type="button" class="usa-button">"Main action"</button>
            <button type="button" class="usa-button usa-button--outline">"Other action"</button>
            <button type="button" class="usa-button usa-button--secondary">"Delete"</button>
            <button type="button" class="usa-button usa-button--unstyled">"Like a link"</button>
        </p>
    }
    .into_any()
}

fn alerts() -> AnyView {
    let kinds = [
        ("usa-alert--success", "Saved"),
        ("usa-alert--info", "To be known"),
        ("usa-alert--warning", "To be careful with"),
        ("usa-alert--error", "There is a problem"),
    ];
    view! {
        <h2>"Notices"</h2>
        {kinds.map(|(class, heading)| view! {
            <div class=format!("usa-alert {class}")><div class="usa-alert__body"><h3 class="usa-alert__heading">{heading}</h3><p class="usa-alert__text">"One sentence, and "<a class="usa-link" href="#words">"what to do"</a>"."</p></div></div>
        }).into_iter().collect_view()}
        <p class="asked">"Your school has a question about one of your reports."</p>
        <p class="calm">"Nothing is waiting for you."</p>
    }
    .into_any()
}

fn homes() -> AnyView {
    let on = day(Month::September, 12);
    let due = Validation { months: 6, on: day(Month::August, 1) };
    let first = FirstSteps { reachable: true, employer: Some(false) };
    let all = [
        (vec![NextStep::ConfirmLate(due), NextStep::ReportContact], None),
        (vec![NextStep::FewDaysLeft { left: 9, on: Some(on) }], None),
        (vec![NextStep::LimitReached { on, employed: false }], None),
        (Vec::new(), Some(first)),
        (Vec::new(), None),
    ];
    let home = |(steps, first)| HomeView {
        school: "Demo State University".into(),
        steps,
        left: None,
        asked: None,
        first,
        next: Vec::new(),
        last: Some(LastReport {
            receipt: "none".into(),
            about: ReportAbout::Contact,
            on: today(),
            state: Some(SevisState::Confirmed),
        }),
        employment: EmploymentView {
            authorizations: Vec::new(),
            count: None,
            validation: None,
            access: Access::Edit { until: plus_days(today(), 100) },
        },
    };
    view! {
        <h2>"What to do now"</h2>
        <p class="usa-hint">"Late, soon, used up, just begun, calm."</p>
        {all.into_iter().map(|of| now(&home(of))).collect_view()}
    }
    .into_any()
}
