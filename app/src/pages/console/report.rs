//! One report: old and new, what the student explains, and the school's decision.

use super::review::late;
use crate::api::{AssignReport, CheckReport, PageOf};
use crate::routes;
use crate::ui::{
    AreaField, FaultSummary, FormState, Hidden, Notes, PostForm, SevisTag, Version, form_state,
    loaded, post, unsent,
};
use crate::wire::{ReportView, ReviewRow};
use crate::words::so_many;
use domain::date;
use domain::history::Change;
use domain::profile::ticked;
use domain::review::{Point, ReviewState};
use domain::sevis_state::{SevisState, SevisWay};
use leptos::prelude::*;

/// The 21 days of a report; nothing once it is in SEVIS.
pub(super) fn clock(row: &ReviewRow) -> Option<AnyView> {
    let left = row.days_left?;
    let (class, words) = match left {
        i64::MIN..=-1 => ("tag tag--bad", format!("Due in SEVIS since {}", date::long(row.due))),
        0 => ("tag tag--bad", "Due in SEVIS today".to_owned()),
        1 => ("tag tag--late", "Due in SEVIS tomorrow".to_owned()),
        2..=7 => ("tag tag--late", format!("Due in SEVIS in {left} days")),
        _ => ("tag", format!("Due in SEVIS by {}", date::long(row.due))),
    };
    Some(view! { <span class=class>{words}</span> }.into_any())
}

/// The page of one.
pub(super) fn report(id: String) -> AnyView {
    loaded(PageOf::Report(id), |view: ReportView, frame| {
        let ticks = view.points.iter().map(|point| (point.code().to_owned(), "on".to_owned()));
        let check = post::<CheckReport>();
        let form = form_state(ticks.collect(), frame.replay.clone());
        let row = view.row.clone();
        let age = match row.age_days {
            0 => "today".to_owned(),
            1 => "1 day ago".to_owned(),
            n => format!("{n} days ago"),
        };
        let left = match view.left {
            0 => "This is the last one.".to_owned(),
            1 => "1 more to check.".to_owned(),
            n => format!("{} more to check.", so_many(n)),
        };
        let next = view.next.clone().map(|id| {
            view! { " "<a class="usa-link alone" href=routes::report(&id) accesskey="n">"Next report"</a> }
        });
        view! {
            <FaultSummary form=form title="Report to check"/>
            <p class="usa-hint"><a class="usa-link alone" href=routes::REVIEW>"Reports to check"</a>" · "{left}{next}" · "<a class="usa-link alone" href="#decision">"Go to the decision"</a></p>
            <h1>{row.what.clone()}</h1>
            <p><a class="usa-link alone" href=routes::student(&row.student_id)>{row.name.clone()}</a>{format!(" · {} · {}, {age}", row.sevis_id, row.at)}</p>
            <p class="tags">
                <span class="tag">{row.state.words()}</span>
                {clock(&row)}
                {(row.days_late > 0).then(|| view! { <span class="tag tag--late">{late(row.days_late)}</span> })}
                <SevisTag state=row.sevis/>
            </p>
            <div class="record record--report">
                <div class="record__main">
                    <h2>"What changed"</h2>
                    {sides(view.changes.clone())}
                    {explained(&view.explanation, &view.major)}
                    <Notes notes=view.notes.clone()/>
                </div>
                <aside class="record__acts" id="decision" tabindex="-1" aria-label="Decision">
                    {decision(&view, check, form)}
                    {assign(&view)}
                </aside>
            </div>
        }
        .into_any()
    })
}

/// Old and new beside each other; of something new there is no old.
fn sides(changes: Vec<Change>) -> AnyView {
    let was = changes.iter().any(|change| !change.old.is_empty());
    let cell = |value: String| match value.as_str() {
        "" => view! { <em>"none"</em> }.into_any(),
        _ => value.into_any(),
    };
    let row = |change: Change| {
        let before = was.then(|| view! { <td>{cell(change.old)}</td> });
        view! {
            <tr><th scope="row">{change.field.into_owned()}</th>{before}<td>{cell(change.new)}</td></tr>
        }
    };
    let rows = changes.into_iter().map(row).collect_view();
    let before = was.then(|| view! { <th scope="col">"Before"</th> });
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="What changed">
            <table class="usa-table usa-table--borderless sides">
                <thead><tr><th scope="col">"Field"</th>{before}<th scope="col">{if was { "Now" } else { "Reported" }}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn explained(explanation: &str, major: &str) -> Option<AnyView> {
    if explanation.is_empty() {
        return None;
    }
    let (explanation, major) = (explanation.to_owned(), major.to_owned());
    Some(
        view! {
            <h2>"How the job relates to the degree"</h2>
            {(!major.is_empty()).then(|| view! { <p class="usa-hint">{format!("Field of study: {major}")}</p> })}
            <blockquote class="quote">{explanation}</blockquote>
        }
        .into_any(),
    )
}

/// Accept, ask, or correct.
fn decision(view: &ReportView, check: crate::ui::Post, form: FormState) -> AnyView {
    let row = view.row.clone();
    if row.state == ReviewState::Accepted {
        return view! { <h2>"Decision"</h2><p>"This report has been accepted. Correct any mistakes in the record."</p>{correct(&view.correct)}{unsent("Your question was not sent:", form.value("question"))} }
            .into_any();
    }
    let hint = match (row.sevis == Some(SevisState::InReview), view.way, row.state) {
        (true, SevisWay::Batch | SevisWay::Transport, _) => {
            "It goes into the next batch once you accept it."
        }
        (true, SevisWay::ByHand, _) => "Once you accept it, it is added to your list for SEVIS.",
        (true, SevisWay::Rehearsal, _) => {
            "This is a rehearsal: once you accept it, nothing is sent to SEVIS."
        }
        (false, _, ReviewState::Asked) => "You can accept it before the student answers.",
        (false, ..) => "Accepting records that your school has checked it.",
    };
    let points = (!view.explanation.is_empty()).then(|| checklist(form));
    view! {
        <h2>"Decision"</h2>
        <PostForm to=check class="form">
            <Hidden name="id" value=row.id/>
            <Version form=form value=row.version.to_string()/>
            {points}
            <p class="usa-hint">{hint}</p>
            <button type="submit" class="usa-button" name="form[act]" value="accept" accesskey="a">"Accept"</button>
            <h3>"Or ask the student"</h3>
            <AreaField name="question" hint="The student gets an email and answers in the portal. Both of you can see the conversation."/>
            <button type="submit" class="usa-button usa-button--outline" name="form[act]" value="ask">"Send the question"</button>
        </PostForm>
        {correct(&view.correct)}
    }
    .into_any()
}

fn correct(path: &str) -> Option<AnyView> {
    let path = (!path.is_empty()).then(|| path.to_owned())?;
    Some(
        view! { <p><a class="usa-link alone" href=path>"Correct it in the record"</a></p> }
            .into_any(),
    )
}

/// What the explanation should say.
fn checklist(form: FormState) -> AnyView {
    let point = |point: &'static Point| {
        let id = format!("f-{}", point.code());
        view! {
            <div class="usa-checkbox">
                <input class="usa-checkbox__input" type="checkbox" id=id.clone() name=format!("form[{}]", point.code())
                    value="on" checked=ticked(&form.value(point.code()))/>
                <label class="usa-checkbox__label" for=id>{point.words()}</label>
            </div>
        }
    };
    view! {
        <fieldset class="usa-fieldset">
            <legend class="usa-legend">"The explanation says"</legend>
            <span class="usa-hint">"For your records only. These points come from the 2019 guidance on the direct relationship between job and degree."</span>
            {Point::ALL.iter().map(point).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// Who has it.
fn assign(view: &ReportView) -> AnyView {
    let act = post::<AssignReport>();
    let (id, to) = (view.row.id.clone(), view.assigned_to.clone());
    let option = move |(id, name): (String, String)| {
        let selected = id == to;
        view! { <option value=id selected=selected>{name}</option> }
    };
    let options = view.officials.clone().into_iter().map(option).collect_view();
    view! {
        <h2>"Assignment"</h2>
        <PostForm to=act class="form">
            <Hidden name="id" value=id/>
            <label class="usa-label" for="f-to">"Assigned to"</label>
            <select class="usa-select" id="f-to" name="form[to]">
                <option value="">"Nobody"</option>
                {options}
            </select>
            <button type="submit" class="usa-button usa-button--outline">"Assign"</button>
        </PostForm>
    }
    .into_any()
}
