//! Anybody who is shown a receipt can check that it is genuine, by its number and code.

use crate::api::{CheckReceipt, PageOf};
use crate::ui::{FaultSummary, PostForm, SubmitButton, TextField, form_state, loaded, post};
use crate::wire::{CheckReceiptForm, Form};
use leptos::prelude::*;

/// The page.
#[component]
pub fn CheckReceiptPage() -> impl IntoView {
    loaded(PageOf::Frame(CheckReceiptForm::NAME.into()), |(), frame| {
        let act = post::<CheckReceipt>();
        let form = form_state(Default::default(), frame.replay.clone());
        let title = "Check a receipt";
        view! {
            <FaultSummary form=form title=title/>
            <h1>{title}</h1>
            <p>"If someone showed you a receipt for a report, enter its number and code here. We will tell you whether it is genuine and what it says, so you can compare it with the paper."</p>
            <PostForm to=act class="form">
                <TextField name="receipt" hint="Such as FH-20261128-0A1B2C3D"/>
                <TextField autocomplete="off" name="receipt_code" hint="Ten letters and digits"/>
                <SubmitButton words="Check"/>
            </PostForm>
        }
        .into_any()
    })
}
