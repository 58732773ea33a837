//! Cases of an online account: the list, one case, and the three ways to more of them.

use crate::api::{AddCase, AskAccessCode, AskClient, DecideConsent, PageOf};
use crate::routes;
use crate::ui::{
    FaultSummary, Heading, Hidden, PostForm, SubmitButton, TextField, form_state, loaded, param,
    post,
};
use crate::wire::{
    AddCaseForm, AskClientForm, AskCodeForm, AskedView, CaseEvent, CaseRow, CaseView, CasesView,
    ClientRow, Form,
};
use domain::case::{Consent, Decision};
use leptos::prelude::*;

/// Own and clients' cases.
#[component]
pub fn Cases() -> impl IntoView {
    loaded(PageOf::Cases, |CasesView { own, asked, representative, clients }, _| {
        let asked_none = asked.is_empty();
        view! {
            <Heading title="Cases"/>
            {(!asked.is_empty()).then(|| view! {
                <h2>"Who else may see your cases"</h2>
                <ul class="cards">{asked.into_iter().map(asked_row).collect_view()}</ul>
            })}
            {representative.then(|| view! {
                <h2>"Clients’ cases"</h2>
                {clients.is_empty().then(|| view! { <p>"None yet. Ask a client for their receipt number. They give consent in their own account."</p> })}
                <ul class="cards">{clients.into_iter().map(client_row).collect_view()}</ul>
                <p><a class="usa-button" href=routes::ASK_CLIENT>"Add a client’s case"</a></p>
                <h2>"Your own cases"</h2>
            })}
            {(!representative && !asked_none).then(|| view! { <h2>"Your cases"</h2> })}
            {own.is_empty().then(|| view! { <p>"There are no cases in this account yet. To add one, you need the receipt number and the online access code from your letter."</p> })}
            <ul class="cards">{own.into_iter().map(|row| view! { <li class="card"><CaseLine row=row help=false/></li> }).collect_view()}</ul>
            <p>
                <a class=if representative { "usa-button usa-button--outline" } else { "usa-button" } href=routes::ADD_CASE>"Add a case"</a>
            </p>
            <p><a class="usa-link alone" href=routes::ACCESS_CODE>"I need a new access code"</a></p>
        }
        .into_any()
    })
}

/// A case in a list, with the way to it.
#[component]
pub fn CaseLine(
    /// The case.
    row: CaseRow,
    /// In the console.
    help: bool,
) -> impl IntoView {
    let path = if help { routes::help_case(&row.id) } else { routes::case(&row.id) };
    view! {
        <p><a class="usa-link alone" href=path><strong>{row.receipt_number}</strong></a>" · "{row.form_type}" · "{row.name}</p>
        <p>{row.status.words()}</p>
        <p class="usa-hint">{format!("Since {}", row.at)}</p>
    }
}

fn decision(id: &str, decision: Decision, about: &str) -> AnyView {
    let (id, about) = (id.to_owned(), format!(": {about}"));
    let action = post::<DecideConsent>();
    let class = match decision {
        Decision::Agree => "usa-button",
        _ => "usa-button usa-button--outline",
    };
    view! {
        <PostForm to=action>
            <Hidden name="id" value=id/>
            <Hidden name="decision" value=decision.code().to_owned()/>
            <button type="submit" class=class>{decision.words()}<span class="usa-sr-only">{about}</span></button>
        </PostForm>
    }
    .into_any()
}

fn asked_row(row: AskedView) -> AnyView {
    let about = format!("{}, {}", row.name, row.receipt_number);
    let open = row.consent == Consent::Asked;
    view! {
        <li class="card">
            <p><strong>{row.name}</strong>{(!row.firm.is_empty()).then(|| format!(", {}", row.firm))}" ("{row.email}")"</p>
            {if open {
                view! {
                    <p>{format!("says they are your legal representative and asks to see the status and history of {}. Agree only if you know them. You can withdraw your consent at any time.", row.receipt_number)}</p>
                    <div class="buttons">{decision(&row.id, Decision::Agree, &about)}{decision(&row.id, Decision::Refuse, &about)}</div>
                }.into_any()
            } else {
                view! {
                    <p>{format!("May see the status and history of {}.", row.receipt_number)}</p>
                    {decision(&row.id, Decision::Withdraw, &about)}
                }.into_any()
            }}
            <p class="usa-hint">{format!("Asked {}", row.at)}</p>
        </li>
    }
    .into_any()
}

fn client_row(row: ClientRow) -> AnyView {
    let waits = matches!(row.consent, Consent::Asked | Consent::Given);
    let about = row.receipt_number.clone();
    view! {
        <li class="card">
            {match row.case {
                Some(case) => view! { <CaseLine row=case help=false/> }.into_any(),
                None => view! {
                    <p><strong>{row.receipt_number}</strong></p>
                    <p>{row.consent.words()}</p>
                    <p class="usa-hint">{format!("Asked {}", row.at)}</p>
                }.into_any(),
            }}
            {waits.then(|| decision(&row.id, Decision::GiveUp, &about))}
        </li>
    }
    .into_any()
}

/// What happened in a case, newest first.
#[component]
pub fn CaseHistory(
    /// The events.
    events: Vec<CaseEvent>,
) -> impl IntoView {
    view! {
        <ol class="talk">
            {events.into_iter().map(|event| view! {
                <li class="said">
                    <p class="usa-hint">{event.at}{(!event.by.is_empty()).then(|| format!(" · {}", event.by))}</p>
                    <p><strong>{event.status.words()}</strong></p>
                    {(!event.note.is_empty()).then(|| view! { <p class="said__words">{event.note}</p> })}
                </li>
            }).collect_view()}
        </ol>
    }
}

/// One case.
#[component]
pub fn Case() -> impl IntoView {
    loaded(PageOf::Case(param("id")), |CaseView { row, events, client }, _| {
        view! {
            <Heading title="Case"/>
            {client.then(|| view! { <p class="usa-intro">"You see this case with your client’s consent."</p> })}
            <dl class="facts">
                <div><dt>"Receipt number"</dt><dd>{row.receipt_number}</dd></div>
                <div><dt>"Form"</dt><dd>{row.form_type}</dd></div>
                <div><dt>"Name"</dt><dd>{row.name}</dd></div>
                <div><dt>"Status"</dt><dd>{row.status.words()}</dd></div>
                <div><dt>"Since"</dt><dd>{row.at}</dd></div>
            </dl>
            <h2>"History"</h2>
            <CaseHistory events=events/>
            <p><a class="usa-link alone" href=routes::NEW_MESSAGE>"Ask the help team about this case"</a></p>
            <p><a class="usa-link alone" href=routes::CASES>"Back to cases"</a></p>
        }
        .into_any()
    })
}

/// Adds a case by number and code.
#[component]
pub fn AddCasePage() -> impl IntoView {
    loaded(PageOf::Frame(AddCaseForm::NAME.into()), |(), frame| {
        let action = post::<AddCase>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Add a case"/>
            <h1>"Add a case"</h1>
            <p>"You will find both in the letter you received by mail, the Account Access Notice."</p>
            <PostForm to=action class="form">
                <ReceiptField/>
                <TextField autocomplete="off" name="access_code" hint="Twelve letters and digits. It works for 90 days from the date of the letter." width="m"/>
                <SubmitButton words="Add this case"/>
            </PostForm>
            <p><a class="usa-link alone" href=routes::ACCESS_CODE>"I need a new access code"</a></p>
            <p><a class="usa-link alone" href=routes::CASES>"Back to cases"</a></p>
        }
        .into_any()
    })
}

/// A receipt number.
#[component]
pub fn ReceiptField() -> impl IntoView {
    view! { <TextField name="receipt_number" hint="Three letters and ten digits, such as IOE0123456789. It is at the top of your receipt notice." width="m"/> }
}

/// Asks for a new access code.
#[component]
pub fn AccessCode() -> impl IntoView {
    loaded(PageOf::Frame(AskCodeForm::NAME.into()), |(), frame| {
        let action = post::<AskAccessCode>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="A new access code"/>
            <h1>"A new access code"</h1>
            <p>"We send it within minutes to the email given on the form. If no email was given, we send it by mail to the postal address. You do not need to call."</p>
            <PostForm to=action class="form">
                <ReceiptField/>
                <SubmitButton words="Send a new code"/>
            </PostForm>
            <p><a class="usa-link alone" href=routes::CASES>"Back to cases"</a></p>
        }
        .into_any()
    })
}

/// A representative asks a client.
#[component]
pub fn AskClientPage() -> impl IntoView {
    loaded(PageOf::Frame(AskClientForm::NAME.into()), |(), frame| {
        let action = post::<AskClient>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Add a client’s case"/>
            <h1>"Add a client’s case"</h1>
            <p>"Your client will see your name, firm and email. They need to add the case to their own online account and agree there."</p>
            <PostForm to=action class="form">
                <ReceiptField/>
                <TextField name="your_name" autocomplete="name"/>
                <TextField name="firm" autocomplete="organization" optional=true/>
                <SubmitButton words="Ask my client"/>
            </PostForm>
            <p><a class="usa-link alone" href=routes::CASES>"Back to cases"</a></p>
        }
        .into_any()
    })
}
