//! Files that go with a message.

pub mod states;

use crate::routes;
use crate::ui::FormState;
use crate::wire::FileView;
use leptos::prelude::*;

/// The files that people scan or photograph.
pub const PAPERS: &str = ".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg";

/// Chooses one file, with its label and hint, and what is wrong with the one before.
pub fn one_file(
    form: FormState,
    name: &'static str,
    (label, hint): (&'static str, &'static str),
    accept: &'static str,
) -> AnyView {
    let id = format!("f-{name}");
    let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
    let fault = form.fault(name);
    let (class, described) = match fault {
        Some(_) => ("usa-form-group usa-form-group--error", format!("{hint_id} {fault_id}")),
        None => ("usa-form-group", hint_id.clone()),
    };
    view! {
        <div class=class>
            <label class="usa-label" for=id.clone()>{label}</label>
            <span class="usa-hint" id=hint_id>{hint}</span>
            {fault.map(|fault| view! { <span class="usa-error-message" id=fault_id>{fault}</span> })}
            <input class="file" type="file" id=id name=name accept=accept aria-describedby=described/>
        </div>
    }
    .into_any()
}

/// Chooses files. Those kept from an earlier try go along unless ticked: nothing has to be chosen
/// and sent over a bad line twice.
#[component]
pub fn FilesField(
    /// Kept ones.
    kept: Vec<FileView>,
) -> impl IntoView {
    let form = expect_context::<FormState>();
    let refused: Vec<String> = form.faults.with_value(|faults| {
        faults.iter().filter(|f| f.field == "files").map(crate::words::sentence).collect()
    });
    let class =
        if refused.is_empty() { "usa-form-group" } else { "usa-form-group usa-form-group--error" };
    view! {
        <div class=class>
            {(!kept.is_empty()).then(|| view! {
                <fieldset class="usa-fieldset">
                    <legend class="usa-legend">"Files to send"</legend>
                    <span class="usa-hint">"These files were uploaded. Tick the ones you do not want to send."</span>
                    {kept.into_iter().map(|file| {
                        let id = format!("leave-{}", file.id);
                        view! {
                            <div class="usa-checkbox">
                                <input class="usa-checkbox__input" type="checkbox" id=id.clone() name="form[left_out]" value=file.id/>
                                <label class="usa-checkbox__label" for=id>{format!("Leave out {} ({})", file.name, file.size)}</label>
                            </div>
                        }
                    }).collect_view()}
                </fieldset>
            })}
            <label class="usa-label" for="f-files">"Add files"</label>
            <span class="optional" aria-hidden="true">"optional"</span>
            <span class="usa-hint" id="f-files-hint">"PDF, PNG or JPEG, up to 10 MB each, three with a message."</span>
            {(!refused.is_empty()).then(|| view! {
                <span class="usa-error-message" id="f-files-fault">
                    {refused.into_iter().map(|sentence| view! { <span class="line">{sentence}</span> }).collect_view()}
                </span>
            })}
            <input class="file" type="file" id="f-files" name="files" multiple=true
                accept=PAPERS
                aria-describedby="f-files-hint f-files-fault"/>
        </div>
    }
    .into_any()
}

/// The files of a message, to be saved: none is ever shown within a page.
#[component]
pub fn FileList(
    /// The files.
    files: Vec<FileView>,
) -> impl IntoView {
    (!files.is_empty()).then(|| {
        view! {
            <ul class="files" aria-label="Files">
                {files.into_iter().map(|file| {
                    let words = format!("{} ({})", file.name, file.size);
                    let name = if file.ready {
                        view! { <a class="usa-link alone" download="" href=routes::file(&file.id)>{words}</a> }.into_any()
                    } else {
                        view! { <span>{words}</span> }.into_any()
                    };
                    view! { <li>{name}<span class="usa-hint">{file.scan}</span></li> }
                }).collect_view()}
            </ul>
        }
    })
}
