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
                "Foothold is where students on OPT and STEM OPT keep their record right, and see how many days of unemployment are left."
            </p>
            <div class="doors">
                <section class="door">
                    <h2>"You have an account"</h2>
                    <p>"Students log in with the email their school has on record. School officials log in here too."</p>
                    <a class="usa-button usa-button--big" href=routes::LOGIN>"Log in"</a>
                </section>
                <section class="door">
                    <h2>"You received an email from us"</h2>
                    <p>"The link in the mail “Optional Practical Training Approval - the next step” is the only way to register. It works for 14 days, and you need your SEVIS ID."</p>
                    <a class="usa-link alone" href=routes::FAQ>"The mail did not come, or the link is too old"</a>
                </section>
                <section class="door">
                    <h2>"You want an online account"</h2>
                    <p>"Applicants, petitioners, requestors and legal representatives open one with their email."</p>
                    <a class="usa-link alone" href=routes::SIGN_UP>"Create an online account"</a>
                </section>
            </div>
        }
        .into_any()
    })
}
