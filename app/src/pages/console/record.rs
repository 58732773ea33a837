//! One student's record, and what an official can do with it.

use crate::api::{
    ApproveOpt, ChangeEmail, DoneByHand, NoteValidation, PageOf, ResetAccount, UndoAmendment,
};
use crate::routes;
use crate::ui::{
    CountPanel, EmployerFacts, FaultSummary, Hidden, HistoryList, Post, PostForm, SevisTag,
    SubmitButton, TextField, form_state, loaded, param, post,
};
use crate::wire::{
    AmendmentRow, AuthorizationView, EmployerCard, OpenReport, OutgoingRow, PlanRow, RecordView,
    StemRow,
};
use crate::words;
use domain::authorization::Status;
use domain::date;
use domain::sevis_list::ListDifference;
use domain::sevis_state::SevisState;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The acts of the page, whose answers load it anew.
#[derive(Clone, Copy)]
struct Acts {
    approve: Post,
    reset: Post,
    email: Post,
}

/// The record.
#[component]
pub fn Record() -> impl IntoView {
    let acts = Acts {
        approve: post::<ApproveOpt>(),
        reset: post::<ResetAccount>(),
        email: post::<ChangeEmail>(),
    };
    loaded(PageOf::Record(param("id")), move |view: RecordView, frame| {
        let RecordView {
            id,
            person,
            linked,
            birth_date,
            contact,
            account,
            count,
            authorizations,
            history,
            amendments,
            outgoing,
            reports,
            validations,
            plans,
            sevis_list,
        } = view;
        let values = BTreeMap::from([("email".to_owned(), person.email.clone())]);
        let form = form_state(values, frame.replay.clone());
        let mut facts = vec![
            ("SEVIS ID".to_owned(), person.sevis_id.clone()),
            ("Email".to_owned(), person.email.clone()),
            ("Date of birth".to_owned(), date::typed(birth_date)),
            ("Portal account".to_owned(), account.words().to_owned()),
        ];
        facts.extend(contact);
        view! {
            <h1>{person.name()}</h1>
            <FaultSummary form=form title="Student record"/>
            <div class="record">
                <div class="record__main">
                    <dl class="facts">
                        {facts.into_iter().filter(|(_, v)| !v.is_empty()).map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }).collect_view()}
                    </dl>
                    {others(linked)}{sevis_list.map(from_list)}
                    {to_check(reports)}{training_plans(plans)}
                    {count.map(|count| view! { <CountPanel count=count to_official=true/> })}
                    {each(authorizations, &validations, &id, acts)}
                    {more(&id)}{amended(amendments, &id)}
                    <h2>"For SEVIS"</h2>
                    {sent(outgoing)}
                    <h2>"History"</h2>
                    <HistoryList entries=history/>
                </div>
                {acts_panel(id, account.words(), acts)}
            </div>
        }
        .into_any()
    })
}

/// What else can be amended.
fn more(id: &str) -> AnyView {
    view! {
        <p class="actions">
            <a class="usa-link alone" href=routes::student_authorization_new(id, "")>"Add an authorization"</a>
            <a class="usa-link alone" href=routes::student_merge(id)>"Merge duplicate records"</a>
        </p>
    }
    .into_any()
}

/// What the last list from SEVIS says otherwise.
fn from_list((at, differ): (String, Vec<ListDifference>)) -> AnyView {
    let lines = differ.iter().map(|one| view! { <li>{words::list_difference(one)}</li> });
    view! {
        <h2>"Differs from the list from SEVIS"</h2>
        <p class="usa-hint">{format!("List uploaded {at}. A difference disappears once the record and the next list match.")}</p>
        <ul class="usa-list">{lines.collect_view()}</ul>
    }
    .into_any()
}

/// The reports that wait for the school or the student.
fn to_check(reports: Vec<OpenReport>) -> Option<AnyView> {
    if reports.is_empty() {
        return None;
    }
    let link = |OpenReport { id, what, state }: OpenReport| {
        view! { <li><a class="usa-link alone" href=routes::report(&id)>{what}</a>" "<span class="usa-hint">{state.words()}</span></li> }
    };
    let links = reports.into_iter().map(link).collect_view();
    Some(view! { <h2>"Reports to check"</h2><ul class="outgoing">{links}</ul> }.into_any())
}

/// The training plans of a STEM extension.
fn training_plans(plans: Vec<PlanRow>) -> Option<AnyView> {
    if plans.is_empty() {
        return None;
    }
    let link = |row: PlanRow| {
        let employer = if row.employer.is_empty() {
            "Employer not filled in yet".to_owned()
        } else {
            row.employer
        };
        view! { <li><a class="usa-link alone" href=routes::school_plan(&row.id)>{employer}</a>" "<span class="usa-hint">{row.state.words()}</span></li> }
    };
    let links = plans.into_iter().map(link).collect_view();
    Some(
        view! { <h2>"Training plans (Form I-983)"</h2><ul class="outgoing">{links}</ul> }
            .into_any(),
    )
}

/// The records of the same person.
fn others(linked: Vec<(String, String)>) -> Option<AnyView> {
    if linked.is_empty() {
        return None;
    }
    let link = |(id, sevis_id): (String, String)| {
        view! { <a class="usa-link" href=routes::student(&id)>{sevis_id}</a>" " }
    };
    let links = linked.into_iter().map(link).collect_view();
    Some(view! { <p>"The same person under another SEVIS ID: "{links}</p> }.into_any())
}

/// What an official can do with the account.
fn acts_panel(id: String, state: &'static str, acts: Acts) -> impl IntoView {
    let (reset_id, email_id) = (id.clone(), id);
    view! {
        <aside class="record__acts" aria-label="Portal account">
            <h2>"Portal account"</h2>
            <p>{state}</p>
            <PostForm to=acts.reset>
                <Hidden name="id" value=reset_id/>
                <p class="usa-hint">"Sends a new registration link to a student who has no account, or a link to choose a new password that unlocks an existing account."</p>
                <button type="submit" class="usa-button">"Reset portal account"</button>
            </PostForm>
            <h2>"Email"</h2>
            <PostForm to=acts.email class="form">
                <Hidden name="id" value=email_id/>
                <TextField name="email" kind="email" inputmode="email" hint="Changing the email locks the account and sends a temporary password to the new email."/>
                <SubmitButton words="Change email" class="usa-button--outline"/>
            </PostForm>
        </aside>
    }
}

/// Each authorization, and its validations under it.
fn each(all: Vec<AuthorizationView>, stem: &[StemRow], student: &str, acts: Acts) -> AnyView {
    let one = |view: AuthorizationView| {
        let own = stem.iter().filter(|row| row.authorization == view.id).cloned().collect();
        let stem = confirmations(own, student);
        view! { {authorization(view, student.to_owned(), acts)}{stem} }
    };
    all.into_iter().map(one).collect_view().into_any()
}

fn authorization(view: AuthorizationView, student: String, acts: Acts) -> AnyView {
    let about = view.authorization;
    let of = student.clone();
    let approvable = matches!(about.status, Status::Requested | Status::Pending);
    view! {
        <section class="authorization">
            <h2>{about.kind.words()}</h2>
            <p class="usa-hint">
                {format!("{} to {} · {} · {}", date::long(about.start), date::long(about.end), about.schedule.words(), about.status.words())}
            </p>
            <p class="actions">
                <a class="usa-link alone" href=routes::student_authorization(&student, &view.id)>"Correct or withdraw"</a>
                <a class="usa-link alone" href=routes::student_employer_new(&student, &view.id)>"Add an employer"</a>
            </p>
            {(!view.remarks.is_empty()).then(|| view! { <p>{view.remarks}</p> })}
            {approvable.then(|| view! {
                <PostForm to=acts.approve>
                    <Hidden name="id" value=view.id/>
                    <Hidden name="student" value=student/>
                    <button type="submit" class="usa-button">"Approve OPT"</button>
                </PostForm>
            })}
            {view.employers.is_empty().then(|| view! { <p>"No employer on record."</p> })}
            {view.employers.into_iter().map(|card| employer(card, &of)).collect_view()}
        </section>
    }
    .into_any()
}

/// The validations of a STEM extension that have opened. One that is in SEVIS already is noted as such.
fn confirmations(rows: Vec<StemRow>, student: &str) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let student = student.to_owned();
    let row = move |StemRow { authorization, one, done }: StemRow| {
        let student = student.clone();
        let note = done.is_none().then(move || {
            let act = post::<NoteValidation>();
            view! {
                <PostForm to=act>
                    <Hidden name="id" value=authorization/>
                    <Hidden name="student" value=student/>
                    <Hidden name="months" value=one.months.to_string()/>
                    <Hidden name="proof" value=String::new()/>
                    <button type="submit" class="usa-button usa-button--unstyled" aria-label=format!("{} months: it is in SEVIS already", one.months)>"It is in SEVIS already"</button>
                </PostForm>
            }
        });
        let state = done.map_or_else(
            || "Not confirmed".to_owned(),
            |day| format!("Confirmed on {}", date::typed(day)),
        );
        view! { <tr><th scope="row">{format!("{}\u{a0}months", one.months)}</th><td class="date">{date::typed(one.on)}</td><td>{state}{note}</td></tr> }
    };
    Some(view! {
        <h3>"STEM validations"</h3>
        <div class="table-scroll" tabindex="0" role="region" aria-label="STEM validations">
            <table class="usa-table usa-table--borderless">
                <thead><tr><th scope="col">"After"</th><th scope="col">"Day"</th><th scope="col">"State"</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any())
}

fn employer(card: EmployerCard, student: &str) -> AnyView {
    let (name, deleted) = (card.employer.name.clone(), card.deleted);
    let correct = routes::student_employer(student, &card.id);
    let withdraw = routes::student_employer_withdraw(student, &card.id);
    view! {
        <article class="employer">
            <h3>{name.clone()}</h3>
            <EmployerFacts card=card/>
            <p class="actions">
                {(!deleted).then(|| view! { <a class="usa-link alone" href=correct aria-label=format!("Correct {name}")>"Correct"</a> })}
                <a class="usa-link alone" href=withdraw>{if deleted { "Bring back" } else { "Delete" }}<span class="usa-sr-only">{format!(" {name}")}</span></a>
            </p>
        </article>
    }
    .into_any()
}

/// What officials amended, with a way back.
fn amended(rows: Vec<AmendmentRow>, student: &str) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let row = |row: AmendmentRow| {
        let undo = row.undo.map(|effect| {
            let (act, student) = (post::<UndoAmendment>(), student.to_owned());
            let words = words::effect_words(&effect);
            view! {
                <PostForm to=act>
                    <Hidden name="id" value=row.id/>
                    <Hidden name="student" value=student/>
                    <Hidden name="effect" value=effect.seen()/>
                    <button type="submit" class="usa-button usa-button--outline">"Undo"</button>
                    <span class="usa-hint">" "{words}</span>
                </PostForm>
            }
        });
        view! {
            <li class="card">
                <p><strong>{row.what}</strong>", "{row.at}</p>
                <p>"By "{row.by}{row.undone.then_some(". It was undone.")}</p>
                {undo}
            </li>
        }
    };
    let list = rows.into_iter().map(row).collect_view();
    Some(view! { <h2>"Amended by the school"</h2><ul class="cards">{list}</ul> }.into_any())
}

fn sent(rows: Vec<OutgoingRow>) -> AnyView {
    if rows.is_empty() {
        return view! { <p>"Nothing yet."</p> }.into_any();
    }
    view! {
        <ul class="outgoing">
            {rows.into_iter().map(|row| {
                let by = (row.state == SevisState::ByHand).then(|| entered(&row));
                view! {
                    <li>{format!("{} · {} ", row.at, row.what)}<SevisTag state=row.state/>{(!row.answer.is_empty()).then(|| format!(" {}", row.answer))}{by}</li>
                }
            }).collect_view()}
        </ul>
    }
    .into_any()
}

/// Who entered a change in SEVIS, with which proof, and the way back from a slip.
fn entered(row: &OutgoingRow) -> AnyView {
    let undo = post::<DoneByHand>();
    let proof = if row.proof.is_empty() { String::new() } else { format!(": {}", row.proof) };
    let by = (!row.done_by.is_empty()).then(|| format!(" By {}{proof}", row.done_by));
    let id = row.id.clone();
    let about = format!("Not entered after all: {}, {}", row.what, row.at);
    if !row.may_undo {
        return by.into_any();
    }
    view! {
        {by}
        <details class="more">
            <summary>"Is this a mistake?"</summary>
            <p>"Take it back if this is not in SEVIS. If it still has to be passed on, it waits again."</p>
            <PostForm to=undo>
                <Hidden name="id" value=id/>
                <Hidden name="act" value="undo".to_owned()/>
                <Hidden name="proof" value=String::new()/>
                <button type="submit" class="usa-button usa-button--outline" aria-label=about>"Not entered after all"</button>
            </PostForm>
        </details>
    }
    .into_any()
}
