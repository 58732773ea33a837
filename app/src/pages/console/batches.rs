//! The way to SEVIS: what is entered by hand, the next batch, batches and their answers.

use crate::api::{DiscardBatch, DoneByHand, MakeBatch, PageOf, ReadAnswer};
use crate::routes;
use crate::ui::{
    CheckField, FaultSummary, FormState, Hidden, Post, PostForm, SevisTag, SubmitButton,
    form_state, loaded, made_for, one_file, param, post,
};
use crate::wire::BatchAnswerRow;
use crate::wire::{
    BatchRecordRow, BatchRow, BatchView, BatchesView, SevisState, TaskField, TaskRow,
};
use domain::sevis_state::SevisWay;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Everything that waits, and one batch.
#[component]
pub fn Batches() -> impl IntoView {
    match param("id") {
        id if id.is_empty() => all(),
        id => batch(id),
    }
}

fn all() -> AnyView {
    loaded(PageOf::Batches, |view: BatchesView, frame| {
        let BatchesView { way, lacks, rests, clean, tasks, more, batches } = view;
        let form = form_state(Default::default(), frame.replay.clone());
        let title = "The way to SEVIS";
        let none = tasks.is_empty();
        let batch = way.has_batches();
        view! {
            <FaultSummary form=form title=title/>
            <h1>{title}</h1>
            <p>{how(way)}</p>
            {(!rests.is_empty()).then(|| view! { <p class="usa-hint">{format!("Sending is paused until {rests} because SEVIS is scheduled to be unavailable.")}</p> })}
            {batch.then(|| next(lacks, clean))}
            {batch.then(|| answer(form))}
            <h2>"To enter in SEVIS by hand"</h2>
            {none.then(|| view! { <p>"Nothing is waiting."</p> })}
            <ul class="cards">{tasks.into_iter().map(task).collect_view()}</ul>
            {more.then(|| view! { <p>"There are more. They will appear here once these are done."</p> })}
            {(!batches.is_empty()).then(|| listed(batches))}
        }
        .into_any()
    })
}

fn how(way: SevisWay) -> &'static str {
    match way {
        SevisWay::ByHand => {
            "Your school enters changes in SEVIS by hand. Mark each one here once you have entered it. The student then sees that your school has entered it."
        }
        SevisWay::Batch => {
            "Your school sends batch files. Changes that a batch cannot carry or that SEVIS did not accept are listed below."
        }
        SevisWay::Transport => {
            "The portal makes a batch each evening, sends it, and asks for the answer on the next working day. Changes that a batch cannot carry or that SEVIS did not accept are listed below."
        }
        SevisWay::Rehearsal => {
            "This school is in rehearsal mode: the portal itself answers changes, and nothing is sent to SEVIS."
        }
    }
}

fn next(lacks: String, clean: usize) -> AnyView {
    let make = post::<MakeBatch>();
    if !lacks.is_empty() {
        return view! { <h2>"Next batch"</h2><p>"It cannot be made: "{lacks}"."</p> }.into_any();
    }
    let words = match clean {
        0 => "No change is ready for a batch.".to_owned(),
        1 => "1 change is ready.".to_owned(),
        n => format!("{n} changes are ready; a batch takes at most 250."),
    };
    view! {
        <h2>"Next batch"</h2>
        <p>{words}</p>
        {(clean > 0).then(|| view! {
            <PostForm to=make>
                <Hidden name="id" value=String::new()/>
                <button type="submit" class="usa-button">"Make the next batch"</button>
            </PostForm>
        })}
    }
    .into_any()
}

fn answer(form: FormState) -> AnyView {
    let words = (
        "Transaction log",
        "The file that SEVIS provides for a batch: XML, or the ZIP file it comes in, up to 10 MB.",
    );
    view! {
        <h2>"Answer from SEVIS"</h2>
        <form class="form" method="post" enctype="multipart/form-data" action=ReadAnswer::PATH>
            {made_for()}
            {one_file(form, "log", words, ".xml,.zip")}
            <SubmitButton words="Read the answer" class="usa-button--outline"/>
        </form>
    }
    .into_any()
}

fn task(row: TaskRow) -> AnyView {
    let TaskRow { id, student, name, sevis_id, what, at, state, path, fields, reasons } = row;
    let (act, again) = (post::<DoneByHand>(), post::<DoneByHand>());
    let again_id = id.clone();
    let refused = matches!(state, SevisState::Refused | SevisState::Conflict);
    let proof = format!("proof-{id}");
    view! {
        <li class="card">
            <h3><a class="usa-link alone" href=routes::student(&student)>{name.clone()}</a></h3>
            <p class="usa-hint">{format!("{sevis_id} · {what} · {at} ")}<SevisTag state=state/></p>
            {reasons.into_iter().map(|(what, todo)| view! { <p><strong>{what}</strong>" "{todo}</p> }).collect_view()}
            <p>{path}</p>
            <dl class="facts">
                {fields.into_iter().map(field).collect_view()}
            </dl>
            <PostForm to=act class="form">
                <Hidden name="id" value=id/>
                <Hidden name="act" value="done".to_owned()/>
                <label class="usa-label" for=proof.clone()>"Proof, such as a date or ticket number"</label>
                <input class="usa-input" id=proof name="form[proof]" maxlength="200" autocomplete="off"/>
                <button type="submit" class="usa-button usa-button--outline" aria-label=format!("Done in SEVIS: {name}, {what}")>"Done in SEVIS"</button>
            </PostForm>
            {refused.then(|| view! {
                <PostForm to=again>
                    <Hidden name="id" value=again_id/>
                    <Hidden name="act" value="again".to_owned()/>
                    <Hidden name="proof" value=String::new()/>
                    <button type="submit" class="usa-button usa-button--outline">"Send it again"</button>
                </PostForm>
            })}
        </li>
    }
    .into_any()
}

/// A value to be entered, which scripts can copy, and what it replaces.
fn field(TaskField { label, value, was }: TaskField) -> AnyView {
    let copied = format!("Copy {label}");
    let now = match value.as_str() {
        "" => view! { <em>"empty"</em> }.into_any(),
        _ => view! { <span data-value=copied>{value}</span> }.into_any(),
    };
    let was = (!was.is_empty())
        .then(|| view! { <span class="usa-hint">{format!(" instead of {was}")}</span> });
    view! { <div><dt>{label}</dt><dd>{now}{was}</dd></div> }.into_any()
}

fn listed(batches: Vec<BatchRow>) -> AnyView {
    let row = |row: BatchRow| {
        view! {
            <li><a class="usa-link alone" href=routes::batch(&row.id)>{row.id.clone()}</a>{format!(" · {} · {}", row.at, row.state.words())}{(!row.answer.is_empty()).then(|| format!(" · {}", row.answer))}{(!row.trouble.is_empty()).then(|| view! { " "<span class="tag tag--late">{row.trouble}</span> })}</li>
        }
    };
    view! {
        <h2>"Batches"</h2>
        <ul class="usa-list">{batches.into_iter().map(row).collect_view()}</ul>
    }
    .into_any()
}

fn batch(id: String) -> AnyView {
    loaded(PageOf::Batch(id), |view: BatchView, frame| {
        let BatchView { row, sender, by, hash, discards, answers: files, records } = view;
        let act = post::<DiscardBatch>();
        let form = form_state(Default::default(), frame.replay.clone());
        let id = row.id.clone();
        let facts = [
            ("Made", row.at.clone()),
            ("By", if by.is_empty() { "Command line".into() } else { by }),
            ("Status", row.state.words().to_owned()),
            ("Answer", row.answer.clone()),
            ("Problem", row.trouble.clone()),
            ("Organization", sender.0),
            ("User", sender.1),
            ("SHA-256", hash),
        ];
        let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
        view! {
            <FaultSummary form=form title="Batch"/>
            <h1>"Batch"</h1>
            <p class="address">{row.id.clone()}</p>
            <p><a class="usa-button" download="" href=routes::batch_file(&row.id)>"Download the file"</a></p>
            <dl class="facts">
                {facts.map(|(label, value)| view! { <div><dt>{label}</dt><dd class="breakable">{value}</dd></div> }).collect_view()}
            </dl>
            {as_they_came(&row.id, files)}
            <h2>{match records.len() { 1 => "1 record".to_owned(), n => format!("{n} records") }}</h2>
            {answers(records)}
            {discards.then(|| discard(id, act))}
            <p><a class="usa-link alone" href=routes::BATCHES>"Back to the way to SEVIS"</a></p>
        }
        .into_any()
    })
}

/// What SEVIS answered, byte for byte.
fn as_they_came(batch: &str, files: Vec<BatchAnswerRow>) -> AnyView {
    if files.is_empty() {
        return ().into_any();
    }
    let row = |file: BatchAnswerRow| {
        let BatchAnswerRow { id, at, by, hash, bytes } = file;
        let by = if by.is_empty() { "the portal".to_owned() } else { by };
        let href = routes::batch_answer_file(batch, &id);
        view! { <li><a class="usa-link alone" download="" href=href>{format!("Answer from {at}")}</a><br/><span class="usa-hint breakable">{format!("{bytes} bytes, read by {by}. SHA-256 {hash}")}</span></li> }
    };
    view! {
        <h2>"What SEVIS answered"</h2>
        <ul class="usa-list">{files.into_iter().map(row).collect_view()}</ul>
    }
    .into_any()
}

/// The records of a batch and what SEVIS says of each.
fn answers(records: Vec<BatchRecordRow>) -> AnyView {
    let row = |record: BatchRecordRow| {
        let name = record.student.map(|(id, name)| {
            view! { <a class="usa-link alone" href=routes::student(&id)>{name}</a><br/> }
        });
        view! {
            <tr>
                <th scope="row">{name}<span class="usa-hint date">{record.sevis_id}</span></th>
                <td>{record.what}<br/><span class="usa-hint breakable">{record.id}</span></td>
                <td><strong>{record.status}</strong>{(!record.answer.is_empty()).then(|| view! { <br/>{record.answer} })}</td>
            </tr>
        }
    };
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Records">
            <table class="usa-table usa-table--borderless">
                <thead><tr><th scope="col">"Student"</th><th scope="col">"Change"</th><th scope="col">"Answer"</th></tr></thead>
                <tbody>{records.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A file that was made and never uploaded.
fn discard(id: String, act: Post) -> AnyView {
    view! {
        <h2>"Discard"</h2>
        <p>"Discard this batch only if its file was never uploaded. Its changes then go into another batch. If SEVIS already has the file, the changes would be sent twice."</p>
        <PostForm to=act class="form">
            <Hidden name="id" value=id/>
            <CheckField name="never_left"/>
            <SubmitButton words="Discard the batch" class="usa-button--outline"/>
        </PostForm>
    }
    .into_any()
}
