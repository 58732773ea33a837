//! The account's security: second steps, backup codes, sessions, what happened.

use crate::api::{
    AddFactor, CloseAccount, EndSession, KeepBackupCodes, MakeBackupCodes, PageOf, RemoveFactor,
    SetNews,
};
use crate::routes;
use crate::ui::{
    Codes, FaultSummary, Hidden, Post, PostForm, RadioField, SubmitButton, TextField, form_state,
    loaded, post,
};
use crate::wire::{FactorView, SecurityView, SessionView};
use domain::factor::FactorKind;
use leptos::prelude::*;

/// The page.
#[component]
pub fn Security() -> impl IntoView {
    loaded(PageOf::Security, |view: SecurityView, frame| {
        let SecurityView {
            email,
            addable,
            factors,
            backup_left,
            fresh_codes,
            codes_wait,
            sessions,
            events,
            own,
            closes,
            news,
            official,
        } = view;
        let none = factors.is_empty();
        let adding = post::<AddFactor>();
        let form = form_state(Default::default(), frame.replay.clone());
        view! {
            <FaultSummary form=form title="Account security"/>
            <h1>"Account security"</h1>
            <p>"Account: "<strong>{email}</strong>". "<a class="usa-link" href=routes::ACCOUNT>"Change password"</a>{own.then(|| view! { " · "<a class="usa-link" href=routes::NEW_EMAIL>"Change email"</a>" · "<a class="usa-link" href=routes::QUESTIONS>"Change reset questions"</a> })}</p>
            {(!fresh_codes.is_empty()).then(|| new_codes(fresh_codes))}
            {codes_wait.then(|| view! {
                <p>"Your backup codes are ready. "<a class="usa-link" href=routes::fresh(routes::SECURITY)>"Enter your password again to see them"</a></p>
            })}
            <h2>"Second steps"</h2>
            {none.then(|| view! { <p>"None yet. Only your password protects this account. Add a second step below."</p> })}
            <ul class="cards">{factors.into_iter().map(factor).collect_view()}</ul>
            {add(adding, &addable)}
            <h2>"Backup codes"</h2>
            <p>{match backup_left {
                0 => "You have none. Without them, a lost phone can keep you out for a while.".to_owned(),
                1 => "One code is left.".to_owned(),
                n => format!("{n} codes are left."),
            }}</p>
            {backup(none)}
            <h2>"Where you are logged in"</h2>
            <ul class="cards">{sessions.into_iter().map(session).collect_view()}</ul>
            {end_others()}
            {(own || official).then(|| notices(news, official))}
            <h2>"Recent activity"</h2>
            {events.is_empty().then(|| view! { <p>"Nothing has been changed on this account yet."</p> })}
            <ul class="usa-list">
                {events.into_iter().map(|event| view! { <li>{event.at}": "{event.what}</li> }).collect_view()}
            </ul>
            <h2>"Your data"</h2>
            <p><a class="usa-button usa-button--outline" href=routes::MY_DATA download="">"Download all my data (JSON)"</a></p>
            {own.then(|| closing(closes))}
        }
        .into_any()
    })
}

fn new_codes(codes: Vec<String>) -> AnyView {
    let kept = post::<KeepBackupCodes>();
    view! {
        <section class="panel">
            <h2>"Your new backup codes"</h2>
            <p>"Print, copy or save them now. They are shown only until you press the button."</p>
            <Codes codes=codes file=routes::BACKUP_FILES/>
            <PostForm to=kept>
                <Hidden name="id" value=String::new()/>
                <SubmitButton words="I have kept them"/>
            </PostForm>
        </section>
    }
    .into_any()
}

fn factor(view: FactorView) -> AnyView {
    let FactorView { way, since, used, removable } = view;
    let remove = post::<RemoveFactor>();
    view! {
        <li class="card">
            <p><strong>{way.kind.words()}</strong>{(way.name != way.kind.words()).then(|| format!(" · {}", way.name))}</p>
            <p class="usa-hint">{format!("Since {since}. {}", used.map_or_else(|| "Not used yet.".into(), |used| format!("Last used {used}.")))}</p>
            {if removable {
                view! {
                    <PostForm to=remove>
                        <Hidden name="id" value=way.id/>
                        <button type="submit" class="usa-button usa-button--outline">"Remove "<span class="usa-sr-only">{way.name}</span></button>
                    </PostForm>
                }.into_any()
            } else {
                view! { <p class="usa-hint">"You cannot remove this now: the account would not have a strong enough second step. Add another one first."</p> }.into_any()
            }}
        </li>
    }
    .into_any()
}

fn add(action: Post, addable: &[FactorKind]) -> AnyView {
    let choices = addable.iter().map(|kind| (kind.code(), kind.words())).collect::<Vec<_>>();
    let texts = addable.contains(&FactorKind::Text);
    view! {
        <h3>"Add a second step"</h3>
        <PostForm to=action class="form">
            <RadioField name="kind" choices=choices/>
            <TextField name="factor_name" optional=true hint="A name such as “my phone” helps you tell them apart."/>
            {texts.then(|| view! { <TextField name="mobile" kind="tel" inputmode="tel" autocomplete="tel-national" optional=true hint="Only for text messages." width="m"/> })}
            <SubmitButton words="Add"/>
        </PostForm>
    }
    .into_any()
}

fn backup(none: bool) -> AnyView {
    if none {
        return view! { <p class="usa-hint">"To get backup codes, add a second step first."</p> }
            .into_any();
    }
    let make = post::<MakeBackupCodes>();
    view! {
        <PostForm to=make>
            <Hidden name="id" value=String::new()/>
            <SubmitButton words="Make ten new backup codes" class="usa-button--outline"/>
        </PostForm>
    }
    .into_any()
}

fn session(view: SessionView) -> AnyView {
    let SessionView { id, device, began, seen, here } = view;
    let end = post::<EndSession>();
    view! {
        <li class="card">
            <p><strong>{device.clone()}</strong>{here.then_some(" · this browser")}</p>
            <p class="usa-hint">{format!("Since {began}, last used {seen}.")}</p>
            {(!here).then(|| view! {
                <PostForm to=end>
                    <Hidden name="id" value=id/>
                    <button type="submit" class="usa-button usa-button--outline">"End this session "<span class="usa-sr-only">{device}</span></button>
                </PostForm>
            })}
        </li>
    }
    .into_any()
}

fn end_others() -> AnyView {
    let end = post::<EndSession>();
    view! {
        <PostForm to=end>
            <Hidden name="id" value=String::new()/>
            <SubmitButton words="End all others" class="usa-button--outline"/>
        </PostForm>
    }
    .into_any()
}

fn notices(news: bool, official: bool) -> AnyView {
    let action = post::<SetNews>();
    let (state, next, words) = if official {
        match news {
            true => (
                "On working days, you get an email with the number of items waiting for you, if there are any.",
                "off",
                "Stop these mails",
            ),
            false => (
                "We do not email you about waiting items. Check the overview page.",
                "on",
                "Email me about waiting items",
            ),
        }
    } else if news {
        (
            "You get an email when there is a new message or news about a case. The content itself stays here.",
            "off",
            "Stop these mails",
        )
    } else {
        (
            "We do not email you about new messages or case news. Check here from time to time.",
            "on",
            "Email me news",
        )
    };
    view! {
        <h2>"Notices"</h2>
        <p>{state}" Emails about your account’s security are always sent."</p>
        <PostForm to=action>
            <Hidden name="id" value=next.to_owned()/>
            <SubmitButton words=words class="usa-button--outline"/>
        </PostForm>
    }
    .into_any()
}

fn closing(closes: Option<String>) -> AnyView {
    let action = post::<CloseAccount>();
    match closes {
        Some(day) => view! {
            <h2>"This account closes"</h2>
            <p>{format!("It closes on {day}. Until then you can keep it.")}</p>
            <PostForm to=action>
                <Hidden name="id" value="keep".to_owned()/>
                <SubmitButton words="Keep my account"/>
            </PostForm>
        }
        .into_any(),
        None => view! {
            <h2>"Close the account"</h2>
            <p>"It closes after 30 days. Until then you can change your mind, and nothing is removed."</p>
            <PostForm to=action>
                <Hidden name="id" value="close".to_owned()/>
                <SubmitButton words="Close my account" class="usa-button--outline"/>
            </PostForm>
        }
        .into_any(),
    }
}
