//! The form of an employer.

use crate::api::{PageOf, SaveEmployer};
use crate::routes;
use crate::told::{self, Judged};
use crate::ui::{
    AreaField, CheckField, FaultSummary, FormState, Hidden, PlaceFields, PostForm, RadioField,
    SubmitButton, TextField, Version, form_state, judged_post, loaded, param,
};
use crate::wire::{EmployerFormView, Form};
use domain::authorization::Schedule;
use domain::date;
use domain::employer::Workplace;
use leptos::prelude::*;

/// A new employer.
#[component]
pub fn NewEmployer() -> impl IntoView {
    form_page(PageOf::EmployerForm(None))
}

/// An employer on record.
#[component]
pub fn EditEmployer() -> impl IntoView {
    form_page(PageOf::EmployerForm(Some(param("id"))))
}

/// True where the name was taken for none, and the form asks whether it is one all the same.
pub fn doubted(form: FormState) -> bool {
    !form.value("name_is_right").is_empty()
        || form.faults.with_value(|faults| told::doubted(faults))
}

fn form_page(page: PageOf) -> AnyView {
    loaded(page, |EmployerFormView { form, authorization, stem }, frame| {
        let action = judged_post::<SaveEmployer>(Judged::Employer, &authorization);
        let title = if form.id.is_empty() { "Add employer" } else { "Edit employer" };
        let hidden = [("id", form.id.clone()), ("once", form.once.clone())];
        let version = form.version.clone();
        let state = form_state(form.values(), frame.replay.clone());
        view! {
            <FaultSummary form=state title=title/>
            <h1>{title}</h1>
            <p class="usa-hint">
                {format!("For your {}, {} to {}.", authorization.kind.words(), date::long(authorization.start), date::long(authorization.end))}
            </p>
            {stem.then(|| view! { <p>"On STEM OPT, only your school can change the employer name, EIN and start date, based on a new Form I-983."</p> })}
            <PostForm to=action class="form">
                {hidden.into_iter().map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view()}
                <Version form=state value=version/>
                <EmployerFields state=state stem=stem self_employment=!stem late=!stem/>
                <SubmitButton words="Save"/>
                <p><a class="usa-link alone" href=routes::EMPLOYMENT>"Cancel"</a></p>
            </PostForm>
        }
        .into_any()
    })
}

/// The fields of an employer, as a student reports it and as an official corrects it.
#[component]
pub fn EmployerFields(
    /// The form.
    state: FormState,
    /// Name, EIN and start date stay as they are.
    stem: bool,
    /// A business of one's own is possible.
    self_employment: bool,
    /// The reason of a late report is asked for.
    late: bool,
) -> impl IntoView {
    let schedules = Schedule::ALL.iter().map(|s| (s.code(), s.words())).collect();
    view! {
        <fieldset class="usa-fieldset">
            <legend class="usa-legend usa-legend--large">"The job"</legend>
            <TextField name="name" autocomplete="organization" readonly=stem/>
            <div hidden=!doubted(state) data-doubted=""><CheckField name="name_is_right"/></div>
            {self_employment.then(|| view! { <CheckField name="self_employed" hint="If you tick this, you can leave the employer name empty."/> })}
            <TextField name="job_title" autocomplete="organization-title" optional=true/>
            <RadioField name="schedule" choices=schedules hint="Full time is more than 20 hours a week. All your jobs together must be at least 20 hours a week."/>
            <TextField name="start_date" hint=if stem { "" } else { "Month, day, year, such as 03/27/2026 or 03272026. You can enter a date long ago; the report is accepted and marked as late." } inputmode="numeric" width="m" readonly=stem/>
            <TextField name="end_date" hint="Leave this empty if you still work there." inputmode="numeric" width="m" optional=true/>
            <AreaField name="relation" hint="Your duties and how they use what your degree taught you. Up to 1,000 characters." most=1000/>
            {explained()}
        </fieldset>
        <fieldset class="usa-fieldset">
            <legend class="usa-legend usa-legend--large">"Employer’s address"</legend>
            <TextField name="street"/>
            <TextField name="line2" optional=true/>
            <PlaceFields/>
            <RadioField name="workplace" choices=Workplace::CHOICES.to_vec() hint="If you do not work at this address, enter the office you report to above."/>
            <TextField name="site" hint="Only for another place: its name, street and city. A client’s office, for example." optional=true/>
        </fieldset>
        <fieldset class="usa-fieldset">
            <legend class="usa-legend usa-legend--large">"More about the employer"</legend>
            <TextField name="ein" hint="Nine digits, from your employer or your Form W-2. You can add it later." inputmode="numeric" width="m" readonly=stem optional=true/>
            <TextField name="supervisor_first_name" optional=true/>
            <TextField name="supervisor_last_name" optional=true/>
            <TextField name="supervisor_phone" kind="tel" inputmode="tel" optional=true/>
            <TextField name="supervisor_phone_ext" inputmode="numeric" width="s" optional=true/>
            <TextField name="supervisor_email" kind="email" inputmode="email" optional=true/>
        </fieldset>
        {late.then(|| view! {
            <div data-late=""><AreaField name="late_reason" hint="If the start date is more than 10 days ago, you may tell your school why. The report is accepted either way." optional=true/></div>
        })}
    }
    .into_any()
}

/// What an explanation should name (SEVP policy guidance of September 27, 2019, on the direct relationship), and what one looks
/// like. It is help for writing; nobody's words are judged by it.
fn explained() -> AnyView {
    const EXAMPLES: [(&str, &str); 3] = [
        (
            "Computer science",
            "As a full-time software engineer at Harbor Robotics, I write and test the programs that plan a robot’s path. I use the algorithms, data structures and software testing that I studied for my degree in computer science.",
        ),
        (
            "Accounting",
            "As a staff accountant at Cedar Partners, 40 hours a week, I prepare monthly statements and check them against bank records. This is the financial reporting and auditing of my degree in accounting.",
        ),
        (
            "Biology",
            "As a research assistant at Lakeside Hospital, part time with 20 hours a week, I grow cell cultures and record how they react to a drug. My degree in biology taught me these laboratory methods and the statistics.",
        ),
    ];
    view! {
        <details class="explained">
            <summary>"What to write, with examples"</summary>
            <p>"Your school must keep an explanation that names:"</p>
            <ul class="usa-list">
                <li>"your job title and your employer"</li>
                <li>"full time, or your hours a week"</li>
                <li>"what you do there"</li>
                <li>"your major, and what of it you use in this work"</li>
            </ul>
            {EXAMPLES.map(|(field, words)| view! { <p><strong>{format!("{field}: ")}</strong>{words}</p> }).into_iter().collect_view()}
        </details>
    }
    .into_any()
}
