//! Cases on paper, as the help team keeps them.

use crate::api::{FindCase, LetterPosted, MakeLetter, PageOf, SaveCase, SetCaseStatus};
use crate::pages::online::{CaseHistory, CaseLine, ReceiptField};
use crate::routes;
use crate::ui::{
    AreaField, FaultSummary, Hidden, Post, PostForm, SubmitButton, TextField, form_state, loaded,
    param, post,
};
use crate::wire::{CaseForm, Form, HelpCaseView, HelpCasesView, LetterView};
use crate::words::number_of;
use domain::case::Status;
use leptos::prelude::*;

/// Find a case; letters to post; what changed last.
#[component]
pub fn HelpCases() -> impl IntoView {
    loaded(PageOf::HelpCases, |HelpCasesView { total, latest, letters }, frame| {
        let action = post::<FindCase>();
        let form = form_state(Default::default(), frame.replay.clone());
        let line = |row| view! { <li class="card"><CaseLine row=row help=true/></li> };
        view! {
            <FaultSummary form=form title="Cases"/>
            <h1>"Cases"</h1>
            <PostForm to=action class="search">
                <TextField name="receipt_number"/>
                <SubmitButton words="Find"/>
            </PostForm>
            <p><a class="usa-button usa-button--outline" href=routes::NEW_CASE>"Write down a case"</a></p>
            {(!letters.is_empty()).then(|| view! {
                <h2>"Access codes to send by mail"</h2>
                <ul class="cards">{letters.into_iter().map(line).collect_view()}</ul>
            })}
            <h2>"Recently changed"</h2>
            <p role="status">{number_of(total, "case on record.", "cases on record.")}</p>
            <ul class="cards">{latest.into_iter().map(line).collect_view()}</ul>
        }
        .into_any()
    })
}

fn case_form(action: Post, id: String, words: &'static str) -> AnyView {
    view! {
        <PostForm to=action class="form">
            <Hidden name="id" value=id/>
            <ReceiptField/>
            <TextField name="form_type" hint="Such as I-765." width="m"/>
            <TextField name="case_name"/>
            <TextField name="email" kind="email" inputmode="email" optional=true hint="As given on the form. Access codes are sent to this email."/>
            <AreaField name="postal_address" optional=true hint="For people without an email."/>
            <SubmitButton words=words/>
        </PostForm>
    }
    .into_any()
}

/// A case to be written down.
#[component]
pub fn NewCase() -> impl IntoView {
    loaded(PageOf::NewCase, |(), frame| {
        let action = post::<SaveCase>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Write down a case"/>
            <h1>"Write down a case"</h1>
            {case_form(action, String::new(), "Save")}
            <p><a class="usa-link alone" href=routes::HELP_CASES>"Back to cases"</a></p>
        }
        .into_any()
    })
}

/// One case.
#[component]
pub fn HelpCase() -> impl IntoView {
    loaded(PageOf::HelpCase(param("id")), |view: HelpCaseView, frame| {
        let HelpCaseView { row, form: stored, events, holders, letter } = view;
        let id = row.id;
        let (to_news, to_letter) = (id.clone(), id.clone());
        let (news, save, make) =
            (post::<SetCaseStatus>(), post::<SaveCase>(), post::<MakeLetter>());
        let form = form_state(stored.values(), frame.replay.clone());
        let chosen = form.value("status");
        view! {
            <FaultSummary form=form title="Case"/>
            <h1>{row.receipt_number}</h1>
            <dl class="facts">
                <div><dt>"Form"</dt><dd>{row.form_type}</dd></div>
                <div><dt>"Name"</dt><dd>{stored.case_name.clone()}</dd></div>
                <div><dt>"Status"</dt><dd>{row.status.words()}</dd></div>
                <div><dt>"Online accounts that hold it"</dt><dd>{holders.to_string()}</dd></div>
            </dl>
            {letter.map(|letter| paper(letter, stored))}
            <h2>"News"</h2>
            <PostForm to=news class="form">
                <Hidden name="id" value=to_news/>
                <div class="usa-form-group">
                    <label class="usa-label" for="f-status">"Status"</label>
                    <select class="usa-select" id="f-status" name="form[status]">
                        // A page that was opened before somebody else's news takes none of them back.
                        <option value="">"Leave it as it is"</option>
                        {Status::ALL.iter().map(|status| view! { <option value=status.code() selected=status.code() == chosen>{status.words()}</option> }).collect_view()}
                    </select>
                </div>
                <AreaField name="note" optional=true hint="Everyone who has the case in an account can read this."/>
                <SubmitButton words="Save and tell"/>
            </PostForm>
            <h2>"History"</h2>
            <CaseHistory events=events/>
            <h2>"Access code on paper"</h2>
            <p>"A code works for 90 days. Earlier codes still work."</p>
            <PostForm to=make>
                <Hidden name="id" value=to_letter/>
                <SubmitButton words="Make a letter with an access code" class="usa-button--outline"/>
            </PostForm>
            <h2>"Correct the record"</h2>
            {case_form(save, id, "Save")}
            <p><a class="usa-link alone" href=routes::HELP_CASES>"Back to cases"</a></p>
        }
        .into_any()
    })
}

fn paper(letter: LetterView, case: CaseForm) -> AnyView {
    let posted = post::<LetterPosted>();
    let Some(code) = letter.code else {
        let again = routes::fresh(&routes::help_case(&case.id));
        return view! {
            <section class="panel letter">
                <h2>"Letter to mail"</h2>
                <p>"An access code is ready to be mailed. "<a class="usa-link" href=again>"Enter your password again to see it"</a></p>
            </section>
        }
        .into_any();
    };
    view! {
        <section class="panel letter">
            <h2>"Letter to mail"</h2>
            <p class="said__words">{format!("{}\n{}", case.case_name, case.postal_address)}</p>
            <p>{format!("Your case {} can be seen online. Open an account, choose “Add a case”, and type this online access code:", case.receipt_number)}</p>
            <p><code class="key">{code}</code></p>
            <p>{format!("It works until {}. You can request another one there at any time.", letter.until)}</p>
            <p class="code-ways"><button type="button" class="usa-button usa-button--outline" data-print="" hidden="">"Print the letter"</button></p>
            <PostForm to=posted>
                <Hidden name="id" value=letter.id/>
                <SubmitButton words="The letter is mailed: hide the code"/>
            </PostForm>
        </section>
    }
    .into_any()
}
