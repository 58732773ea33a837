//! What everybody can rely on, and what is known not to work. It says what tests and looks have shown, and no more.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Heading, loaded};
use leptos::prelude::*;

/// The statement.
#[component]
pub fn Accessibility() -> impl IntoView {
    loaded(PageOf::Frame(String::new()), |(), _| {
        view! {
            <Heading title="Accessibility"/>
            <p class="usa-intro">"Foothold is made to meet the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, on a phone as on a desktop."</p>
            <h2>"What you can rely on"</h2>
            <ul class="usa-list">
                <li>"Every page works without JavaScript (passkeys alone need it), with the keyboard alone, and at a width of 320 pixels, which is a zoom of 400 %."</li>
                <li>"Buttons and fields are at least 44 pixels high and wide, and the focus is always seen."</li>
                <li>"Colours follow your device’s light or dark setting, and no meaning hangs on colour alone."</li>
                <li>"Every picture has a table or words that say the same."</li>
                <li>"There is no captcha. Passwords and codes can be pasted, and password managers work."</li>
                <li>"With JavaScript, a session warns you before it ends and can be extended; without, each page says how long it lasts. What you typed is kept until you have logged in again."</li>
                <li>"Errors are said in words, next to the field and in a list at the top that leads to it."</li>
            </ul>
            <h2>"What is known not to work"</h2>
            <ul class="usa-list">
                <li>"Foothold is in English only, and official words such as SEVIS or OPT are used as the government uses them."</li>
                <li>"Files that you or your school add, such as scans of a signed form, are shown as they are. Scans have no text that can be read out."</li>
                <li>"Tests run in one browser, Chromium. Screen readers have not been tried by people who rely on them."</li>
            </ul>
            <h2>"If something hinders you"</h2>
            <p>"Your school’s international office (DSO) takes reports by email, phone or in person, and can enter them for you. Tell them also what hindered you: the school runs this site and can have it mended."</p>
            <p><a class="usa-link alone" href=routes::HELP>"Other help"</a></p>
        }
        .into_any()
    })
}
