//! Import by upload: files, their columns, the preview, the import.

use crate::api::{DiscardImport, NameImportColumns, PageOf, RunImport, UploadImport};
use crate::routes;
use crate::ui::{
    CheckField, FaultSummary, FormState, Heading, Hidden, PostForm, SubmitButton, form_state,
    loaded, made_for, one_file, param, post,
};
use crate::wire::{ImportFileView, ImportRow, ImportView, ImportsView};
use domain::import::{ImportKind, ImportState};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// All uploads, or one.
#[component]
pub fn Import() -> impl IntoView {
    match param("id") {
        id if id.is_empty() => imports(),
        id => import(id),
    }
}

/// Where files are uploaded, and what became of earlier ones.
fn imports() -> AnyView {
    loaded(PageOf::Imports, |ImportsView { rows }, frame| {
        let form = form_state(Default::default(), frame.replay.clone());
        let title = "Import students";
        view! {
            <FaultSummary form=form title=title/>
            <h1>{title}</h1>
            <p>"Spreadsheets (XLSX) and CSV files, up to 15 MB each. Nothing is imported before you have seen what it would do."</p>
            <form class="form" method="post" enctype="multipart/form-data" action=UploadImport::PATH>
                {made_for()}
                <CheckField name="file_decides" hint="If a student has reported something different since your last file, the student’s report stays unless you tick this."/>
                {file_field(ImportKind::Students, "One row for each student.", form)}
                {file_field(ImportKind::Authorizations, "Optional. OPT and STEM OPT.", form)}
                {file_field(ImportKind::Employers, "Optional.", form)}
                <SubmitButton words="Upload and check"/>
            </form>
            <h2>"Compare with SEVIS"</h2>
            <p>"Upload a list that you saved from SEVIS RTI. It is compared with the records but does not change them. Differences are shown here, in the alerts and in each record until the next list."</p>
            <form class="form" method="post" enctype="multipart/form-data" action=UploadImport::PATH>
                {made_for()}
                <Hidden name="compares" value="on".to_owned()/>
                {file_field(ImportKind::SevisList, "It must have a SEVIS ID column. Names, status, OPT dates and employers are compared where it has them.", form)}
                <SubmitButton words="Upload and compare"/>
            </form>
            {(!rows.is_empty()).then(|| earlier(rows))}
        }
        .into_any()
    })
}

fn file_field(kind: ImportKind, hint: &'static str, form: FormState) -> AnyView {
    one_file(form, kind.code(), (kind.words(), hint), ".csv,.txt,.tsv,.xlsx")
}

fn earlier(rows: Vec<ImportRow>) -> AnyView {
    let row = |row: ImportRow| {
        view! {
            <li><a class="usa-link" href=routes::import(&row.id)>{row.at}</a>{format!(" · {}", row.state.words())}</li>
        }
    };
    view! {
        <h2>"Earlier uploads"</h2>
        <ul class="usa-list">{rows.into_iter().map(row).collect_view()}</ul>
    }
    .into_any()
}

/// One upload.
fn import(id: String) -> AnyView {
    loaded(PageOf::Import(id), |view: ImportView, frame| {
        let form = form_state(Default::default(), frame.replay.clone());
        let (title, body) = match view.state {
            ImportState::Columns => {
                return view! {
                    <FaultSummary form=form title="Name the columns"/>
                    <h1>"Name the columns"</h1>
                    {name_columns(view, form)}
                }
                .into_any();
            }
            ImportState::Checking => ("The files are being checked", under_way(&view.id)),
            ImportState::Wanted => ("The files are being imported", under_way(&view.id)),
            ImportState::Checked if view.compares => ("Compared with the records", checked(view)),
            ImportState::Checked => ("Checked: what the import will do", checked(view)),
            ImportState::Refused => ("Nothing can be imported yet", told(view)),
            ImportState::Done => ("Imported", told(view)),
            ImportState::Discarded => {
                ("Discarded", view! { <p>"Nothing was imported."</p> }.into_any())
            }
        };
        view! {
            <Heading title=title/>
            {body}
            <p><a class="usa-link alone" href=routes::IMPORT>"Upload other files"</a></p>
        }
        .into_any()
    })
}

fn under_way(id: &str) -> AnyView {
    view! {
        <p>"You do not need to wait. This continues even if you leave the page."</p>
        <p><a class="usa-button" href=routes::import(id)>"Check again"</a></p>
    }
    .into_any()
}

/// What was told: faults first, since they decide.
fn told(view: ImportView) -> AnyView {
    let ImportView { lines, more, summary, refusal, .. } = view;
    view! {
        {(!refusal.is_empty()).then(|| view! { <p><strong>{refusal}</strong></p> })}
        <ul class="usa-list">{summary.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        {(!lines.is_empty()).then(|| view! {
            <h2>"Line by line"</h2>
            <ul class="usa-list">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        })}
        {(more > 0).then(|| view! { <p>{format!("Lines not shown: {more}.")}</p> })}
    }
    .into_any()
}

fn checked(view: ImportView) -> AnyView {
    let (run, discard) = (post::<RunImport>(), post::<DiscardImport>());
    let (to_run, to_discard, compares) = (view.id.clone(), view.id.clone(), view.compares);
    let decides = view.file_decides.then(|| {
        view! { <p><strong>"The file replaces what students have reported since."</strong></p> }
    });
    view! {
        {decides}
        {told(view)}
        <PostForm to=run>
            <Hidden name="id" value=to_run/>
            <button type="submit" class="usa-button">{if compares { "Keep this list" } else { "Import" }}</button>
        </PostForm>
        <PostForm to=discard>
            <Hidden name="id" value=to_discard/>
            <button type="submit" class="usa-button usa-button--outline">"Discard"</button>
        </PostForm>
    }
    .into_any()
}

fn name_columns(view: ImportView, form: FormState) -> AnyView {
    let discard = post::<DiscardImport>();
    let (to_name, to_discard) = (view.id.clone(), view.id.clone());
    view! {
        <p>"Match each column in your file. Your choices are remembered for your school."</p>
        <form class="form" method="post" enctype="multipart/form-data" action=NameImportColumns::PATH>
            {made_for()}
            <Hidden name="id" value=to_name/>
            {view.files.into_iter().map(|file| file_columns(file, form)).collect_view()}
            <SubmitButton words="Check the files"/>
        </form>
        <PostForm to=discard>
            <Hidden name="id" value=to_discard/>
            <button type="submit" class="usa-button usa-button--outline">"Discard"</button>
        </PostForm>
    }
    .into_any()
}

fn file_columns(file: ImportFileView, form: FormState) -> AnyView {
    let ImportFileView { kind, name, columns, ours, required } = file;
    let column = |(at, (own, taken)): (usize, (String, Option<String>))| {
        let id = format!("f-{}-{at}", kind.code());
        let choice = |value: String, words: String| {
            let selected = taken.as_deref().map_or(value == "?", |taken| taken == value);
            view! { <option value=value selected=selected>{words}</option> }
        };
        let all = ours.iter().map(|name| {
            let needed = if required.contains(name) { " (needed)" } else { "" };
            choice(name.clone(), format!("{name}{needed}"))
        });
        let all = all.collect_view();
        view! {
            <div class="usa-form-group">
                <label class="usa-label" for=id.clone()>{own.clone()}</label>
                <select class="usa-select" id=id name=format!("{}:{own}", kind.code())>
                    {choice("?".into(), "- Select -".into())}
                    {choice(String::new(), "Do not import".into())}
                    {all}
                </select>
            </div>
        }
    };
    let id = format!("f-{}", kind.code());
    let fault_id = format!("{id}-fault");
    let fault = form.fault(kind.code());
    let wrong = fault.is_some();
    let described = wrong.then(|| fault_id.clone());
    view! {
        <fieldset class="usa-fieldset" class:usa-form-group--error=wrong id=id tabindex="-1" aria-describedby=described>
            <legend class="usa-legend usa-legend--large">{format!("{}: {name}", kind.words())}</legend>
            {fault.map(|fault| view! { <span class="usa-error-message" id=fault_id>{fault}</span> })}
            {columns.into_iter().enumerate().map(column).collect_view()}
        </fieldset>
    }
    .into_any()
}
