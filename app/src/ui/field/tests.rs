use super::states::states;
use super::{AreaField, ChoiceField, TextField};
use crate::ui::form_state;
use crate::ui::html::html;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The opening tag of a field.
fn tag<'a>(html: &'a str, id: &str) -> &'a str {
    let at = html.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("no {id} in {html}"));
    let from = html[..at].rfind('<').expect("a tag");
    &html[from..at + html[at..].find('>').expect("its end")]
}

#[test]
fn a_field_is_named_by_its_label_and_described_by_its_hint_and_its_fault() {
    let html = html(states);
    assert!(html.contains("<label for=\"f-start_date\""));
    let field = tag(&html, "f-start_date");
    assert!(field.contains("aria-describedby=\"f-start_date-hint f-start_date-fault\""), "{field}");
    assert!(field.contains("aria-invalid=\"true\"") && field.contains("value=\"02/30/2026\""));
    for id in ["f-start_date-hint", "f-start_date-fault", "f-job_title-optional"] {
        tag(&html, id);
    }
    let untouched = tag(&html, "f-job_title");
    assert!(untouched.contains("aria-describedby=\"f-job_title-optional\""), "{untouched}");
    assert!(!untouched.contains("aria-invalid"), "{untouched}");
}

#[test]
fn what_was_typed_is_text_wherever_it_is_shown() {
    let typed = "</textarea><script>\"&";
    let names = ["job_title", "relation", "state"];
    let values: BTreeMap<_, _> = names.map(|name| (name.to_owned(), typed.to_owned())).into();
    let html = html(|| {
        form_state(values, None);
        view! {
            <TextField name="job_title"/>
            <AreaField name="relation"/>
            <ChoiceField name="state" label="State" options=&[("TX", "Texas")]/>
        }
        .into_any()
    });
    assert!(!html.contains("<script"), "{html}");
    assert_eq!(html.matches("</textarea>").count(), 1);
    // A choice that is none is kept in sight.
    assert!(html.contains("&lt;/textarea&gt;") && html.contains("selected"), "{html}");
}
