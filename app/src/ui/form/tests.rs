use super::{FaultSummary, Version, form_state};
use crate::ui::html::html;
use crate::wire::Replay;
use domain::{Fault, FaultCode};
use leptos::prelude::*;
use std::collections::BTreeMap;

fn refused(faults: Vec<Fault>) -> Replay {
    Replay { values: BTreeMap::new(), faults }
}

#[test]
fn the_summary_leads_to_each_field_in_the_order_of_the_faults() {
    let faults =
        ["name", "zip"].map(|field| Fault { field: field.into(), code: FaultCode::Required });
    let html = html(|| {
        let form = form_state(BTreeMap::new(), Some(refused(faults.to_vec())));
        view! { <FaultSummary form=form title="New employer"/> }.into_any()
    });
    let links: Vec<_> = html
        .split("href=\"#f-")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default())
        .collect();
    assert_eq!(links, ["name", "zip"]);
    assert!(html.contains("role=\"alert\"") && html.contains("tabindex=\"-1\""), "{html}");
}

#[test]
fn a_form_that_nothing_is_wrong_with_has_no_summary_and_the_version_it_was_made_from() {
    let html = html(|| {
        let form = form_state(BTreeMap::new(), None);
        view! { <FaultSummary form=form title="New employer"/><Version form=form value="3".to_owned()/> }.into_any()
    });
    assert!(!html.contains("usa-alert"), "{html}");
    assert!(html.contains("name=\"form[version]\"") && html.contains("value=\"3\""), "{html}");
}
