//! The start page.

use crate::api::PageOf;
use crate::routes;
use crate::ui::{Title, loaded};
use leptos::prelude::*;

/// What this is, and where to go.
#[component]
pub fn Home() -> impl IntoView {
    loaded(PageOf::Frame(String::new()), |(), _| {
        view! {
            <Title text="Report your practical training"/>
            <h1>"Report your address, phone and employer while on OPT"</h1>
            <p class="usa-intro">
                "Students on OPT and STEM OPT use Foothold to keep their record up to date and to see how many days of unemployment they have left."
            </p>
            <div class="doors">
                <section class="door">
                    <h2>"You have an account"</h2>
                    <p>"Students log in with the email their school has on record. School officials log in here too."</p>
                    <a class="usa-button usa-button--big" href=routes::LOGIN>"Log in"</a>
                </section>
                <section class="door">
                    <h2>"You received an email from us"</h2>
                    <p>"The link in the email “Optional Practical Training Approval - the next step” is the only way to register. The link works for 14 days. You also need your SEVIS ID."</p>
                    <a class="usa-link alone" href=routes::FAQ>"The email did not arrive, or the link has expired"</a>
                </section>
                <section class="door">
                    <h2>"You want an online account"</h2>
                    <p>"Applicants, petitioners, requestors and legal representatives can create one with their email."</p>
                    <a class="usa-link alone" href=routes::SIGN_UP>"Create an online account"</a>
                </section>
            </div>
        }
        .into_any()
    })
}
