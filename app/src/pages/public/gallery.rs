//! Every component in its states, in the demo: for whoever changes the look, and for the tests that look at it.

use crate::api::PageOf;
use crate::pages::student::now;
use crate::ui::{
    AreaField, Bars, CheckField, CountPanel, FaultSummary, Heading, RadioField, SevisTag,
    TextField, bars, form_state, loaded, missing, timeline,
};
use crate::wire::{
    AuthorizationView, EmploymentView, FirstSteps, HomeView, LastReport, Replay, ReportAbout,
    SevisState,
};
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::date::plus_days;
use domain::next_step::NextStep;
use domain::stem::Validation;
use domain::unemployment::{Count, Job, Period, count};
use domain::window::Access;
use domain::{Date, Fault, FaultCode};
use leptos::prelude::*;
use std::collections::BTreeMap;
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
            {fields()}
            {homes()}
            {counts()}
            {pictures()}
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
        <h2>"Buttons and tags"</h2>
        <p class="buttons">
            <button type="button" class="usa-button">"Main action"</button>
            <button type="button" class="usa-button usa-button--outline">"Other action"</button>
            <button type="button" class="usa-button usa-button--secondary">"Delete"</button>
            <button type="button" class="usa-button usa-button--unstyled">"Like a link"</button>
        </p>
        <p class="tags">
            {SevisState::ALL.iter().map(|state| view! { <SevisTag state=*state/> }).collect_view()}
            <span class="tag tag--late">"Reported 15 days late"</span>
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

/// A form as it comes back: some of it wrong.
fn fields() -> AnyView {
    let values =
        [("job_title", "Engineer"), ("start_date", "02/30/2026"), ("schedule", "full_time")];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let faults = vec![
        Fault { field: "name".into(), code: FaultCode::Required },
        Fault { field: "start_date".into(), code: FaultCode::NoSuchDay },
        Fault { field: "relation".into(), code: FaultCode::Required },
    ];
    let replay = Replay { values: values.into_iter().collect(), faults };
    let form = form_state(BTreeMap::new(), Some(replay));
    let schedules = Schedule::ALL.iter().map(|s| (s.code(), s.words())).collect();
    view! {
        <h2>"Fields"</h2>
        <p class="usa-hint">"A form that was refused."</p>
        <div class="form">
            <FaultSummary form=form title="Gallery"/>
            <TextField name="name" autocomplete="organization"/>
            <TextField name="job_title" optional=true/>
            <RadioField name="schedule" choices=schedules hint="Full time is more than 20 hours a week."/>
            <TextField name="start_date" hint="Month, day, year." inputmode="numeric" width="m"/>
            <TextField name="ein" readonly=true width="m"/>
            <CheckField name="self_employed" hint="What a tick means."/>
            <AreaField name="relation" most=1000/>
        </div>
    }
    .into_any()
}

/// A day of the gallery's year; its today is the first of September.
fn day(month: Month, day: u8) -> Date {
    Date::from_calendar_date(2026, month, day).unwrap_or(Date::MIN)
}

fn today() -> Date {
    day(Month::September, 1)
}

/// Post-completion OPT since June.
fn opt() -> Authorization {
    let (start, end) = (day(Month::June, 1), plus_days(day(Month::June, 1), 364));
    let (kind, status) = (Kind::PostCompletion, Status::Approved);
    Authorization { kind, status, schedule: Schedule::FullTime, start, end }
}

fn counted(from: Date, jobs: Vec<Job>) -> Option<Count> {
    let authorization = Authorization { start: from, ..opt() };
    count(&[Period { authorization, jobs }], today())
}

fn job(start: Date, end: Option<Date>) -> Job {
    Job { name: "Cedar Analytics".into(), start, end }
}

fn homes() -> AnyView {
    let on = day(Month::September, 12);
    let due = Validation { months: 6, on: day(Month::August, 1) };
    let first = FirstSteps { reachable: true, employer: Some(false) };
    let all = [
        (vec![NextStep::ConfirmLate(due), NextStep::ReportContact], None),
        (vec![NextStep::FewDaysLeft { left: 9, on: Some(on) }], None),
        (vec![NextStep::LimitReached { on }], None),
        (Vec::new(), Some(first)),
        (Vec::new(), None),
    ];
    let home = |(steps, first)| HomeView {
        school: "Demo State University".into(),
        steps,
        first,
        next: Vec::new(),
        last: Some(LastReport {
            receipt: "none".into(),
            about: ReportAbout::Contact,
            on: today(),
            state: SevisState::Confirmed,
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

fn counts() -> AnyView {
    let all = [
        counted(day(Month::June, 1), vec![job(day(Month::June, 20), None)]),
        counted(day(Month::June, 12), Vec::new()),
        counted(day(Month::May, 1), Vec::new()),
    ];
    view! {
        <h2>"The count"</h2>
        <p class="usa-hint">"With a job, near the limit, past it."</p>
        {all.into_iter().flatten().map(|count| view! { <CountPanel count=count/> }).collect_view()}
    }
    .into_any()
}

fn pictures() -> AnyView {
    let authorization = AuthorizationView {
        id: String::new(),
        authorization: opt(),
        remarks: String::new(),
        employers: Vec::new(),
        may_add: false,
    };
    let stem = AuthorizationView {
        authorization: Authorization {
            kind: Kind::Stem,
            start: plus_days(opt().end, 1),
            end: plus_days(opt().end, 730),
            ..opt()
        },
        ..authorization.clone()
    };
    view! {
        {timeline(&[stem, authorization], today())}
        {bars(Bars { title: "Reports, week by week", head: "Week of", columns: &["Reports", "Late"], rows: vec![("08/17/2026".into(), vec![12, 3]), ("08/24/2026".into(), vec![7, 0])] })}
    }
    .into_any()
}
